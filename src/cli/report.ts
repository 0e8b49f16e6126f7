import { closeSync, openSync, writeFileSync } from 'node:fs';
import { type Problem, stopsBuild, UserError } from '../problem.js';
import { reportFormats } from '../report/formats.js';
import type { Run } from './commands.js';
import { hasColor, print, say } from './terminal.js';

/** Tells of a format that is none, or a file that cannot be written, before any work is done or anything published. */
export function prepareReport(options: Parameters<Run>[1]): void {
  reportFormat(options);
  const file = options['reportFile'] as string | undefined;
  if (file !== undefined) closeSync(openSync(file, 'a'));
}

function reportFormat(options: Parameters<Run>[1]) {
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
  if (file !== undefined) say(`the report is in ${file}`);
  return stopsBuild(problems, options['strict'] === true) ? 1 : 0;
}
