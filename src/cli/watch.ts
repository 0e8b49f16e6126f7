import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { startBuildThreads } from '../node/build-threads.js';
import { lockReleases } from '../node/release/lock.js';
import { discard } from '../node/release/staging.js';
import { createMemory } from '../pipeline.js';
import { isAnythingPartial, type Problem } from '../problem.js';
import type { Project } from '../project.js';
import { oneLine } from '../report/harmless-text.js';
import { place, summary } from '../report/report.js';
import { without } from '../text/order.js';
import { buildRelease, outcome, type ReleaseMemory } from './build.js';
import { type Io, type Options, onSignal, print, projectFrom, type RunCommand, say, sayError } from './command.js';
import { refuseOut } from './output-file.js';
import { prepareReport, type ReportSources, reportSources, writeReport } from './report.js';

/** `gcm watch`: builds on every save, and reports what is new: the first round as a build does, the others by what they change. */
export const watch: RunCommand = async (_args, options, io) => {
  prepareReport(options, io);
  // One build must be small (cli/gcm.ts); a process that waits for the next takes what Node itself would, to be quick.
  setFlagsFromString('--max-semi-space-size=16');
  setFlagsFromString('--heap-growing-percent=0');
  const project = projectFrom(options);
  const out = options['out'] as string;
  const enough = new AbortController();
  onSignal((code) => enough.abort(code));
  const unlock = await lockReleases(out); // as long as it waits: the next save would undo what others do there
  try {
    refuseOut(out, project);
    say(io, `watching ${[project.data, project.ontology, project.queries].join(', ')}; Ctrl-C ends it`);
    await rebuild(project, out, options, io, enough.signal);
  } finally {
    unlock();
  }
  return enough.signal.reason as number;
};

/** Reports what is new and what is fixed, and returns what is known now; reports in files are rewritten. */
async function tellChanges(
  before: Problem[],
  after: Problem[],
  options: Options,
  io: Io,
  sources: ReportSources,
): Promise<Problem[]> {
  const { fresh, mended, known } = changesOf(before, after);
  for (const { where, code, message } of mended)
    await print(io, `mended: ${oneLine(place(where))} [${oneLine(code)}] ${oneLine(message)}\n`);
  const { reportFile, ...others } = options;
  if (fresh.length > 0) await writeReport(fresh, { ...others, report: ['text'] }, io, sources);
  const toFiles = [others['report']].flat().filter((one) => reportFile !== undefined || String(one).includes('='));
  if (toFiles.length > 0) await writeReport(after, { ...options, report: toFiles as string[] }, io, sources);
  return known;
}

/** A file that cannot be read whole may still be being written: so many milliseconds it gets before that is reported. */
const patience = 500;

/**
 * Builds, and builds again when something in the project's folders is saved, until `signal` says that it is enough. An
 * error in one round is reported, and the next begins from nothing.
 */
