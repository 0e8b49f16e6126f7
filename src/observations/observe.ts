import { appendFileSync, truncateSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { hasErrors, type Problem } from '../problem.js';
import { conceptProblems, conceptsOf } from './concepts.js';
import { duplicateKeys } from './duplicate-keys.js';
import { fillsOf } from './fills.js';
import { countOf, type Finding, readFindings } from './findings.js';
import { checkStructure } from './integrity.js';
import type { ObserveOptions } from './observe-options.js';
import { openSource } from './sources/open.js';
import type { Source } from './sources/source.js';
import { structureOf } from './structure/structure.js';
import type { Concept } from './tables.js';
import { passOverAll } from './whole-pass.js';

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
 * then the structure. With an error among the problems the target is not to be used.
 */
export async function observe(files: string[], options: ObserveOptions): Promise<Observed> {
  const opened = [];
  for (const [i, file] of files.entries()) opened.push(await openSource(file, options.folder, String(i)));
  const sources = opened.flatMap(({ source }) => source ?? []);
  const problems = opened.flatMap((one) => one.problems);
  const concepts = conceptsOf(sources);
  problems.push(...conceptProblems(concepts, sources));
  const nothing = { problems, sources, observations: 0, bounds: 0, missing: 0 };
  if (hasErrors(problems)) return nothing;

  let pass = await passOverAll(sources, concepts, new Map(), options);
  let found = readFindings(pass.findings);
  const fills = fillsOf(found);
  if (fills.size > 0 && !hasErrors(pass.problems)) {
    truncateSync(options.target);
    pass = await passOverAll(sources, concepts, fills, options);
    found = readFindings(pass.findings);
    problems.push(...fillProblems(fills, sources));
  }
  const counted = {
    observations: countOf(pass.findings, 'rows'),
    bounds: countOf(pass.findings, 'bounds'),
    missing: countOf(pass.findings, 'missing'),
  };
  problems.push(...pass.problems, ...(await duplicateKeys(pass.passed, pass.keys)));
  if (counted.observations === 0 && !hasErrors(problems)) problems.push(...sources.map(emptyFile));
  if (!hasErrors(problems)) problems.push(...addStructure(found, concepts, sources, options));
  return { problems, sources, ...counted };
}

/** Puts the structure behind the observations, once its constraints hold. */
function addStructure(
  found: Finding[],
  concepts: Concept[],
  sources: Source[],
  { base, target, isPacked }: ObserveOptions,
): Problem[] {
  const names = sources.flatMap((source) => source.names);
  const structure = structureOf(base, found, concepts, names);
  const problems = checkStructure(structure, base);
  if (!hasErrors(problems)) appendFileSync(target, isPacked ? gzipSync(structure) : structure);
  return problems;
}

function fillProblems(fills: Map<string, string[]>, sources: Source[]): Problem[] {
  const where = { file: sources.map(({ file }) => file).join(', ') };
  return [...fills].map(([series, dimensions]) => ({
    code: 'observation-dimension',
    severity: 'notice',
    message: `some rows of ${series} say nothing of ${dimensions.join(', ')}, which others do; there they are _X, not specified`,
    where,
  }));
}

const emptyFile = ({ file, sheet }: Source): Problem => ({
  code: 'empty-file',
  severity: 'error',
  message: 'the table has no rows',
  where: { file, ...(sheet !== undefined && { sheet }) },
});
