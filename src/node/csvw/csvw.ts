import './expression-guard.js';
import fs from 'node:fs';
import { type Input, type Loader, type TableGroup, withTables } from '../../csvw/metadata/metadata.js';
import type { SayQuad } from '../../csvw/rdf/map-rows.js';
import { type ConversionOptions, convertGroup, memoryTable, validateGroup } from '../../csvw/tables.js';
import { hasErrors, type Problem } from '../../problem.js';
import { lineOf } from '../../rdf/nquads.js';
import { expandFamilies } from '../../sheets/expand-families.js';
import { largeTable, openForChecks } from './large-table.js';

/**
 * CSV on the Web as a library for Node. It reads and writes files, processes large files in several threads, and reads
 * descriptions of many files (`eachRowOf`).
 */
export * from '../../csvw/csvw.js';
export { createFileLoader } from './file-loader.js';

/** Validates the tables at a URL. Large files are checked in several threads and constant memory. */
export const validate = (input: Input, load: Loader): Promise<Problem[]> =>
  withFiles(input, load, async (group) => validateGroup(group, load, await openForChecks(group, load)));

/** Converts the tables or metadata at a URL to RDF, and calls `say` for each statement. */
export const toRdf = (input: Input, load: Loader, options: ConversionOptions, say: SayQuad): Promise<Problem[]> =>
  withFiles(input, load, (group) => convertGroup(group, load, options, say, memoryTable(say)));

/** Processes the tables at a URL, with a table for each file of a description of many files. */
const withFiles = (input: Input, load: Loader, work: (group: TableGroup) => Promise<Problem[]>): Promise<Problem[]> =>
  withTables(input, load, async (described) => {
    const { group, problems } = await expandFamilies(described, load);
    return hasErrors(problems) ? problems : work(group);
  });

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
  return withFiles(input, load, async (group) => {
    const problems = await convertGroup(group, load, options, say, largeTable({ file, flush }, say));
    flush();
    return problems;
  });
}
