import path from 'node:path';
import { codeTexts } from '../check/problem-catalogue.js';
import { fileIn } from '../files.js';
import { diskFiles, realPath } from '../node/disk-files.js';
import { type Problem, stopsBuild, UserError } from '../problem.js';
import { type ReportFormat, reportFormats } from '../report/formats.js';
import { type ReportContext, reportContext } from '../report/report.js';
import { createSourceText, type Sources } from '../report/source-text.js';
import { text } from '../report/text.js';
import type { FamilyFile } from '../sheets/family-files.js';
import type { Sheets } from '../sheets/table-group.js';
import { hasColor, type Io, type Options, type Output, print, say, version } from './command.js';
import { isDevice, isInside, isSameFile, refuseUnwritable, writeFileAtomically } from './output-file.js';

/** Reports as `--report` and `--report-file` request them. */

/** Input files and sheets for the excerpts of a report. */
export type ReportSources = Sources & Partial<Pick<ReportContext, 'markedWorkbook' | 'since'>>;

/** Returns the sheets of a project for its reports: files, rows of workbooks, and a workbook to mark. `folder` contains the sheets. */
export const reportSources = (
  { sheets, figures, problems }: { sheets: Sheets; figures: readonly FamilyFile[]; problems: readonly Problem[] },
  folder: string,
): ReportSources => ({
  files: new Map([...sheets.read, ...filesWithProblems(figures, problems)]),
  rows: new Map(sheets.sheets.map(({ file, rows }) => [file, rows])),
  markedWorkbook: async (problems) =>
    (await import('../sheets/workbook-export.js')).markedWorkbook(sheets, folder, problems),
});

function filesWithProblems(figures: readonly FamilyFile[], problems: readonly Problem[]): [string, Uint8Array][] {
  const named = new Set(problems.map(({ where }) => where.file));
  return figures.flatMap((one) => (named.has(one.file) ? [[one.name, (one.original ?? one).bytes]] : []));
}

/**
 * Checks formats and files before any work starts. Throws `UserError` for an unknown format or a file that cannot be
 * written. `input` is the file that the command reads. Returns the files of the reports.
 */
export function prepareReport(options: Options, io: Io, input?: string): string[] {
  const outputs = outputsFrom(options);
  const seen = new Set<string>();
  for (const { file, format } of outputs) {
    if (format === 'workbook') refuseWorkbook(file, options, io);
    if (file === undefined) continue;
    refuseUnwritable(file, '--report: ');
    if (!isDevice(file)) refuseRead(file, format, options, input);
    const whole = isDevice(file) ? path.resolve(file) : realPath(file);
    if (seen.has(whole)) throw new UserError(`--report: Two reports cannot use the same file "${file}"`);
    seen.add(whole);
  }
  return outputs.flatMap(({ file }) => file ?? []);
}

/** A requested report and its file. Without a file, it goes to the terminal. */
type ReportOutput = { format: ReportFormat; file?: string | undefined };

/** Reads `--report sarif=gcm.sarif --report text`, or `--report json --report-file problems.json`. */
function outputsFrom(options: Options): ReportOutput[] {
  const outputs = [options['report']].flat().map((given) => outputOf(String(given)));
  const single = options['reportFile'];
  if (typeof single !== 'string') return outputs;
  const [first, ...others] = outputs;
  if (!first || first.file !== undefined || others.length > 0)
    throw new UserError(
      '--report-file: Only one report can have this option. For several reports, use --report FORMAT=FILE for each',
    );
  return [{ ...first, file: single }];
}

/** "sarif=reports/gcm.sarif" or "sarif". */
function outputOf(given: string): ReportOutput {
  const [, name = '', file] = /^([^=]*)(?:=(.*))?$/s.exec(given) ?? [];
  if (Object.hasOwn(reportFormats, name)) return { format: name as ReportFormat, file };
  throw new UserError(`--report: Unknown format "${name}". Expected one of ${Object.keys(reportFormats).join(', ')}`);
}

/** A marked workbook needs the sheets of a project and a file. */
function refuseWorkbook(file: string | undefined, { data }: Options, io: Io): void {
  if (data === undefined) throw new UserError('--report: The format workbook needs the sheets of a project');
  if (file === undefined && io.stdout.isTTY)
    throw new UserError('--report: The format workbook needs a file, such as --report workbook=marked.xlsx');
  if (file !== undefined && !isDevice(file) && !/\.xlsx$/i.test(file))
    throw new UserError(`--report: A marked workbook is an Excel workbook, so "${file}" must end in .xlsx`);
}

/**
 * Throws `UserError` if a report would overwrite an input file, or is in an input folder: `gcm watch` would mistake it for a
 * change and rebuild endlessly. A workbook can be marked in place.
 */
function refuseRead(file: string, format: ReportFormat, options: Options, input: string | undefined): void {
  if (input !== undefined && isSameFile(file, input)) {
    if (format === 'workbook') return;
    throw new UserError(`--report: "${file}" is an input file. Choose another file`);
  }
  for (const option of ['data', 'ontology', 'queries']) {
    const folder = options[option];
    if (typeof folder === 'string' && isInside(file, folder))
      throw new UserError(`--report: "${file}" is in the input folder "${folder}". Choose another folder`);
  }
}

/**
 * Writes the requested reports and returns the exit code. `sources` contains the input files for excerpts, by their names
 * in the folder of `--data` if there is one. A report without a file goes to `terminal`.
 */
export async function writeReport(
  problems: Problem[],
  options: Options,
  io: Io,
  sources: ReportSources = { files: new Map() },
  terminal: Output = io.stdout,
): Promise<number> {
  const strict = options['strict'] === true;
  const data = options['data'];
  const named = (name: string): string => (typeof data === 'string' ? fileIn(path.normalize(data), name) : name);
  const files = new Map([...sources.files].map(([name, bytes]) => [named(name), bytes]));
  const context = reportContext({
    strict,
    version: version(),
    files: [...files.keys()],
    ruleOf: codeTexts({ files: diskFiles, queries: String(options['queries'] ?? 'queries') }, problems),
    ...(sources.since !== undefined && { since: sources.since }),
    ...(sources.markedWorkbook && { markedWorkbook: sources.markedWorkbook }),
    addressOf: (file) => addressOf(file, io.env['GITHUB_WORKSPACE'] || '.'),
    ...createSourceText({ ...sources, files }),
  });
  if (sources.since !== undefined) say(io, `Compared with ${sources.since}`);
  for (const { format, file } of outputsFrom(options)) {
    const color = file === undefined && hasColor(io, terminal);
    const verbose = file !== undefined || options['verbose'] === true;
    const content = await reportFormats[format](problems, { ...context, color, verbose });
    if (file === undefined) await print(io, content, terminal);
    else {
      await writeFileAtomically(io, file, content);
      say(io, `Report written to ${file}`);
    }
  }
  return stopsBuild(problems, strict) ? 1 : 0;
}

/** A path relative to the root of the checkout on GitHub, otherwise to the current folder. */
function addressOf(file: string, root: string): string {
  const inside = path.relative(root, file);
  const isOutside = inside.startsWith('..') || path.isAbsolute(inside);
  return (isOutside ? file : inside).replaceAll(path.sep, '/');
}

/** The text report, as a part of a command's messages. */
export const problemsText = (problems: Problem[], io: Io, to: Output = io.stdout): string =>
  text(problems, reportContext({ color: hasColor(io, to) }));
