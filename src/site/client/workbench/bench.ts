import type { Problem } from '../../../problem.js';
import { withChanges, withoutRow } from '../../workbench/corrections.js';
import { openKnown } from '../../workbench/known-problems.js';
import type { Answer, CellChange, Findings, Order, ReaderRequest, Step } from '../../workbench/messages.js';
import type { WorkbenchSettings, WorkbenchWords } from '../../workbench/settings.js';
import { fetchJson } from './fetch-json.js';
import { filesToSend, type PickedFile } from './picked-files.js';
import { createReaderStart } from './reader.js';

/** The shared state of the panels of the page: the worker, the last result, and the corrections. */
export interface Bench {
  readonly language: string;
  readonly words: WorkbenchWords;
  readonly repository: string | undefined; // with the sheets
  readonly explanations: string; // the address of their file
  readonly site: string; // the URL of the root of the site
  /** Gives the worker an order. The promise is rejected with the reason if it fails or is cancelled. */
  ask<Result>(order: Order): Promise<Result>;
  /** Checks files from the beginning; no files: the published sheets. */
  open(files: readonly PickedFile[], withFigures: boolean): Promise<void>;
  /** All corrections until now. */
  corrections(): readonly CellChange[];
  /** Adds corrections and checks again. A correction that restores the cell removes the earlier ones. */
  correct(changes: readonly CellChange[]): Promise<void>;
  /** Removes a new row with all its cells. */
  removeRow(place: CellChange): Promise<void>;
  /** Takes the last change of the corrections back. */
  undo(): Promise<void>;
  /** True for problems that the published data has too. */
  isKnown(problem: Problem): boolean;
  /** Calls the listener after each check; undefined: a new check of other files begins. */
  onFindings(listener: (findings: Findings | undefined) => void): void;
  /** Calls the listener when the work proceeds or ends. */
  onProgress(listener: (progress: Progress) => void): void;
  /** Stops the current work. Files and corrections that were checked before are kept. */
  cancel(): void;
}

/** The state of the work: its step, its end, or why it failed. `isSlow`: a whole check. */
export type Progress =
  | { step: Step | 'starting'; isSlow: boolean; share?: number | undefined }
  | 'done'
  | 'cancelled'
  | 'crashed'
  | { fault: string }
  | { bug: string };

/** Why an order has no result. */
type Reason = Exclude<Progress, { step: unknown } | 'done'>;

class Stopped extends Error {
  constructor(why: Reason) {
    super(typeof why === 'string' ? why : 'fault' in why ? why.fault : why.bug);
  }
}

/** The script of the worker, in the folder of the page. */
const workerScript = 'worker.js';

/** The orders whose steps are shown. */
const slowOrders: readonly string[] = ['open', 'change', 'download', 'differences', 'graph'];

