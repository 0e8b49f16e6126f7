import path from 'node:path';
import { realPath } from '../node/real-path.js';
import { UserError } from '../problem.js';
import { type ReportFormat, reportFormats } from '../report/formats.js';
import type { Run } from './commands.js';
import type { Io } from './io.js';
import { isDevice, isInside, isSameFile, refuseUnwritable } from './output-file.js';

/** A report that is asked for, and the file it goes to; without one it goes to the terminal. */
export interface ReportOutput {
  format: ReportFormat;
  file?: string;
}

/** What `--report sarif=gcm.sarif --report text`, or `--report json --report-file problems.json`, ask for. */
export function reportOutputs(options: Parameters<Run>[1]): ReportOutput[] {
  const outputs = [options['report']].flat().map((given) => outputOf(String(given)));
  const single = options['reportFile'];
  if (typeof single !== 'string') return outputs;
  const [first, ...others] = outputs;
  if (!first || first.file !== undefined || others.length > 0)
    throw new UserError('--report-file: it is for one report; for more write --report FORMAT=FILE for each');
  return [{ ...first, file: single }];
}

/** "sarif=reports/gcm.sarif" or "sarif". */
function outputOf(given: string): ReportOutput {
  const [, name = '', file] = /^([^=]*)(?:=(.*))?$/s.exec(given) ?? [];
  const format = reportFormats.find((one) => one.name === name);
  if (format) return { format, ...(file !== undefined && { file }) };
  throw new UserError(`--report: ${name} is none of ${reportFormats.map((one) => one.name).join(', ')}`);
}

/** Throws what keeps a report from being written, before any work is done; `input` is the file that the command reads. */
export function refuseOutputs(outputs: ReportOutput[], options: Parameters<Run>[1], io: Io, input?: string): void {
  const seen = new Set<string>();
  for (const { file, format } of outputs) {
    if (format.name === 'workbook') refuseWorkbook(file, options, io);
    if (file === undefined) continue;
    refuseUnwritable(file, '--report: ');
    if (!isDevice(file)) refuseRead(file, format, options, input);
    const whole = isDevice(file) ? path.resolve(file) : realPath(file);
    if (seen.has(whole)) throw new UserError(`--report: two reports cannot both be ${file}`);
    seen.add(whole);
  }
}

/** A workbook is made of the sheets of a project, and no terminal shows it. */
function refuseWorkbook(file: string | undefined, { data }: Parameters<Run>[1], io: Io): void {
  if (data === undefined) throw new UserError('--report: workbook is for the sheets of a project');
  if (file === undefined && io.stdout.isTTY)
    throw new UserError('--report: a workbook needs a file: --report workbook=marked.xlsx');
}

/**
 * What is read is not to be written over, but a workbook may be marked where it is. In the folders that are read nothing is
 * written at all: `gcm watch` would take a report there for a change, and build for ever.
 */
function refuseRead(
  file: string,
  { name }: ReportFormat,
  options: Parameters<Run>[1],
  input: string | undefined,
): void {
  if (input !== undefined && isSameFile(file, input)) {
    if (name === 'workbook') return;
    throw new UserError(`--report: ${file} is what is read`);
  }
  for (const option of ['data', 'ontology', 'queries']) {
    const folder = options[option];
    if (typeof folder === 'string' && isInside(file, folder))
      throw new UserError(`--report: ${file} is in the folder ${folder}, which is read: write it somewhere else`);
  }
}
