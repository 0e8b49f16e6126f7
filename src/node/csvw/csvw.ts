import './expression-guard.js';
import fs from 'node:fs';
import { type Input, type Loader, withTables } from '../../csvw/metadata/metadata.js';
import type { SayQuad } from '../../csvw/rdf/map-rows.js';
import { type ConversionOptions, convertGroup, validateGroup } from '../../csvw/tables.js';
import type { Problem } from '../../problem.js';
import { lineOf } from '../../rdf/nquads.js';
import { largeTable, openForChecks } from './large-table.js';

/** CSV on the Web as a library for Node. It reads and writes files, and processes large files in several threads. */
export * from '../../csvw/csvw.js';
export { createFileLoader } from './file-loader.js';

/** Validates the tables at a URL. Large files are checked in several threads and constant memory. */
export const validate = (input: Input, load: Loader): Promise<Problem[]> =>
  withTables(input, load, async (group) => validateGroup(group, load, await openForChecks(group, load)));

const bufferSize = 1 << 20;

/** Converts the tables at a URL to N-Quads in an existing empty file. Large tables are converted in several threads. */
export async function toNQuads(
  input: Input,
  load: Loader,
  options: ConversionOptions,
  file: string,
): Promise<Problem[]> {
  let text = '';
  const flush = (): void => {
    if (text !== '') fs.appendFileSync(file, text);
    text = '';
  };
  const say: SayQuad = (subject, predicate, object, graph) => {
    text += lineOf(subject, predicate, object, graph);
    if (text.length > bufferSize) flush();
  };
  return withTables(input, load, async (group) => {
    const problems = await convertGroup(group, load, options, say, largeTable({ file, flush }, say));
    flush();
    return problems;
  });
}
