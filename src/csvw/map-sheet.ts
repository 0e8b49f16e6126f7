import { iriFault } from '../iri.js';
import type { Problem } from '../problem.js';
import type { Table } from './metadata/table.js';
import { mapRows, type RowJob, type Sink } from './rdf/map-rows.js';
import { compilePlan } from './rdf/plan.js';
import { matchHeader } from './rows/header.js';
import type { Keys } from './rows/keys.js';
import type { Row } from './rows/rows.js';

/**
 * A sheet's rows → statements, its columns being known by their header. A broken cell costs its own statements, so that
 * the rest of the sheet is still judged; a blank row is told of and makes nothing.
 */
export function mapSheet(table: Table, file: string, rows: Row[], keys: Keys, sink: Sink): Problem[] {
  const [header, ...body] = rows;
  const empty = (message: string): Problem => ({
    code: 'empty-file',
    severity: 'error',
    message,
    where: { file },
    isPartial: true,
  });
  if (!header) return [empty('the sheet is empty: not even a header')];
  const { positions, problems } = matchHeader(table, header, file);
  if (body.length === 0) problems.push(empty('the sheet has a header and no rows'));
  const isBlank = ({ cells }: Row): boolean => cells.every((cell) => cell === '');
  for (const { number } of body.filter(isBlank))
    problems.push({
      code: 'blank-row',
      severity: 'warning',
      message: 'the row is blank',
      where: { file, row: number },
    });
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
  mapRows(
    job,
    body.filter((row) => !isBlank(row)),
    (problem) => problems.push(problem),
    sink,
  );
  return problems;
}
