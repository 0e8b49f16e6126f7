import './expression-guard.js';
import type { ConversionOptions } from '../../csvw/convert.js';
import { validate as checkTables, describe, type Input } from '../../csvw/csvw.js';
import type { Loader } from '../../csvw/loaders/loader.js';
import { hasErrors, type Problem } from '../../problem.js';
import { openForChecks } from './large-table.js';
import { writeNQuads } from './nquads.js';

export {
  createWebLoader,
  describe,
  type Input,
  type Loader,
  memoryLoader,
  type Resource,
  toRdf,
} from '../../csvw/csvw.js';
export { createFileLoader } from './file-loader.js';

/** CSV on the Web as a library for Node: it reads and writes files, large ones in all threads. */

/** Every fault of what is at an address; large files are checked by all threads in constant memory. */
export const validate = (input: Input, load: Loader): Promise<Problem[]> => checkTables(input, load, openForChecks);

/** Converts what is at an address to N-Quads in an existing empty file; large tables are converted by all threads. */
export async function toNQuads(
  input: Input,
  load: Loader,
  options: ConversionOptions,
  file: string,
): Promise<Problem[]> {
  const { group, problems } = await describe(input, load);
  if (hasErrors(problems)) return problems;
  return [...problems, ...(await writeNQuads(group, load, options, file))];
}
