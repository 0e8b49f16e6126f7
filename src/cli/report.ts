import { closeSync, openSync, writeFileSync } from 'node:fs';
import { hasErrors, type Problem, UserError } from '../problem.js';
import { reportFormats } from '../report/formats.js';
import type { Run } from './commands.js';
import { hasColor, print, say } from './terminal.js';

/** The format that --report names; asked for before any work is done, so that a slip costs no time. */
export function reportFormat(options: Parameters<Run>[1]) {
  const file = options['reportFile'] as string | undefined;
  if (file !== undefined) closeSync(openSync(file, 'a')); // a place that cannot be written is told before anything is published
  const format = reportFormats.find(({ name }) => name === options['report']);
  if (format) return format;
  throw new UserError(`--report: ${options['report']} is none of ${reportFormats.map(({ name }) => name).join(', ')}`);
}

/** Writes the report where the options say, and returns the exit code that the problems call for. */
export async function writeReport(problems: Problem[], options: Parameters<Run>[1]): Promise<number> {
  const format = reportFormat(options);
  const file = options['reportFile'] as string | undefined;
  const text = await format.write(problems, file === undefined && hasColor(process.stdout));
  if (file === undefined) await print(text);
  else writeFileSync(file, text);
  const isStopped =
    hasErrors(problems) || (options['strict'] === true && problems.some((one) => one.severity === 'warning'));
  if (file !== undefined) say(`the report is in ${file}`);
  return isStopped ? 1 : 0;
}
