import { cellAddress, errorAt, type Place, type Problem, warningAt } from '../../problem.js';
import { nearest, offer } from '../../text/nearest.js';
import { type Column, columnFromTitles, isSameLanguage, namesOf, type Title } from '../metadata/column.js';
import type { Table } from '../metadata/table.js';
import { compileCell, type HeaderMatch, textFault } from './cells.js';
import type { Row } from './rows.js';

/**
 * Matches the header row to the schema's columns by name, so that one wrong header is one problem and not one for each
 * column behind it. CSV on the Web fixes the order too: another order is read all the same, with a warning.
 */
export function matchHeader(table: Table, header: Row, file: string): { header: HeaderMatch; problems: Problem[] } {
  const titles = header.cells;
  const columns: HeaderMatch['columns'] = [];
  const strangers: Stranger[] = [];
  for (const [index, title] of titles.entries()) {
    const column = table.columns.find((one) => namesOf(one).includes(title));
    const isTwice = columns.includes(column) && column !== undefined;
    columns.push(isTwice ? undefined : column);
    if (isTwice || !column) strangers.push({ title, index, isTwice });
  }
  const match = { titles, columns };
  const missing = table.columns.filter((column) => !columns.includes(column));
  const isHeader =
    missing.length < table.columns.length || strangers.some(({ title }) => nearest(title, missing.flatMap(namesOf)));
  const placeOf = (index: number): Place => {
    const value = titles[index] ?? '';
    return { file, row: header.number, column: value, cell: cellAddress(header.number, index + 1), value };
  };
  if (!isHeader && missing.length > 1) return { header: match, problems: [noHeader(missing, placeOf(0))] };
  const isBlankAt = (index: number): boolean => titles[index]?.trim() === '';
  const problems = strangers
    .filter(({ index }) => index <= table.columns.length || !isBlankAt(index) || !isBlankAt(index - 1))
    .map((stranger) => strangerProblem(stranger, takeMeant(stranger, missing, table), placeOf(stranger.index)));
  for (const { name, required } of missing) {
    const fix = required ? 'add the column, and fill its cells' : 'add the column, with empty cells if need be';
    const where = { file, row: header.number, column: name };
    problems.push(errorAt(where, 'missing-column', `the column "${name}" is missing`, fix, { isPartial: true }));
  }
  const moved = table.columns.findIndex((column, index) => columns[index] !== column);
  if (problems.length === 0 && moved >= 0) {
    const message = `the column "${table.columns[moved]?.name}" is due here: the order differs`;
    problems.push(warningAt(placeOf(moved), 'column-order', message, 'put the columns in the order of tables.json'));
  }
  return { header: match, problems };
}

/** The first row names nothing: to guess by its cells' places would blame each of them for what is one mistake. */
function noHeader(missing: Column[], { column: _, ...where }: Place): Problem {
  const message = 'the header is missing: this row names no column of the sheet';
  const fix = `put a row above it with the names of the columns: ${missing.map(({ name }) => name).join(', ')}`;
  return errorAt(where, 'title-row', message, fix, { isPartial: true });
}

/** A cell of the header that names no column, or one that has been named. */
interface Stranger {
  title: string;
  index: number;
  isTwice: boolean;
}

/** Takes the column that a cell was meant to name from the missing ones: the one most like it, or the one expected there. */
function takeMeant({ title, index, isTwice }: Stranger, missing: Column[], table: Table): Column | undefined {
  const like = isTwice ? undefined : nearest(title, missing.flatMap(namesOf));
  const meant =
    missing.find((column) => like !== undefined && namesOf(column).includes(like)) ??
    missing.find((column) => column === table.columns[index]);
  if (meant) missing.splice(missing.indexOf(meant), 1);
  return meant;
}