/** Starts the worker when it is needed. */
export function createBench({ language, words, root, repository, known, explanations }: WorkbenchSettings): Bench {
  const site = new URL(root || '.', location.href).href;
  const findingsListeners: ((findings: Findings | undefined) => void)[] = [];
  const progressListeners: ((progress: Progress) => void)[] = [];
  const report = (progress: Progress): void => {
    for (const listener of progressListeners) listener(progress);
  };
  let worker: Worker | undefined;
  let running: { id: number; order: Order; resolve(result: unknown): void; reject(why: Stopped): void } | undefined;
  let last = 0;
  let queue: Promise<unknown> = Promise.resolve();
  let round = 0; // orders of an earlier round were cancelled
  let opened: { files: readonly PickedFile[]; withFigures: boolean } | undefined;
  let isLoaded = false; // in the worker
  let corrections: readonly CellChange[] = [];
  let earlier: (readonly CellChange[])[] = []; // the corrections before each change of them
  let confirmed = { corrections, earlier }; // of the last check that succeeded
  let isUnsaved = false;
  let isKnown: Bench['isKnown'] = () => false;

  const startReader = createReaderStart(() => stop('crashed'));

  /** Terminates the workers, which ends any work at once. */
  const stop = (why: Reason): void => {
    const isIdle = running === undefined;
    worker?.terminate();
    worker = undefined;
    startReader(undefined);
    isLoaded = false;
    round++;
    running?.reject(new Stopped(why));
    running = undefined;
    if (!isIdle) report(why);
  };

  const startWorker = (): Worker => {
    const started = new Worker(new URL(workerScript, location.href), { type: 'module' });
    started.addEventListener('message', ({ data: answer }: MessageEvent<Answer | ReaderRequest>) => {
      if (started !== worker) return;
      if ('reader' in answer) return startReader(answer.reader);
      if (answer.id !== running?.id) return;
      if ('step' in answer) {
        const { step, share } = answer;
        return report({ step, share, isSlow: slowOrders.includes(running.order.order) });
      }
      if ('bug' in answer) return stop({ bug: answer.bug }); // the state of the worker is not known
      const { resolve, reject } = running;
      running = undefined;
      if ('result' in answer) {
        report('done');
        resolve(answer.result);
      } else {
        report({ fault: answer.fault });
        reject(new Stopped({ fault: answer.fault }));
      }
    });
    started.addEventListener('error', (event) => {
      event.preventDefault();
      if (started === worker) stop('crashed');
    });
    return started;
  };

  const send = (order: Order): Promise<unknown> =>
    new Promise((resolve, reject) => {
      worker ??= startWorker();
      running = { id: ++last, order, resolve, reject };
      report({ step: 'starting', isSlow: slowOrders.includes(order.order) });
      worker.postMessage(
        { id: last, ...order },
        order.order === 'open' ? order.files.map(({ bytes }) => bytes.buffer as ArrayBuffer) : [],
      );
    });

  const load = async (): Promise<unknown> => {
    if (opened === undefined) return undefined;
    const files = await filesToSend(opened.files);
    const findings = await send({ order: 'open', site, files, withFigures: opened.withFigures });
    isLoaded = true;
    return findings;
  };

  /** A new worker receives the files and corrections again. */
  const reload = async (): Promise<void> => {
    await load();
    if (corrections.length > 0) await send({ order: 'change', changes: [...corrections] });
  };

  const inTurn = <Result>(work: () => Promise<unknown>): Promise<Result> => {
    const own = round;
    const answered = queue.then(() => {
      if (own !== round) throw new Stopped('cancelled');
      return work();
    });
    queue = answered.catch(() => undefined);
    return answered as Promise<Result>;
  };

  const tell = (findings: Findings | undefined): void => {
    for (const listener of findingsListeners) listener(findings);
  };

  const ask = <Result>(order: Order): Promise<Result> =>
    inTurn(async () => {
      if (!isLoaded) await reload();
      return send(order);
    });

  /** Checks again with other corrections. */
  const replace = async (changed: readonly CellChange[], before: typeof earlier): Promise<void> => {
    [corrections, earlier] = [changed, before];
    isUnsaved = corrections.length > 0;
    try {
      const findings = await ask<Findings>({ order: 'change', changes: [...changed] });
      confirmed = { corrections: changed, earlier: before };
      tell(findings);
    } catch (why) {
      // Later corrections contain this one, and opened files replace it.
      if (corrections === changed) ({ corrections, earlier } = confirmed);
      isUnsaved ||= corrections.length > 0;
      throw why;
    }
  };

  const bench: Bench = {
    language,
    words,
    repository,
    explanations,
    site,
    ask(order) {
      if (order.order === 'download') isUnsaved = false;
      return ask(order);
    },
    async open(files, withFigures) {
      if (running !== undefined) stop('cancelled');
      isLoaded = false;
      tell(undefined);
      [corrections, earlier] = [[], []];
      confirmed = { corrections, earlier };
      isUnsaved = false;
      opened = { files, withFigures };
      try {
        const checked = inTurn<Findings>(load);
        const published = openKnown((await fetchJson(known)) ?? [], withFigures);
        const findings = await checked;
        isKnown = findings.isOwnProject ? () => false : published;
        tell(findings);
      } catch (why) {
        opened = undefined;
        throw why;
      }
    },
    isKnown: (problem) => isKnown(problem),
    corrections: () => corrections,
    correct: (changes) => replace(withChanges(corrections, changes), [...earlier, corrections]),
    removeRow: (place) => replace(withoutRow(corrections, place), [...earlier, corrections]),
    undo: () => replace(earlier.at(-1) ?? [], earlier.slice(0, -1)),
    onFindings: (listener) => void findingsListeners.push(listener),
    onProgress: (listener) => void progressListeners.push(listener),
    cancel: () => stop('cancelled'),
  };
  addEventListener('beforeunload', (event) => {
    if (isUnsaved) event.preventDefault();
  });
  return bench;
}
