import { statSync } from 'node:fs';
import type { Problem } from '../problem.js';
import { countOf, createFindings, type Finding, type Findings, readFindings } from './findings.js';
import type { ColumnUse } from './formats/format.js';
import type { ObservationJob } from './job.js';
import { createKeys, type Keys } from './keys.js';
import type { ObserveOptions } from './observe-options.js';
import { type Passed, passOver } from './pass.js';
import { areasByIso } from './read-code.js';
import type { Source } from './sources/source.js';
import { type Concept, readAreas, readCodes } from './tables.js';

/** A file that was gone through, and what was found in it. */
export interface PassedFile extends Passed {
  observations: number;
  found: Finding[];
}

/** All files, gone through once. */
export interface WholePass {
  passed: PassedFile[];
  problems: Problem[];
  found: Finding[];
  findings: Findings;
  keys: Keys;
}

/** Goes through all files; `fills` are dimensions that rows of a series lack, by series. */
export async function passOverAll(
  sources: Source[],
  concepts: Concept[],
  fills: Map<string, string[]>,
  options: ObserveOptions,
): Promise<WholePass> {
  const findings = createFindings();
  const keys = createKeys(sources.reduce((sum, source) => sum + mostRows(source), 0));
  const passed: PassedFile[] = [];
  let at = 0;
  for (const source of sources) {
    options.watch?.(source, findings);
    const [rowsBefore, logBefore] = [countOf(findings, 'rows'), countOf(findings, 'used')];
    const job = jobOf(source, concepts, { fills, findings, keys }, options);
    const one = await passOver(source, job, options.target, {
      at,
      ...(options.threads !== undefined && { threads: options.threads }),
    });
    at = one.result.bytes;
    const observations = countOf(findings, 'rows') - rowsBefore;
    passed.push({ ...one, observations, found: readFindings(findings, logBefore) });
  }
  const [problems, found] = [passed.flatMap((one) => one.problems), passed.flatMap((one) => one.found)];
  return { passed, problems, found, findings, keys };
}

function jobOf(
  { dialect, layout, codes }: Source,
  concepts: Concept[],
  shared: Pick<ObservationJob, 'fills' | 'findings' | 'keys'>,
  { base, form }: ObserveOptions,
): ObservationJob {
  return {
    base,
    dialect,
    columns: layout.columns,
    leastWidth: leastWidth(layout.columns),
    series: layout.series,
    dimensions: concepts.filter(({ kind }) => kind === 'dimension'),
    attributes: concepts.filter(({ kind }) => kind === 'attribute'),
    codes,
    aligned: readCodes(),
    areasByIso: areasByIso(readAreas()),
    isSmall: layout.lowerCase === true,
    hasLabels: layout.hasLabels === true,
    form,
    ...shared,
  };
}

/** Cells that a row has to have: up to the last column with a name. */
const leastWidth = (columns: ColumnUse[]): number => columns.findLastIndex(({ role }) => role !== 'nameless') + 1;

/** A cell takes a byte at least, for what ends it. */
const mostRows = ({ path, layout }: Source): number => Math.ceil(statSync(path).size / leastWidth(layout.columns));