function strangerProblem({ title, isTwice }: Stranger, meant: Column | undefined, where: Place): Problem {
  const more: Partial<Problem> = { ...(meant && { suggestion: meant.name }), isPartial: true };
  const due = meant ? `; "${meant.name}" is due` : '';
  if (title.trim() === '') {
    const message = `the header has no name for this column${due}`;
    return errorAt(where, 'blank-column', message, 'name the column, or delete it', more);
  }
  if (isTwice) {
    const message = `the column "${title}" stands here twice${due}`;
    return errorAt(where, 'duplicate-column', message, 'delete one of the two, or correct its name', more);
  }
  const message = `no column "${title}" is known in this sheet${offer(meant?.name)}`;
  const fix = 'correct the name, or describe the column in tables.json';
  return errorAt(where, 'unknown-column', message, fix, more);
}

/**
 * Gives a table the columns that its file has, one for each cell of a row, and compares the metadata with the header
 * (Metadata Vocabulary, section 5.4.3). Without a schema the header describes the columns. A schema that does not fit is
 * an error to a validator; a converter warns and continues: it believes the metadata, and knows columns beyond the schema
 * by their number.
 */
export function fitTable(table: Table, headers: Row[], width: number, file: string, isValidating: boolean): Problem[] {
  const problems: Problem[] = [];
  const tell = (where: Place, { code, message, expected }: Pick<Problem, 'code' | 'message' | 'expected'>): void => {
    const severity = isValidating ? 'error' : 'warning';
    problems.push({ code, severity, message, where, ...(expected !== undefined && { expected }) });
  };
  if (width === 0) tell({ file }, { code: 'empty-file', message: 'the file is empty' });
  const titles = Array.from({ length: width }, (_, i) => titlesAt(headers, i, table));
  const header = headers[0] ?? { number: 1, cells: [] };
  const tellAt = (index: number, fault: Pick<Problem, 'code' | 'message' | 'expected'>): void => {
    const [row, value] = [header.number, header.cells[index] ?? ''];
    tell({ file, row, column: value, cell: cellAddress(row, index + 1 + table.dialect.skipColumns), value }, fault);
  };
  for (const [index, title] of header.cells.entries()) {
    const fault = textFault(title);
    if (fault) tellAt(index, fault);
  }
  for (const column of table.virtualColumns)
    compileCell(column)('', (fault) => tell({ file, column: column.name }, fault));
  if (!table.isDescribed) table.columns = columnsFrom(titles, table);
  const described = table.columns.length;
  if (described !== width && width > 0) {
    const message = `the metadata describes ${described} columns, and the file has ${width}`;
    tellAt(Math.min(described, width), { code: 'incompatible', message });
  }
  for (const [index, column] of table.columns.slice(0, headers.length > 0 ? width : 0).entries())
    if (!isCompatible(column, titles[index] ?? [], isValidating))
      tellAt(index, incompatible(column, header.cells[index] ?? ''));
  while (table.columns.length < width)
    table.columns.push(columnFromTitles([], table.columns.length + 1, table.inherited));
  return problems;
}

function incompatible({ name, titles }: Column, title: string) {
  const names = titles.length === 0 ? [name] : titles.map(({ text }) => text);
  const expected = [...new Set(names)].map((name) => `"${name}"`).join(' or ');
  const message =
    titles.length === 0
      ? `the column ${expected} has no titles in the metadata to know it by`
      : `the column "${title}" is called ${expected} in the metadata`;
  return { code: 'incompatible', message, expected };
}

function titlesAt(headers: Row[], index: number, { inherited }: Table): Title[] {
  const lang = typeof inherited['lang'] === 'string' ? inherited['lang'] : 'und';
  return headers.flatMap(({ cells }) => cells[index] || []).map((text) => ({ text, lang }));
}

/** The columns that a header describes; two with one title get names by their number. */
function columnsFrom(titles: Title[][], table: Table): Column[] {
  const seen = new Set<string>();
  return titles.map((one, i) => {
    const column = columnFromTitles(one, i + 1, table.inherited);
    if (seen.has(column.name)) column.name = `_col.${i + 1}`;
    seen.add(column.name);
    return column;
  });
}

/** Whether a column of the schema may be the one under these titles. */
function isCompatible(column: Column, titles: Title[], isValidating: boolean): boolean {
  if (titles.length === 0) return true;
  if (column.titles.length === 0) return !column.isNamed || !isValidating;
  return titles.some((one) =>
    column.titles.some(({ text, lang }) => text === one.text && isSameLanguage(lang, one.lang)),
  );
}
