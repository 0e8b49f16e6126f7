import { closeSync, fsyncSync, mkdtempSync, openSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { observeFiles } from '../node/observations/observe-files.js';
import { realPath } from '../node/real-path.js';
import type { OutputForm } from '../observations/job.js';
import type { Observed } from '../observations/observe.js';
import { grouped, hasErrors, stopsBuild, UserError } from '../problem.js';
import { writeAtomically } from './atomic-write.js';
import type { Run } from './commands.js';
import type { Io } from './io.js';
import { watchObservations } from './observations-progress.js';
import { isDeviceName, isSameFile, isStdout, refuseUnwritable } from './output-file.js';
import { prepareReport, writeReport } from './report.js';
import { withTemporary } from './temporary.js';
import { say } from './terminal.js';

/** Files of observations → one data cube or one table, whole or not at all. */
export const run: Run = async (files, options, io) => {
  const out = options['out'] as string;
  refuseInputs(files, out, options, io);
  const base = baseFrom(options['base'] as string);
  const form = formOf(out);
  const terminal = isStdout(out, io) ? io.stderr : io.stdout; // a report among the statements would spoil them
  const progress = watchObservations(io);
  let observed: Observed | undefined;
  let isWritten = false;
  await withTemporary(
    () => mkdtempSync(path.join(os.tmpdir(), 'gcm-observations-')),
    (folder) =>
      writeAtomically(io, out, async (target) => {
        observed = await observeFiles(files, { base, target, folder, form, watch: progress.watch }).finally(
          progress.end,
        );
        isWritten = !stopsBuild(observed.problems, options['strict'] === true);
        if (isWritten) flush(target);
        return isWritten;
      }),
  );
  const { problems } = observed as Observed;
  const code = await writeReport(problems, options, io, undefined, terminal);
  tell(io, observed as Observed, isWritten ? out : undefined);
  return code;
};

const endings: [RegExp, OutputForm][] = [
  [/\.nq$/i, 'n-quads'],
  [/\.nq\.gz$/i, 'packed n-quads'],
  [/\.parquet$/i, 'parquet'],
];

/** What the name of a file asks for; the terminal and other devices get N-Quads. */
function formOf(out: string): OutputForm {
  const form = isDeviceName(out) ? 'n-quads' : endings.find(([ending]) => ending.test(out))?.[1];
  if (form === undefined) throw new UserError(`--out: ${out} must end in .nq, .nq.gz or .parquet, or be /dev/stdout`);
  return form;
}

/** On the disk before it takes its name. */
function flush(file: string): void {
  const descriptor = openSync(file, 'r+');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

function refuseInputs(files: string[], out: string, options: Parameters<Run>[1], io: Io): void {
  for (const file of files) {
    const found = statSync(file, { throwIfNoEntry: false });
    if (!found) throw new UserError(`there is no file ${file}`);
    if (!found.isFile()) throw new UserError(`${file} is no file`);
    if (isSameFile(file, out)) throw new UserError(`--out: ${out} is what is read`);
    prepareReport(options, io, file);
  }
  refuseUnwritable(out, '--out: ');
  if (prepareReport(options, io).some((report) => realPath(report) === realPath(out)))
    throw new UserError(`--report: ${out} is where the observations go`);
}

function baseFrom(given: string): string {
  if (/^https?:\/\/[^\s?#%<>"{}|\\^`]+\/$/.test(given) && URL.canParse(given)) return given;
  throw new UserError(`--base: ${given} must be a web address that ends with a slash`);
}

function tell(io: Io, { sources, observations, bounds, missing, problems }: Observed, out: string | undefined): void {
  for (const { file, sheet, format } of sources)
    say(io, `${file}${sheet === undefined ? '' : `, sheet ${sheet}`}: ${format.title}`);
  if (out === undefined) {
    say(io, hasErrors(problems) ? 'nothing was written' : 'nothing was written, for warnings count as errors');
    return;
  }
  say(
    io,
    `${grouped(observations)} observations are in ${out}: ${grouped(bounds)} give a bound only, ${grouped(missing)} have no value`,
  );
}
