import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { lockReleases } from '../node/release/lock.js';
import { changesOf } from '../node/watch/changes.js';
import { type Problem, UserError } from '../problem.js';
import { oneLine } from '../report/characters.js';
import { place, summary } from '../report/place.js';
import type { Run } from './commands.js';
import type { Io } from './io.js';
import { refuseOut } from './out-folder.js';
import { projectFrom } from './project.js';
import { type Built, watch } from './rebuild.js';
import { prepareReport, writeReport } from './report.js';
import { type ReportSources, reportSources } from './report-sources.js';
import { signals } from './signals.js';
import { systemWords } from './system-words.js';
import { print, say } from './terminal.js';

/** Builds on every save, and tells what is new: the first round as a build does, the others by what they change. */
export const run: Run = async (_args, options, io) => {
  prepareReport(options, io);
  relaxMemory();
  const project = projectFrom(options);
  const out = options['out'] as string;
  const enough = new AbortController();
  for (const [signal, code] of Object.entries(signals)) process.once(signal, () => enough.abort(code));
  let known: Problem[] | undefined;
  const built = async (result: Built, seconds: number): Promise<void> => {
    const { problems } = result;
    const sources = reportSources(result.sheets, project.data);
    if (known === undefined) await writeReport(problems, options, io, sources);
    known = known === undefined ? problems : await tellChanges(known, problems, options, io, sources);
    say(io, `${outcome(result, out)} · in all ${summary(problems)} · ${seconds.toFixed(2)} s`);
  };
  const unlock = await lockReleases(out); // as long as it stands by: the next save would undo what others do there
  try {
    refuseOut(out, project);
    say(io, `watching ${[project.data, project.ontology, project.queries].join(', ')}; Ctrl-C ends it`);
    const listener = {
      built,
      failed: (error: unknown) => tellFailure(io, error),
      gone: (folder: string) => tellGone(io, folder),
    };
    await watch(project, out, options['strict'] === true, listener, enough.signal);
  } finally {
    unlock();
  }
  return enough.signal.reason as number;
};

/** One build must be small (cli/gcm.ts); one that stands by takes what Node itself would, to be quick. */
function relaxMemory(): void {
  setFlagsFromString('--max-semi-space-size=16');
  setFlagsFromString('--heap-growing-percent=0');
}

/** Tells what is new and what is mended, and returns what is known now; reports in files are written anew. */
async function tellChanges(
  before: Problem[],
  after: Problem[],
  options: Parameters<Run>[1],
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

const outcome = ({ release }: Built, out: string): string =>
  release === undefined
    ? 'nothing was published; the last release stays as it was'
    : `published ${path.join(out, 'releases', release)}`;

const tellGone = (io: Io, folder: string): void => say(io, `${folder} is gone; waiting until it is back`);

function tellFailure(io: Io, error: unknown): void {
  const fault = error as NodeJS.ErrnoException;
  if (error instanceof UserError) say(io, `gcm: ${error.message}`);
  else if (fault.syscall !== undefined) say(io, `gcm: ${systemWords(fault)}`);
  else say(io, `gcm: this is a bug of ours, please report it\n${fault.stack ?? error}`);
}
