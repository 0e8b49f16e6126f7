import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../problem.js';
import { type ReportFormat, reportFormats } from '../report/formats.js';
import type { Run } from './commands.js';

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

/** Throws what keeps a report from being written, before any work is done. */
export function refuseOutputs(outputs: ReportOutput[], options: Parameters<Run>[1]): void {
  const seen = new Set<string>();
  for (const { file, format } of outputs) {
    if (format.name === 'workbook') refuseWorkbook(file, options);
    if (file === undefined) continue;
    refuseFile(file, options);
    const whole = path.resolve(file);
    if (seen.has(whole)) throw new UserError(`--report: two reports cannot both be ${file}`);
    seen.add(whole);
  }
}

/** A workbook is made of the sheets of a project, and no terminal shows it. */
function refuseWorkbook(file: string | undefined, { data }: Parameters<Run>[1]): void {
  if (data === undefined) throw new UserError('--report: workbook is for the sheets of a project');
  if (file === undefined && process.stdout.isTTY)
    throw new UserError('--report: a workbook needs a file: --report workbook=marked.xlsx');
}

function refuseFile(file: string, options: Parameters<Run>[1]): void {
  if (file === '') throw new UserError('--report: the name of a file is missing');
  const folder = path.dirname(file);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new UserError(`--report: there is no folder ${folder}`);
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isDirectory()) throw new UserError(`--report: ${file} is a folder`);
  const read = ['data', 'ontology', 'queries'].map((name) => options[name]).filter((one) => typeof one === 'string');
  if (found && read.some((one) => path.resolve(file).startsWith(path.resolve(one) + path.sep)))
    throw new UserError(`--report: ${file} is there and may be what is read`);
  accessSync(found ? file : folder, constants.W_OK); // what the system refuses is told as such
}
