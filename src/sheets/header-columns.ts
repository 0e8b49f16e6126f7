import type { Column } from '../csvw/metadata/column.js';
import { matchHeader } from '../csvw/rows/header.js';
import type { Row } from '../csvw/rows/rows.js';
import type { Problem } from '../problem.js';
import type { Sheet } from './sheets.js';

/** The column of the table that stands under each title of a sheet's header. */
export function headerColumns({ table, rows, file }: Pick<Sheet, 'table' | 'rows' | 'file'>): {
  columns: (Column | undefined)[];
  problems: Problem[];
} {
  const header: Row = rows[0] ?? { number: 1, cells: [] };
  const match = matchHeader(table, header, file);
  return { columns: match.header.columns, problems: match.problems };
}
