import { appendFileSync, closeSync, openSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { addProblems, hasErrors, type Problem } from '../problem.js';
import { conceptProblems, conceptsOf } from './concepts.js';
import { duplicateKeys } from './duplicate-keys.js';
import { whereOf } from './fault-problems.js';
import { fillNotices, fillsOf } from './fills.js';
import { countOf, type Finding } from './findings.js';
import { checkStructure } from './integrity.js';
import type { ObserveOptions } from './observe-options.js';
import { tableColumns, textsWidth } from './parquet/columns.js';
import { openSource } from './sources/open.js';
import type { Source } from './sources/source.js';
import { takeCensus } from './structure/census.js';
import { structureOf } from './structure/structure.js';
import { type Concept, readAreas } from './tables.js';
import { type PassedFile, passOverAll } from './whole-pass.js';

/** What became of files of observations. */
export interface Observed {
  problems: Problem[];
  sources: Source[];
  observations: number;
  bounds: number; // of these, what is only known to lie above or below a number
  missing: number; // and what has no value
}

/**
 * Turns files of observations into one RDF Data Cube: N-Quads in the target, observations in the order of the files and
 * then the structure; or into one Parquet file, a row an observation in the same order. With an error among the problems
 * the target is not to be used.
 */
export async function observe(files: string[], options: ObserveOptions): Promise<Observed> {
  const opened = [];
  for (const [i, file] of files.entries()) opened.push(await openSource(file, options.folder, String(i)));
  const sources = opened.flatMap(({ source }) => source ?? []);
  const problems = distinct(opened.flatMap((one) => one.problems));
  const concepts = conceptsOf(sources);
  problems.push(...conceptProblems(concepts, sources));
  const nothing = { problems, sources, observations: 0, bounds: 0, missing: 0 };
  if (hasErrors(problems)) return nothing;

  const passed = options.form === 'parquet' ? createTexts(options.folder) : options.target;
  const passOptions = { ...options, target: passed };
  let pass = await passOverAll(sources, concepts, new Map(), passOptions);
  const fills = fillsOf(pass.found);
  if (fills.size > 0) {
    addProblems(problems, fillNotices(pass.passed));
    // With errors too: without its fills one row may have the key of another.
    truncateSync(passed);
    pass = await passOverAll(sources, concepts, fills, passOptions);
  }
  const counted = {
    observations: countOf(pass.findings, 'rows'),
    bounds: countOf(pass.findings, 'bounds'),
    missing: countOf(pass.findings, 'missing'),
  };
  addProblems(problems, pass.problems);
  addProblems(problems, await duplicateKeys(pass.passed, pass.keys));
  addProblems(problems, emptyFiles(pass.passed, counted.observations === 0 && !hasErrors(problems)));
  if (!hasErrors(problems)) addProblems(problems, await finish(pass.found, concepts, sources, passed, options));
  return { problems, sources, ...counted };
}

/** Once the constraints of the structure hold: puts it behind the observations, or makes the Parquet file of their texts. */
async function finish(
  found: Finding[],
  concepts: Concept[],
  sources: Source[],
  passed: string,
  { base, target, form }: ObserveOptions,
): Promise<Problem[]> {
  const names = sources.flatMap((source) => source.names);
  const structure = structureOf(base, found, concepts, names);
  const problems = checkStructure(structure, base);
  if (hasErrors(problems)) return problems;
  if (form === 'parquet') {
    const areas = readAreas();
    const columns = tableColumns(concepts, takeCensus(found, concepts, names, areas), areas);
    const { writeParquet } = await import('./parquet/write-parquet.js'); // with what only it needs
    await writeParquet(passed, target, columns, textsWidth(concepts));
  } else appendFileSync(target, form === 'n-quads' ? structure : gzipSync(structure));
  return problems;
}

/** Files that stand beside several are read, and found faulty, with each. */
const distinct = (problems: Problem[]): Problem[] => [
  ...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values(),
];

/** A file for the texts of all rows; which columns a table has is only known behind the last one. */
function createTexts(folder: string): string {
  const file = path.join(folder, 'texts');
  closeSync(openSync(file, 'wx'));
  return file;
}

/** A file with a header alone adds nothing; where all are such there is no cube. */
const emptyFiles = (passed: PassedFile[], areAll: boolean): Problem[] =>
  passed
    .filter(({ observations, problems }) => observations === 0 && !hasErrors(problems))
    .map(({ source }) => ({
      code: 'empty-file',
      severity: areAll ? 'error' : 'notice',
      message: areAll ? 'the table has no rows' : 'the table has no rows: it adds nothing',
      where: whereOf(source),
      fix: 'if rows are due, get it anew from its source; else leave it out',
    }));
