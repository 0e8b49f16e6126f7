import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { startBuildThread } from '../node/build-thread.js';
import { lockReleases } from '../node/release/lock.js';
import { discard } from '../node/release/staging.js';
import { createMemory } from '../pipeline.js';
import { isAnythingPartial, type Problem } from '../problem.js';
import type { Project } from '../project.js';
import { oneLine } from '../report/harmless-text.js';
import { place, summary } from '../report/report.js';
import { without } from '../text/order.js';
import { buildRelease, outcome, type ReleaseMemory } from './build.js';
import { type Io, type Options, print, projectFrom, type RunCommand, say, sayError } from './command.js';
import { refuseOut } from './output-file.js';
import { prepareReport, type ReportSources, reportSources, writeReport } from './report.js';
import { onSignal } from './signals.js';

/** `gcm watch`: builds on every save. The first report is complete, and later ones contain only the changes. */
export const watch: RunCommand = async (_args, options, io) => {
  prepareReport(options, io);
  // Restores the defaults of Node, because speed is more important here than memory (cli/gcm.ts).
  setFlagsFromString('--max-semi-space-size=16');
  setFlagsFromString('--heap-growing-percent=0');
  const project = projectFrom(options);
  const out = options['out'] as string;
  const enough = new AbortController();
  onSignal((code) => enough.abort(code));
  const unlock = await lockReleases(out); // until the end: the next save would undo changes of other processes
  try {
    refuseOut(out, project);
    say(io, `Watching ${[project.data, project.ontology, project.queries].join(', ')}. Press Ctrl-C to stop`);
    await rebuild(project, out, options, io, enough.signal);
  } finally {
    unlock();
  }
  return enough.signal.reason as number;
};

/** Reports new and fixed problems, and returns the known ones. Reports in files are always complete. */
async function tellChanges(
  before: Problem[],
  after: Problem[],
  options: Options,
  io: Io,
  sources: ReportSources,
): Promise<Problem[]> {
  const { fresh, fixed, known } = changesOf(before, after);
  for (const { where, code, message } of fixed)
    await print(io, `Fixed: ${oneLine(place(where))} [${oneLine(code)}] ${oneLine(message)}\n`);
  const { reportFile, ...others } = options;
  if (fresh.length > 0) await writeReport(fresh, { ...others, report: ['text'] }, io, sources);
  const toFiles = [others['report']].flat().filter((one) => reportFile !== undefined || String(one).includes('='));
  if (toFiles.length > 0) await writeReport(after, { ...options, report: toFiles as string[] }, io, sources);
  return known;
}

/** Time until an incomplete file is reported, because another program may still be writing it. */
const patience = 500; // milliseconds

/** Builds, and rebuilds after every save, until `signal` is aborted. An error is reported, and clears the memory. */
async function rebuild(project: Project, out: string, options: Options, io: Io, signal: AbortSignal): Promise<void> {
  const folders = [project.data, project.ontology, project.queries];
  const supersede = superseding(out);
  const strict = options['strict'] === true;
  let memory = openMemory();
  signal.addEventListener('abort', () => void memory.thread.close()); // ends a build that waits for a thread
  const tellGone = (folder: string): void => say(io, `Missing folder "${folder}". Waiting until it is restored`);
  let seen: string | undefined;
  let known: Problem[] | undefined;
  try {
    for (;;) {
      seen = await nextState(folders, seen, tellGone, signal);
      try {
        const begin = performance.now();
        const built = await buildRelease(project, out, { strict, memory });
        const { problems, release } = built;
        const seconds = (performance.now() - begin) / 1000;
        if (release !== undefined) supersede(release);
        const isDoubtful = isAnythingPartial(problems) || stateOfAll(folders) === undefined;
        if (isDoubtful && (await changesWithin(patience, folders, seen, signal))) continue;
        const sources = reportSources(built, project.data);
        if (known === undefined) await writeReport(problems, options, io, sources);
        known = known === undefined ? problems : await tellChanges(known, problems, options, io, sources);
        say(io, `${outcome(out, release)} · ${summary(problems)} in total · ${seconds.toFixed(2)} s`);
      } catch (error) {
        if (signal.aborted) return;
        sayError(io, error);
        await memory.thread.close();
        memory = openMemory();
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await memory.thread.close();
  }
}

/** Creates an empty memory, and starts its thread. */
const openMemory = (): ReleaseMemory => ({ ...createMemory(), thread: startBuildThread() });

/**
 * Keeps a watch from filling the disk. The returned function is called with each new release, and removes the previous
 * release of this watch.
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
const pause = 200; // between two checks without changes
const shortPause = 50; // between two checks during changes
const stillness = 150; // time without changes before files are read

/** Returns the state of all folders, or undefined if one is missing. */
export function stateOfAll(folders: string[]): string | undefined {
  const states = folders.map(stateOf);
  return states.includes(undefined) ? undefined : states.join('\n');
}

/**
 * Waits until the folders differ from `seen` and no longer change, and returns their state. Reports missing folders once.
 * Throws an AbortError if `signal` is aborted.
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

/** True if the folders change within this time. */
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
 * Returns name, size, time and inode of the files in a folder, or undefined if it is missing. The file events of operating
 * systems differ, and stop silently when a folder is removed. Polling 100 files takes 2 milliseconds.
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
      const found = statSync(file, { bigint: true, throwIfNoEntry: false }); // may be deleted meanwhile
      return found ? [`${file} ${found.size} ${found.mtimeNs} ${found.ino}`] : [];
    })
    .sort();
}

/** True for temporary files of editors: ".links.csv.swp", ".~lock.gcm.xlsx#", "~$gcm.xlsx", "links.csv~", "4913". */
const isTemporary = (name: string): boolean => /^[.#]|^~\$|~$|^4913$|\.(sw[a-z]|tmp)$/i.test(name);

/**
 * Compares the problems of two builds: new, fixed and known ones. A problem that moved to another row is the same. While a
 * sheet has errors, rules are incomplete, so their missing findings are still known, and not fixed.
 */
export function changesOf(before: Problem[], after: Problem[]) {
  const isDoubtful = after.some(({ severity, rule }) => severity === 'error' && rule === undefined);
  const isHidden = ({ rule }: Problem): boolean => isDoubtful && rule !== undefined;
  const absent = without(before, after, keyOf);
  return {
    fresh: without(after, before, keyOf),
    fixed: absent.filter((problem) => !isHidden(problem)),
    known: [...after, ...absent.filter(isHidden)],
  };
}

const keyOf = ({ code, severity, message, where: { file, sheet, column, value } }: Problem): string =>
  JSON.stringify([code, severity, message, file, sheet, column, value]);
