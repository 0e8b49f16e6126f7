import './expression-guard.js';
import { closeSync, openSync } from 'node:fs';
import { type ConversionOptions, convertGroup } from '../../csvw/convert.js';
import { describe, type Input } from '../../csvw/csvw.js';
import type { Loader } from '../../csvw/metadata/loaders.js';
import type { TableGroup } from '../../csvw/metadata/metadata.js';
import type { SayQuad } from '../../csvw/rdf/statements.js';
import { validateGroup } from '../../csvw/validate.js';
import { hasErrors, type Problem } from '../../problem.js';
import { lineOf } from '../../rdf/nquads.js';
import { largeTable, openForChecks, type Target } from './large-table.js';
import { writeAll } from './map-chunks.js';

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
  withTables(input, load, async (group) => validateGroup(group, load, await openForChecks(group, load)));

/** Converts what is at an address to N-Quads in an existing empty file; large tables are converted by all threads. */
export const toNQuads = (input: Input, load: Loader, options: ConversionOptions, file: string): Promise<Problem[]> =>
  withTables(input, load, (group) => writeNQuads(group, load, options, file));

async function withTables(input: Input, load: Loader, work: (group: TableGroup) => Promise<Problem[]>) {
  const { group, problems } = await describe(input, load);
  return hasErrors(problems) ? problems : [...problems, ...(await work(group))];
}

const bufferSize = 1 << 20;

/** Converts the tables of a group to N-Quads at the end of a file. Large tables go from bytes to bytes. */
async function writeNQuads(
  group: TableGroup,
  load: Loader,
  options: ConversionOptions,
  file: string,
): Promise<Problem[]> {
  const descriptor = openSync(file, 'r+');
  let position = 0;
  let text = '';
  const flush = (): void => {
    const bytes = Buffer.from(text);
    writeAll(descriptor, bytes, position);
    position += bytes.length;
    text = '';
  };
  const say: SayQuad = (subject, predicate, object, graph) => {
    text += lineOf(subject, predicate, object, graph);
    if (text.length > bufferSize) flush();
  };
  const target: Target = {
    file,
    end() {
      flush();
      return position;
    },
    moveTo(end) {
      position = end;
    },
  };
  try {
    const problems = await convertGroup(group, load, options, say, largeTable(target, say));
    flush();
    return problems;
  } finally {
    closeSync(descriptor);
  }
}
