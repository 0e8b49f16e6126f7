import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Done } from '../node/csvw/map-file.js';
import { diskFiles, realPath } from '../node/disk-files.js';
import { type Observed, observeFiles } from '../node/observations/observe-files.js';
import { ownTables } from '../node/observations/open-files.js';
import { syncFile } from '../node/release/staging.js';
import type { OutputForm } from '../observations/observation-rows.js';
import type { Source } from '../observations/sources.js';
import { grouped, hasErrors, type Problem, stopsBuild, UserError } from '../problem.js';
import { rolesIn } from '../roles/roles.js';
import { readGroup } from '../sheets/table-group.js';
import { columnsFrom } from './columns.js';
import { type Io, type Options, progress, progressText, type RunCommand, requireFile, say } from './command.js';
import {
  isDeviceName,
  isSameFile,
  isStdout,
  refuseUnwritable,
  withTemporaryFolder,
  writeAtomically,
} from './output-file.js';
import { prepareReport, writeReport } from './report.js';

/** `gcm observations`: converts observation files to one data cube or one table. An error leaves no partial output. */
export const observations: RunCommand = async (files, options, io) => {
  const out = options['out'] as string;
  refuseInputs(files, out, options, io);
  const form = formOf(out);
  const given = columnsFrom(options);
  const data = options['data'] as string;
  const base = baseFrom(options['base'] as string | undefined, path.join(data, 'tables.json'));
  const { FigureSeries } = rolesIn(diskFiles, options['ontology'] as string, base).parts;
  const seriesProperty = FigureSeries.find((one) => one.startsWith(base));
  const tables = ownTables(path.join(data, 'observations'));
  const terminal = isStdout(out, io) ? io.stderr : io.stdout; // keeps the report out of the statements
  const { watch, end } = watchObservations(io);
  let observed: Observed | undefined;
  let isWritten = false;
  await withTemporaryFolder('gcm-observations-', (folder) =>
    writeAtomically(io, out, async (target) => {
      observed = await observeFiles(files, {
        base,
        seriesProperty,
        tables,
        target,
        folder,
        form,
        given,
        watch,
      }).finally(end);
      isWritten = !stopsBuild(observed.problems, options['strict'] === true);
      if (isWritten) syncFile(target); // before it gets its final name
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

/** Returns the format for a file name. The terminal and other devices get N-Quads. */
function formOf(out: string): OutputForm {
  const form = isDeviceName(out) ? 'n-quads' : endings.find(([ending]) => ending.test(out))?.[1];
  if (form === undefined) throw new UserError(`--out: "${out}" must end in .nq, .nq.gz or .parquet, or be /dev/stdout`);
  return form;
}

function refuseInputs(files: string[], out: string, options: Options, io: Io): void {
  for (const file of files) {
    requireFile(file);
    if (isSameFile(file, out)) throw new UserError(`--out: "${out}" is an input file. Choose another file`);
    prepareReport(options, io, file);
  }
  refuseUnwritable(out, '--out: ');
  if (prepareReport(options, io).some((report) => realPath(report) === realPath(out)))
    throw new UserError(`--report: "${out}" is also the output of --out. Choose another file`);
}

/** Returns the base that an option names, otherwise the base of the project. */
function baseFrom(option: string | undefined, tables: string): string {
  const given = option ?? baseIn(tables);
  if (/^https?:\/\/[^\s?#%<>"{}|\\^`]+\/$/.test(given) && URL.canParse(given)) return given;
  throw new UserError(`--base: "${given}" must be a URL that ends with a slash`);
}

function baseIn(tables: string): string {
  if (!statSync(tables, { throwIfNoEntry: false })?.isFile())
    throw new UserError(`--base: name the IRI that all IRIs of the cube begin with, because there is no ${tables}`);
  const problems: Problem[] = [];
  const { context } = readGroup(readFileSync(tables, 'utf8'), tables, undefined, problems);
  if (hasErrors(problems)) throw new UserError(`${tables} has errors: run gcm check, or name a base with --base`);
  return new URL('..', context.base).href;
}

/** Shows the progress on a terminal: rows, rows per second, and the time left for the current file. */
function watchObservations(io: Io): { watch(source: Source, done: () => Done): void; end(): void } {
  const { step, end } = progress(io);
  let timer: NodeJS.Timeout | undefined;
  return {
    watch(source, done) {
      clearInterval(timer);
      const start = performance.now();
      const total = statSync(source.path).size;
      timer = setInterval(() => {
        const { records, read } = done();
        step(`${source.file}: ${progressText(records, 'rows', read / total, (performance.now() - start) / 1000)}`);
      }, 200);
      timer.unref();
    },
    end() {
      clearInterval(timer);
      end();
    },
  };
}

function tell(io: Io, { sources, observations, bounds, missing, problems }: Observed, out: string | undefined): void {
  for (const { file, sheet, format } of sources)
    say(io, `${file}${sheet === undefined ? '' : `, sheet ${sheet}`}: ${format.title}`);
  const reason = hasErrors(problems) ? '' : ', because warnings count as errors (--strict)';
  const kinds = `with only a bound: ${grouped(bounds)}, without a value: ${grouped(missing)}`;
  say(io, out ? `Wrote ${out}. Observations: ${grouped(observations)} (${kinds})` : `Nothing was written${reason}`);
}
