import { clip, type Place, type Problem, problemOf, wordsOf } from '../../problem.js';
import { nearest, offer } from '../../text/nearest.js';
import texts from '../messages.json' with { type: 'json' };
import { type Column, columnFromTitles, isSameLanguage, namesOf, type Title } from '../metadata/column.js';
import type { Table } from '../metadata/table.js';
import { compileCell, type HeaderMatch, textFault } from './cells.js';
import { placeInRow, type Row } from './rows.js';

/**
 * Matches the header row to the schema's columns by name, so that one wrong name is only one problem. CSV on the Web
 * prescribes the order too: a different order is a warning. A column that stands for no other one is private: it is ignored
 * with a warning, in a workbook (`keepsPrivate`) even if its name is similar to another name.
 */
export function matchHeader(
  table: Table,
  header: Row,
  file: string,
  keepsPrivate = false,
): { header: HeaderMatch; problems: Problem[] } {
  const titles = header.cells;
  const columns: HeaderMatch['columns'] = [];
  for (const title of titles) {
    const column = table.columns.find((one) => namesOf(one).includes(title));
    columns.push(columns.includes(column) ? undefined : column);
  }
  const known = table.columns.flatMap(namesOf);
  const strangers = titles.flatMap((title, index) =>
    columns[index] ? [] : [{ title, index, isTwice: known.includes(title) }],
  );
  const match = { titles, columns };
  const missing = table.columns.filter((column) => !columns.includes(column));
  const isHeader =
    missing.length < table.columns.length || strangers.some(({ title }) => nearest(title, missing.flatMap(namesOf)));
  const placeOf = (index: number): Place => titlePlace(header, index, file);
  if (!isHeader && missing.length > 1) {
    // report one problem, not one for each cell
    const { column: _, ...where } = placeOf(0);
    const columns = missing.map(({ name }) => name).join(', ');
    return { header: match, problems: [problemOf(texts.noHeader, where, { columns })] };
  }
  const isBlankAt = (index: number): boolean => titles[index]?.trim() === '';
  /** Removes the column that a title probably means from `missing`: a column with a similar name, or the one expected there. */
  const takeMeant = (title: string | undefined, index: number): Column | undefined => {
    const like = title === undefined ? undefined : nearest(title, missing.flatMap(namesOf));
    const meant =
      missing.find((column) => like !== undefined && namesOf(column).includes(like)) ??
      missing.find((column) => column === table.columns[index]);
    if (meant) missing.splice(missing.indexOf(meant), 1);
    return meant;
  };
  const problems = strangers
    .filter(({ index }) => index <= table.columns.length || !isBlankAt(index) || !isBlankAt(index - 1))
    .map(({ title, index, isTwice }): Problem => {
      const meant = takeMeant(isTwice ? undefined : title, index);
      const twin = meant?.name ?? (isTwice || title in {} ? undefined : nearest(title, known));
      const isPrivate = !meant && !isTwice && !(title in {}) && (twin === undefined || keepsPrivate);
      const unknown = isPrivate ? texts.privateColumn : texts.unknownColumn;
      const wording = title.trim() === '' ? texts.blankColumn : isTwice ? texts.duplicateColumn : unknown;
      const values = { title: clip(title), due: meant ? `. Expected "${meant.name}" here` : '', guess: offer(twin) };
      return { ...problemOf(wording, placeOf(index), values), ...(meant && { suggestion: meant.name }) };
    });
  for (const { name, required } of missing) {
    const wording = required ? texts.missingRequiredColumn : texts.missingColumn;
    problems.push(problemOf(wording, { file, row: header.number, column: name }, { name }));
  }
  const moved = table.columns.findIndex((column, index) => columns[index] !== column);
  if (problems.length === 0 && moved >= 0)
    problems.push(problemOf(texts.columnOrder, placeOf(moved), { name: table.columns[moved]?.name }));
  return { header: match, problems };
}

/** Returns the place of a title. */
const titlePlace = (header: Row, index: number, file: string, skipColumns = 0): Place =>
  placeInRow(file, header, index, header.cells[index] ?? '', skipColumns);

/**
 * Adds missing columns to a table, and compares its metadata with the header of its file (Metadata Vocabulary, section
 * 5.4.3). Without a schema, the header describes the columns. Differences are errors when validating, and warnings when
 * converting: a converter trusts the metadata, and numbers the columns that the schema does not describe.
 */
export function fitTable(table: Table, headers: Row[], width: number, file: string, isValidating: boolean): Problem[] {
  const problems: Problem[] = [];
  const report = (where: Place, { code, message, expected }: Pick<Problem, 'code' | 'message' | 'expected'>): void => {
    const severity = isValidating ? 'error' : 'warning';
    problems.push({ code, severity, message, where, ...(expected !== undefined && { expected }) });
  };
  if (width === 0) report({ file }, texts.emptyFile);
  const titles = Array.from({ length: width }, (_, i) => titlesAt(headers, i, table));
  const header = headers[0] ?? { number: 1, cells: [] };
  const reportAt = (index: number, fault: Pick<Problem, 'code' | 'message' | 'expected'>): void => {
    report(titlePlace(header, index, file, table.dialect.skipColumns), fault);
  };
  for (const [index, title] of header.cells.entries()) {
    const fault = textFault(title);
    if (fault) reportAt(index, fault);
  }
  for (const column of table.virtualColumns)
    compileCell(column)('', (fault) => report({ file, column: column.name }, fault));
  if (!table.isDescribed) table.columns = columnsFrom(titles, table);
  const described = table.columns.length;
  if (described !== width && width > 0)
    reportAt(Math.min(described, width), wordsOf(texts.columnCount, { described, width }));
  for (const [index, column] of table.columns.slice(0, headers.length > 0 ? width : 0).entries())
    if (!isCompatible(column, titles[index] ?? [], isValidating))
      reportAt(index, incompatibility(column, header.cells[index] ?? ''));
  while (table.columns.length < width)
    table.columns.push(columnFromTitles([], table.columns.length + 1, table.inherited));
  return problems;
}

function incompatibility({ name, titles }: Column, title: string) {
  const names = titles.length === 0 ? [name] : titles.map(({ text }) => text);
  const expected = [...new Set(names)].map((one) => `"${one}"`).join(' or ');
  return { ...wordsOf(titles.length === 0 ? texts.untitledColumn : texts.otherTitle, { expected, title }), expected };
}

function titlesAt(headers: Row[], index: number, { inherited }: Table): Title[] {
  const lang = typeof inherited['lang'] === 'string' ? inherited['lang'] : 'und';
  return headers.flatMap(({ cells }) => cells[index] || []).map((text) => ({ text, lang }));
}

/** Creates the columns that a header describes. A column with a duplicate title is named by its number. */
function columnsFrom(titles: Title[][], table: Table): Column[] {
  const seen = new Set<string>();
  return titles.map((one, i) => {
    const column = columnFromTitles(one, i + 1, table.inherited);
    if (seen.has(column.name)) column.name = `_col.${i + 1}`;
    seen.add(column.name);
    return column;
  });
}

/** True if a column of the schema can have these titles. */
function isCompatible(column: Column, titles: Title[], isValidating: boolean): boolean {
  if (titles.length === 0) return true;
  if (column.titles.length === 0) return !column.isNamed || !isValidating;
  return titles.some((one) =>
    column.titles.some(({ text, lang }) => text === one.text && isSameLanguage(lang, one.lang)),
  );
}
