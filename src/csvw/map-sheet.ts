import type { Problem } from '../problem.js';
import { iriFault } from '../rdf/iri.js';
import type { Table } from './metadata/table.js';
import { mapRows, type RowJob, type Sink } from './rdf/map-rows.js';
import { compilePlan } from './rdf/plan.js';
import { withoutBlankRows } from './rows/blank-rows.js';
import { matchHeader } from './rows/header.js';
import type { Keys } from './rows/keys.js';
import type { Row } from './rows/rows.js';

/** The rows of a table, the header first. */
export interface SheetRows {
  table: Table;
  file: string;
  rows: Row[];
  mayBeEmpty: boolean; // whether a header alone will do
}

/**
 * A sheet's rows → statements, its columns being known by their header. A broken cell costs its own statements, so that
 * the rest of the sheet is still judged; a blank row is told of and makes nothing.
 */
export function mapSheet(
  { table, file, rows, mayBeEmpty }: SheetRows,
  keys: Keys,
  sink: Sink,
  tell: (problem: Problem) => void,
): void {
  const [header, ...body] = rows;
  if (!header) {
    tell(empty(file, 'the sheet is empty: not even a header'));
    return;
  }
  const { positions, problems } = matchHeader(table, header, file);
  problems.forEach(tell);
  if (body.length === 0 && !mayBeEmpty) tell(empty(file, 'the sheet has a header and no rows'));
  const { rows: said, problems: blanks } = withoutBlankRows(body, file);
  blanks.forEach(tell);
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
  mapRows(job, said, tell, sink);
}

const empty = (file: string, message: string): Problem => ({
  code: 'empty-file',
  severity: 'error',
  message,
  where: { file },
  fix: 'fill the sheet, or let tables.json say that it may be empty',
  isPartial: true,
});
