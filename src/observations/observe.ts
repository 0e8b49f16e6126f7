import { addProblems, hasErrors, type Problem } from '../problem.js';
import { conceptProblems, conceptsOf } from './concepts.js';
import { duplicateKeys } from './duplicate-keys.js';
import type { ObservationEdge, ObserveOptions } from './edge.js';
import { whereOf } from './fault-problems.js';
import { countOf, type Finding } from './findings.js';
import { fillNotices, fillsOf } from './missing-dimensions.js';
import { tableColumns, textsWidth } from './parquet/table-columns.js';
import { type PassedFile, runPass } from './run-pass.js';
import type { Source } from './sources/source.js';
import { takeCensus } from './structure/census.js';
import { checkStructure, structureOf } from './structure/write-structure.js';
import type { Concept } from './tables.js';

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
 * or into one table, a row an observation in the same order. With an error among the problems the output is not to be used.
 */
export async function observe(files: string[], options: ObserveOptions, edge: ObservationEdge): Promise<Observed> {
  const opened = [];
  for (const [i, file] of files.entries()) opened.push(await edge.open(file, i));
  const sources = opened.flatMap(({ source }) => source ?? []);
  const problems = distinct(opened.flatMap((one) => one.problems));
  const concepts = conceptsOf(sources, options.tables);
  problems.push(...conceptProblems(concepts, sources));
  const nothing = { problems, sources, observations: 0, bounds: 0, missing: 0 };
  if (hasErrors(problems)) return nothing;

  let pass = await runPass(sources, concepts, new Map(), options, edge);
  const fills = fillsOf(pass.found);
  if (fills.size > 0) {
    addProblems(problems, fillNotices(pass.passed));
    // With errors too: without its fills one row may have the key of another.
    edge.restart();
    pass = await runPass(sources, concepts, fills, options, edge);
  }
  const counted = {
    observations: countOf(pass.findings, 'rows'),
    bounds: countOf(pass.findings, 'bounds'),
    missing: countOf(pass.findings, 'missing'),
  };
  addProblems(problems, pass.problems);
  addProblems(problems, await duplicateKeys(pass.passed, pass.keys, edge));
  addProblems(problems, emptyFiles(pass.passed, counted.observations === 0 && !hasErrors(problems)));
  if (!hasErrors(problems)) addProblems(problems, await finish(pass.found, concepts, sources, options, edge));
  return { problems, sources, ...counted };
}

/** Once the constraints of the structure hold: puts it behind the observations, or makes a table of their texts. */
async function finish(
  found: Finding[],
  concepts: Concept[],
  sources: Source[],
  { base, form, tables, constraints }: ObserveOptions,
  edge: ObservationEdge,
): Promise<Problem[]> {
  const names = sources.flatMap((source) => source.names);
  const census = takeCensus(found, concepts, names, tables);
  const structure = structureOf(base, census, concepts, tables);
  const problems = checkStructure(structure, base, constraints);
  if (hasErrors(problems)) return problems;
  if (form === 'parquet') await edge.writeTable(tableColumns(concepts, census, tables.areas), textsWidth(concepts));
  else edge.writeStructure(structure);
  return problems;
}

/** Files that stand beside several are read, and found faulty, with each. */
const distinct = (problems: Problem[]): Problem[] => [
  ...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values(),
];

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
