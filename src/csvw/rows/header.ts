import { cellAddress, type Problem } from '../../problem.js';
import { nearest, offer } from '../../text/nearest.js';
import type { Column } from '../metadata/column.js';
import type { Table } from '../metadata/table.js';
import type { Positions } from './row-reader.js';
import type { Row } from './rows.js';

/**
 * Matches the header row to the schema's columns by name, so that one wrong header is one problem and not one for each
 * column behind it. CSV on the Web fixes the order too: another order is read all the same, with a warning.
 */
export function matchHeader(table: Table, header: Row, file: string): { positions: Positions; problems: Problem[] } {
  const positions: Positions = new Map();
  const strangers = header.cells.flatMap((title, index): Stranger[] => {
    const column = table.columns.find((one) => namesOf(one).includes(title));
    if (column && !positions.has(column)) {
      positions.set(column, index);
      return [];
    }
    return [{ title, index, isTwice: column !== undefined }];
  });
  const missing = table.columns.filter((column) => !positions.has(column));
  const isHeader = positions.size > 0 || strangers.some(({ title }) => nearest(title, missing.flatMap(namesOf)));
  if (!isHeader && missing.length > 1) return { positions, problems: [noHeader(missing, header, file)] };
  const beyond = table.columns.length;
  const told = strangers.filter(
    ({ title, index }) => index <= beyond || !isBlank(title) || !isBlank(header.cells[index - 1]),
  );
  const problems = told.map((stranger) => strangerProblem(stranger, takeMeant(stranger, missing, table), header, file));
  for (const { name, required } of missing)
    problems.push({
      code: 'missing-column',
      severity: 'error',
      message: `the column "${name}" is missing`,
      where: { file, row: header.number, column: name },
      fix: required ? 'add the column, and fill its cells' : 'add the column, with empty cells if need be',
      isPartial: true,
    });
  return { positions, problems: problems.length > 0 ? problems : orderProblems(table, positions, header, file) };
}

/** The first row names nothing: to guess by its cells' places would blame each of them for what is one mistake. */
const noHeader = (missing: Column[], header: Row, file: string): Problem => ({
  code: 'title-row',
  severity: 'error',
  message: 'the header is missing: this row names no column of the sheet',
  where: { file, row: header.number, cell: cellAddress(header.number, 1), value: header.cells[0] ?? '' },
  fix: `put a row above it with the names of the columns: ${missing.map(({ name }) => name).join(', ')}`,
  isPartial: true,
});

const isBlank = (title: string | undefined): boolean => title?.trim() === '';

/** A cell of the header that names no column, or one that has been named. */
interface Stranger {
  title: string;
  index: number;
  isTwice: boolean;
}

/** Takes the missing column that a cell was meant to name from those that are: the one most like it, or that is due there. */
function takeMeant({ title, index, isTwice }: Stranger, missing: Column[], table: Table): Column | undefined {
  const like = isTwice ? undefined : nearest(title, missing.flatMap(namesOf));
  const meant =
    missing.find((column) => like !== undefined && namesOf(column).includes(like)) ??
    missing.find((column) => column === table.columns[index]);
  if (meant) missing.splice(missing.indexOf(meant), 1);
  return meant;
}

function strangerProblem(
  { title, index, isTwice }: Stranger,
  meant: Column | undefined,
  header: Row,
  file: string,
): Problem {
  const place = { file, row: header.number, column: title, cell: cellAddress(header.number, index + 1), value: title };
  const error = (code: string, message: string, fix: string): Problem => ({
    code,
    severity: 'error',
    message,
    where: place,
    fix,
    ...(meant && { suggestion: meant.name }),
    isPartial: true,
  });
  const due = meant ? `; "${meant.name}" is due` : '';
  if (title.trim() === '')
    return error('blank-column', `the header has no name for this column${due}`, 'name the column, or delete it');
  if (isTwice)
    return error(
      'duplicate-column',
      `the column "${title}" stands here twice${due}`,
      'delete one of the two, or correct its name',
    );
  return error(
    'unknown-column',
    `no column "${title}" is known in this sheet${offer(meant?.name)}`,
    'correct the name, or describe the column in tables.json',
  );
}

function orderProblems(table: Table, positions: Positions, header: Row, file: string): Problem[] {
  const moved = table.columns.findIndex((column, index) => positions.get(column) !== index);
  const due = table.columns[moved]?.name;
  if (due === undefined) return [];
  const value = header.cells[moved] ?? '';
  return [
    {
      code: 'column-order',
      severity: 'warning',
      message: `the column "${due}" is due here: the order differs`,
      where: { file, row: header.number, column: value, cell: cellAddress(header.number, moved + 1), value },
      fix: 'put the columns in the order of tables.json',
    },
  ];
}

/** What the header may call a column: its name and its titles. */
const namesOf = ({ name, titles }: Column): string[] => [name, ...titles.map(({ text }) => text)];
