import { addProblems, type Problem } from '../problem.js';
import { afterRecord, countBroken } from './broken-records.js';
import type { MappedRows, ObservationEdge, ObserveOptions } from './edge.js';
import { brokenQuote, moreBroken, problemOf, unlisted } from './fault-problems.js';
import { countOf, createFindings, type Finding, type Findings, readFindings } from './findings.js';
import type { ColumnUse } from './formats/format.js';
import type { ObservationJob } from './job.js';
import { createKeys, type Keys } from './keys.js';
import type { Source } from './sources/source.js';
import type { Concept } from './tables.js';

/** A file that was gone through, and what was found in it. */
export interface PassedFile {
  source: Source;
  job: ObservationJob;
  mapped: MappedRows;
  problems: Problem[];
  observations: number;
  found: Finding[];
}

/** All files, gone through once. */
export interface Pass {
  passed: PassedFile[];
  problems: Problem[];
  found: Finding[];
  findings: Findings;
  keys: Keys;
}

const mostRestarts = 20; // after rows that cannot be read

/** Goes through all files; `fills` are dimensions that rows of a series lack, by series. */
export async function runPass(
  sources: Source[],
  concepts: Concept[],
  fills: Map<string, string[]>,
  options: ObserveOptions,
  edge: ObservationEdge,
): Promise<Pass> {
  const findings = createFindings(edge.room);
  const mostRows = (source: Source): number => Math.ceil(edge.bytesOf(source).size / leastWidth(source.layout.columns)); // a cell takes a byte at least, for what ends it
  const keys = createKeys(
    sources.reduce((sum, source) => sum + mostRows(source), 0),
    edge.room,
  );
  const passed: PassedFile[] = [];
  for (const source of sources) {
    options.watch?.(source, findings);
    const [rowsBefore, logBefore] = [countOf(findings, 'rows'), countOf(findings, 'used')];
    const job = jobOf(source, concepts, { fills, findings, keys }, options);
    const mapped = await edge.mapRows(source, source.from, job, true);
    const problems = problemsOf(source, source.firstRow, mapped);
    if (mapped.stoppedAt !== undefined) addProblems(problems, await checkRest(source, job, mapped, edge));
    const observations = countOf(findings, 'rows') - rowsBefore;
    passed.push({ source, job, mapped, problems, observations, found: readFindings(findings, logBefore) });
  }
  const [problems, found] = [passed.flatMap((one) => one.problems), passed.flatMap((one) => one.found)];
  return { passed, problems, found, findings, keys };
}

function jobOf(
  { dialect, layout, codes }: Source,
  concepts: Concept[],
  shared: Pick<ObservationJob, 'fills' | 'findings' | 'keys'>,
  { base, form, tables }: ObserveOptions,
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
    aligned: tables.codes,
    areas: tables.areas,
    isSmall: layout.lowerCase === true,
    hasLabels: layout.hasLabels === true,
    form,
    ...shared,
  };
}

/** Cells that a row has to have: up to the last column with a name. */
const leastWidth = (columns: ColumnUse[]): number => columns.findLastIndex(({ role }) => role !== 'nameless') + 1;

function problemsOf(source: Source, row: number, { faults, faultCount, stoppedAt }: MappedRows): Problem[] {
  const problems = faults.map((fault) => problemOf(source, row, fault));
  if (faultCount > faults.length) problems.push(unlisted(source, faultCount - faults.length));
  if (stoppedAt !== undefined) problems.push(brokenQuote(source, row + stoppedAt));
  return problems;
}

/** A row whose quotes are wrong ends a pass: what is after it is only checked, from the next line on, and at last only counted. */
async function checkRest(
  source: Source,
  job: ObservationJob,
  first: MappedRows,
  edge: ObservationEdge,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  const bytes = edge.bytesOf(source);
  let [mapped, from, row] = [first, source.from, source.firstRow];
  for (let restart = 0; mapped.stoppedAt !== undefined; restart++) {
    const next = afterRecord(bytes, source.dialect, from, mapped.chunkEnds, mapped.stoppedAt);
    if (next === undefined) break;
    row += mapped.stoppedAt + 1;
    from = next;
    if (restart === mostRestarts) {
      const count = countBroken(bytes, from, source.dialect);
      if (count > 0) problems.push(moreBroken(source, row - 1, count));
      break;
    }
    mapped = await edge.mapRows(source, from, job, false);
    addProblems(problems, problemsOf(source, row, mapped));
  }
  return problems;
}
