import type { ConversionOptions } from '../../csvw/convert.js';
import { describe, type Input } from '../../csvw/csvw.js';
import type { Loader } from '../../csvw/metadata/loaders.js';
import type { TableGroup } from '../../csvw/metadata/metadata.js';
import { validateGroup } from '../../csvw/validate.js';
import { hasErrors, type Problem } from '../../problem.js';
import { openForChecks } from './large-table.js';
import { writeNQuads } from './nquads.js';

import './expression-guard.js';

/** CSV on the Web as a library for Node: it reads and writes files, large ones in all threads. */
export {
  type ConversionOptions,
  createWebLoader,
  describe,
  type Input,
  type Loader,
  memoryLoader,
  type Problem,
  type Resource,
  type SayQuad,
  type TableGroup,
  toRdf,
} from '../../csvw/csvw.js';
export { createFileLoader } from './file-loader.js';

/** Finds every fault of what is at an address; large files are checked by all threads in constant memory. */
export const validate = (input: Input, load: Loader): Promise<Problem[]> =>
  withTables(input, load, (group) => validateGroup(group, load, openForChecks));

/** Converts what is at an address to N-Quads in an existing empty file; large tables are converted by all threads. */
export const toNQuads = (input: Input, load: Loader, options: ConversionOptions, file: string): Promise<Problem[]> =>
  withTables(input, load, (group) => writeNQuads(group, load, options, file));

async function withTables(input: Input, load: Loader, work: (group: TableGroup) => Promise<Problem[]>) {
  const { group, problems } = await describe(input, load);
  return hasErrors(problems) ? problems : [...problems, ...(await work(group))];
}
