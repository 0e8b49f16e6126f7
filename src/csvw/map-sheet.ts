import { iriFault } from '../iri.js';
import { addProblems, type Problem } from '../problem.js';
import type { Table } from './metadata/table.js';
import { mapRows, type RowJob, type Sink } from './rdf/map-rows.js';
import { compilePlan } from './rdf/plan.js';
import { withoutBlankRows } from './rows/blank-rows.js';
import { matchHeader } from './rows/header.js';
import type { Keys } from './rows/keys.js';
import type { Row } from './rows/rows.js';

/**
 * A sheet's rows → statements, its columns being known by their header. A broken cell costs its own statements, so that
 * the rest of the sheet is still judged; a blank row is told of and makes nothing.
 */
export function mapSheet(
  table: Table,
  file: string,
  rows: Row[],
  mayBeEmpty: boolean,
  keys: Keys,
  sink: Sink,
): Problem[] {
  const [header, ...body] = rows;
  const empty = (message: string): Problem => ({
    code: 'empty-file',
    severity: 'error',
    message,
    where: { file },
    fix: 'fill the sheet, or let tables.json say that it may be empty',
    isPartial: true,
  });
  if (!header) return [empty('the sheet is empty: not even a header')];
  const { positions, problems } = matchHeader(table, header, file);
  if (body.length === 0 && !mayBeEmpty) problems.push(empty('the sheet has a header and no rows'));
  const { rows: said, problems: blanks } = withoutBlankRows(body, file);
  addProblems(problems, blanks);
  const job: RowJob = {
    table,
    file,
    positions,
    due: header.cells,
    severity: 'error',
    keepsBroken: false,
    plan: compilePlan(table, { index: 0, isMinimal: true }),
    keys,
    judge: iriFault,
  };
  mapRows(job, said, (problem) => problems.push(problem), sink);
  return problems;
}
