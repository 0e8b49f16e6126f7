import { appendFileSync, closeSync, openSync, readFileSync, statSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { ruleHeader } from '../../check/rules.js';
import { fileOf } from '../../csvw/stream/mapper.js';
import { readQueries } from '../../graph/query-file.js';
import { conceptsOf, fillNotices, fillsOf, takeCensus } from '../../observations/census.js';
import { tableColumns, textsWidth } from '../../observations/parquet.js';
import { openSource, type Source, type SourceFiles } from '../../observations/sources.js';
import { checkStructure, structureOf } from '../../observations/structure.js';
import { type Concept, readTables, type Tables } from '../../observations/tables.js';
import { addProblems, hasErrors, type Problem } from '../../problem.js';
import { readerOf } from '../csvw/map-chunks.js';
import { withFile } from '../csvw/map-file.js';
import { diskFiles, nameFailedFile } from '../disk-files.js';
import { readWorkbook } from '../workbook/read-in-thread.js';
import { duplicateKeys, type PassedFile, type PassOptions, runPass } from './run-pass.js';

/** How files on the disk become a cube. */
export interface ObserveOptions extends Pick<PassOptions, 'base' | 'form' | 'watch' | 'threads'> {
  target: string; // a file that is there and empty
  folder: string; // where files may be written anew; it is the caller's to remove
}

/** What became of files of observations. */
export interface Observed {
  problems: Problem[];
  sources: Source[];
  observations: number;
  bounds: number; // of these, what is only known to lie above or below a number
  missing: number; // and what has no value
}

/**
 * Turns files of observations into one RDF Data Cube: N-Quads, observations in the order of the files and then the structure;
 * or into one table, a row an observation in the same order. It works in all threads, however large the files are. With an
 * error among the problems the output is not to be used.
 */
export async function observeFiles(files: string[], options: ObserveOptions): Promise<Observed> {
  const tables = ownTables();
  const opened = [];
  for (const [i, file] of files.entries())
    opened.push(await openSource(file, tables.columns, sourceFiles(path.join(options.folder, `${i}.csv`))));
  const sources = opened.flatMap(({ source }) => source ?? []);
  const problems = distinct(opened.flatMap((one) => one.problems));
  const concepts = conceptsOf(sources, tables);
  if (hasErrors(problems)) return { problems, sources, observations: 0, bounds: 0, missing: 0 };

  const written = options.form === 'parquet' ? createTexts(options.folder) : options.target;
  const passOptions = { ...options, tables, written };
  let passed = await runPass(sources, concepts, new Map(), passOptions);
  const fills = fillsOf(passed.flatMap(({ found }) => found));
  if (fills.size > 0) {
    addProblems(problems, fillNotices(passed));
    // With errors too: without its fills one row may have the key of another.
    truncateSync(written);
    passed = await runPass(sources, concepts, fills, passOptions);
  }
  for (const one of passed) addProblems(problems, one.problems);
  addProblems(problems, await duplicateKeys(passed));
  const sum = (name: keyof PassedFile['counts']) => passed.reduce((total, { counts }) => total + counts[name], 0);
  addProblems(problems, emptyFiles(passed, sum('rows') === 0 && !hasErrors(problems)));
  if (!hasErrors(problems)) addProblems(problems, await finish(passed, concepts, tables, written, options));
  return { problems, sources, observations: sum('rows'), bounds: sum('bounds'), missing: sum('missing') };
}

/** Once the constraints of the structure hold: puts it behind the observations, or makes a table of their texts. */
async function finish(
  passed: PassedFile[],
  concepts: Concept[],
  tables: Tables,
  written: string,
  { base, form, target }: ObserveOptions,
): Promise<Problem[]> {
  const found = passed.flatMap((one) => one.found);
  const names = passed.flatMap(({ source }) => source.names);
  const census = takeCensus(found, concepts, names, tables);
  const structure = structureOf(base, census, concepts, tables);
  const problems = checkStructure(structure, base, readQueries(diskFiles, constraints, ruleHeader));
  if (hasErrors(problems)) return problems;
  if (form === 'parquet') {
    const { writeParquet } = await import('./write-parquet.js'); // with what only it needs
    await writeParquet(written, target, tableColumns(concepts, census, tables.areas), textsWidth(concepts));
  } else appendFileSync(target, form === 'n-quads' ? structure : gzipSync(structure));
  return problems;
}

/** Files that stand beside several are read, and found faulty, with each. */
const distinct = (problems: Problem[]): Problem[] => [
  ...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values(),
];

/** A file with a header alone adds nothing; where all are such there is no cube. */
const emptyFiles = (passed: PassedFile[], areAll: boolean): Problem[] =>
  passed
    .filter(({ counts, problems }) => counts.rows === 0 && !hasErrors(problems))
    .map(({ source }) => ({
      code: 'empty-file',
      severity: areAll ? 'error' : 'notice',
      message: areAll ? 'the table has no rows' : 'the table has no rows: it adds nothing',
      where: fileOf(source),
      fix: 'if rows are due, get it anew from its source; else leave it out',
    }));

const tableFolder = new URL('../../../data/observations/', import.meta.url);

/** The tables that come with the program. */
export const ownTables = (): Tables => readTables((name) => readFileSync(new URL(name, tableFolder)));

/** The integrity constraints of the RDF Data Cube, as queries. */
const constraints = fileURLToPath(new URL('../../../queries/cube', import.meta.url));

/** A file for the texts of all rows; which columns a table has is only known behind the last one. */
function createTexts(folder: string): string {
  const file = path.join(folder, 'texts');
  closeSync(openSync(file, 'wx'));
  return file;
}

/** Files on the disk; what has to be written anew goes into `copy`. */
const sourceFiles = (copy: string): SourceFiles => ({
  withBytes: (file, work) => withFile(file, (input) => work(readerOf(input))),
  beside(file, name) {
    const found = path.join(path.dirname(file), name);
    const isThere = statSync(found, { throwIfNoEntry: false })?.isFile();
    return isThere ? { file: found, bytes: readFileSync(found) } : undefined;
  },
  async keep(text) {
    const descriptor = openSync(copy, 'w');
    try {
      for (const piece of text) {
        nameFailedFile(copy, () => appendFileSync(descriptor, piece));
        await setImmediate(); // lets signals in
      }
    } finally {
      closeSync(descriptor);
    }
    return copy;
  },
  readWorkbook: (file) => readWorkbook(readFileSync(file), file),
});