async function rebuild(project: Project, out: string, options: Options, io: Io, signal: AbortSignal): Promise<void> {
  const folders = [project.data, project.ontology, project.queries];
  const supersede = superseding(out);
  const strict = options['strict'] === true;
  let memory = openMemory();
  signal.addEventListener('abort', () => void memory.close()); // a round that waits for a thread ends, and tidies up
  const tellGone = (folder: string): void => say(io, `${folder} is gone; waiting until it is back`);
  let seen: string | undefined;
  let known: Problem[] | undefined;
  try {
    for (;;) {
      seen = await nextState(folders, seen, tellGone, signal);
      try {
        const begin = performance.now();
        const { problems, sheets, store, release } = await buildRelease(project, out, { strict, memory });
        const seconds = (performance.now() - begin) / 1000;
        store.close();
        if (release !== undefined) supersede(release);
        const isDoubtful = isAnythingPartial(problems) || stateOfAll(folders) === undefined;
        if (isDoubtful && (await changesWithin(patience, folders, seen, signal))) continue;
        const sources = reportSources(sheets, project.data);
        if (known === undefined) await writeReport(problems, options, io, sources);
        known = known === undefined ? problems : await tellChanges(known, problems, options, io, sources);
        say(io, `${outcome(out, release)} · in all ${summary(problems)} · ${seconds.toFixed(2)} s`);
      } catch (error) {
        if (signal.aborted) return;
        sayError(io, error);
        await memory.close();
        memory = openMemory();
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await memory.close();
  }
}

/** An empty memory with threads that load what they need. */
const openMemory = (): ReleaseMemory => ({ ...createMemory(), ...startBuildThreads() });

/**
 * Keeps a watch from filling the disk with a release for every save: what it published before is removed when the next
 * exists. Releases that were there when it began stay. The function that is returned is called with each release.
 */
function superseding(out: string): (release: string) => void {
  const releases = path.join(out, 'releases');
  const others = new Set(existsSync(releases) ? readdirSync(releases) : []);
  let last: string | undefined;
  return (release) => {
    if (last !== undefined && last !== release && !others.has(last)) discard(out, path.join(releases, last));
    last = release;
  };
}

/** All in milliseconds. */
const pause = 200; // between two looks while nothing happens
const shortPause = 50; // and while something does
const stillness = 150; // so long nothing must have changed: what is being written is not read

/** The state of all folders together; undefined when one of them is gone. */
export function stateOfAll(folders: string[]): string | undefined {
  const states = folders.map(stateOf);
  return states.includes(undefined) ? undefined : states.join('\n');
}

/**
 * Waits until the folders are other than in `seen` and have stood still for a moment, and returns their state. A folder
 * that is gone is told of, and waited for. Throws an AbortError when `signal` says so.
 */
export async function nextState(
  folders: string[],
  seen: string | undefined,
  tellGone: (folder: string) => void,
  signal: AbortSignal,
): Promise<string> {
  let last = seen;
  let still = 0;
  const gone = new Set<string>();
  for (;;) {
    const state = stateOfAll(folders);
    for (const folder of folders.filter((one) => stateOf(one) === undefined && !gone.has(one))) {
      gone.add(folder);
      tellGone(folder);
    }
    still = state === last ? still + shortPause : 0;
    last = state;
    if (state !== undefined && state !== seen && still >= stillness) return state;
    await setTimeout(state === seen || state === undefined ? pause : shortPause, undefined, { signal });
  }
}

/** Whether the folders change within some time. */
export async function changesWithin(
  milliseconds: number,
  folders: string[],
  seen: string,
  signal: AbortSignal,
): Promise<boolean> {
  for (let waited = 0; waited < milliseconds; waited += shortPause) {
    if (stateOfAll(folders) !== seen) return true;
    await setTimeout(shortPause, undefined, { signal });
  }
  return false;
}

/**
 * What the files of a folder are by name, size, time and inode, so that every save shows, also one that puts another file
 * in the place of the old. Undefined when there is no such folder. (The system's own notices end without a word when a
 * folder is removed, and differ from system to system; asking for a hundred files takes a millisecond or two.)
 */
function stateOf(folder: string): string | undefined {
  try {
    return filesIn(folder).join('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    return undefined;
  }
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !isTemporary(name))
    .flatMap((entry) => {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) return filesIn(file);
      const found = statSync(file, { bigint: true, throwIfNoEntry: false }); // it may have gone meanwhile
      return found ? [`${file} ${found.size} ${found.mtimeNs} ${found.ino}`] : [];
    })
    .sort();
}

/** What editors leave beside a file while it is open: ".links.csv.swp", ".~lock.gcm.xlsx#", "~$gcm.xlsx", "links.csv~", "4913". */
const isTemporary = (name: string): boolean => /^[.#]|^~\$|~$|^4913$|\.(sw[a-z]|tmp)$/i.test(name);

/**
 * What a round found that was not known, what it found no more, and what is known now. A problem that only moved to another
 * row is the same. While a sheet has errors, rules leave out what may follow from them: what a rule found before and does
 * not now is then neither mended nor forgotten.
 */
export function changesOf(before: Problem[], after: Problem[]) {
  const isDoubtful = after.some(({ severity, rule }) => severity === 'error' && rule === undefined);
  const isHidden = ({ rule }: Problem): boolean => isDoubtful && rule !== undefined;
  const absent = without(before, after, keyOf);
  return {
    fresh: without(after, before, keyOf),
    mended: absent.filter((problem) => !isHidden(problem)),
    known: [...after, ...absent.filter(isHidden)],
  };
}

const keyOf = ({ code, severity, message, where: { file, sheet, column, value } }: Problem): string =>
  JSON.stringify([code, severity, message, file, sheet, column, value]);
