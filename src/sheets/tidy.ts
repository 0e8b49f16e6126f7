import type { Table } from '../csvw/metadata/table.js';
import { mendCells } from './cells.js';
import type { Found } from './csv-sheet.js';
import { tidyRows } from './header.js';

/** The rows of a sheet, repaired where that needs no guess; what was repaired, and what cannot be, is told, once a cell. */
export function tidy({ rows, problems, ...rest }: Found, file: string, table: Table): Found {
  const tidied = tidyRows(rows, table, file);
  const mended = mendCells(tidied.rows, table, file);
  const told = new Set(problems.filter(({ severity }) => severity === 'error').map(({ where }) => where.cell));
  const others = mended.problems.filter(({ where }) => where.cell === undefined || !told.has(where.cell));
  return { ...rest, rows: mended.rows, problems: [...problems, ...tidied.problems, ...others] };
}
