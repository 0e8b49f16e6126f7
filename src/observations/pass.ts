import { convertLarge, type LargeResult, type LargeTable } from '../node/csvw/convert-large.js';
import { addProblems, type Problem } from '../problem.js';
import { afterRecord } from './after-record.js';
import { countBroken } from './count-broken.js';
import { brokenQuote, moreBroken, problemOf, unlisted } from './fault-problems.js';
import type { ObservationJob } from './job.js';
import type { Source } from './sources/source.js';

/** A file that was gone through. */
export interface Passed {
  source: Source;
  table: LargeTable;
  result: LargeResult;
  problems: Problem[];
}

export interface PassOptions {
  at: number; // where in the target the output begins
  threads?: number;
}

const mostRestarts = 20; // after rows that cannot be read

/** Goes through a file in all threads: its observations go to `target`, and what is wrong is told. */
export async function passOver(
  source: Source,
  job: ObservationJob,
  target: string,
  { at, threads }: PassOptions,
): Promise<Passed> {
  const table: LargeTable = {
    file: source.path,
    from: source.from,
    dialect: source.dialect,
    mapper: { module: new URL('./mapper.js', import.meta.url).href, data: job },
  };
  const result = await convertLarge(table, target, { at, ...(threads !== undefined && { threads }) });
  const problems = problemsOf(source, source.firstRow, result);
  if (result.stoppedAt !== undefined) addProblems(problems, await checkRest(source, table, result, threads));
  return { source, table, result, problems };
}

function problemsOf(source: Source, row: number, { faults, faultCount, stoppedAt }: LargeResult): Problem[] {
  const problems = faults.map((fault) => problemOf(source, row, fault));
  if (faultCount > faults.length) problems.push(unlisted(source, faultCount - faults.length));
  if (stoppedAt !== undefined) problems.push(brokenQuote(source, row + stoppedAt));
  return problems;
}

/** A row whose quotes are wrong ends a pass: what is after it is only checked, from the next line on, and at last only counted. */
async function checkRest(
  source: Source,
  table: LargeTable,
  first: LargeResult,
  threads: number | undefined,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  let [result, from, row] = [first, table.from, source.firstRow];
  for (let restart = 0; result.stoppedAt !== undefined; restart++) {
    const next = afterRecord(table, from, result.chunkEnds, result.stoppedAt);
    if (next === undefined) break;
    row += result.stoppedAt + 1;
    from = next;
    if (restart === mostRestarts) {
      const count = countBroken(table.file, from, table.dialect);
      if (count > 0) problems.push(moreBroken(source, row - 1, count));
      break;
    }
    result = await convertLarge({ ...table, from }, undefined, threads === undefined ? {} : { threads });
    addProblems(problems, problemsOf(source, row, result));
  }
  return problems;
}
