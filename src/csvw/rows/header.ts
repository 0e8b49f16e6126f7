import { didYouMean } from '../../nearest.js';
import { cellAddress, type Problem } from '../../problem.js';
import type { Column } from '../metadata/column.js';
import type { Table } from '../metadata/table.js';
import type { Positions } from './row-reader.js';
import type { Row } from './rows.js';

/**
 * Matches the header row to the schema's columns by name, so that one wrong header is one problem and not one for each
 * column behind it. CSV on the Web fixes the order too: another order is read all the same, with a warning.
 */
export function matchHeader(table: Table, header: Row, file: string): { positions: Positions; problems: Problem[] } {
  const problems: Problem[] = [];
  const positions: Positions = new Map();
  const wanted = table.columns.flatMap(namesOf);
  const report = (code: string, index: number, message: string, severity: 'error' | 'warning' = 'error') => {
    const value = header.cells[index] ?? '';
    problems.push({
      code,
      severity,
      message,
      where: { file, row: 1, column: value, cell: cellAddress(1, index + 1), value },
      ...(severity === 'error' && { isPartial: true }),
    });
  };
  for (const [index, title] of header.cells.entries()) {
    const column = table.columns.find((one) => namesOf(one).includes(title));
    if (title.trim() === '') report('blank-column', index, 'the header has no name for this column');
    else if (!column)
      report('unknown-column', index, `no column "${title}" is known in this sheet${didYouMean(title, wanted)}`);
    else if (positions.has(column)) report('duplicate-column', index, `the column "${title}" stands here twice`);
    else positions.set(column, index);
  }
  for (const column of table.columns) {
    if (positions.has(column)) continue;
    const message = `the column "${column.name}" is missing`;
    const where = { file, row: 1, column: column.name };
    problems.push({ code: 'missing-column', severity: 'error', message, where, isPartial: true });
  }
  if (problems.length === 0) {
    const moved = table.columns.findIndex((column, index) => positions.get(column) !== index);
    const due = table.columns[moved]?.name;
    if (due) report('column-order', moved, `the column "${due}" is due here: the order differs`, 'warning');
  }
  return { positions, problems };
}

/** What the header may call a column: its name and its titles. */
const namesOf = ({ name, titles }: Column): string[] => [name, ...titles.map(({ text }) => text)];
