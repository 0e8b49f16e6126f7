import { cellAddress, type Problem } from '../problem.js';
import { type Column, columnFromTitles, isSameLanguage, type Title } from './metadata/column.js';
import type { Table } from './metadata/table.js';
import type { Row } from './rows.js';

/**
 * Gives a table the columns that its file has, one for each cell of a row, and holds what the metadata says of them
 * against the header (Metadata Vocabulary, section 5.4.3). Without a schema the header describes the columns. A schema that does not fit is an error to a validator; a converter
 * warns and goes on, the metadata being believed, and columns beyond the schema being known by their number.
 */
export function fitTable(given: Table, headers: Row[], width: number, file: string, isValidating: boolean): Problem[] {
  const titles = Array.from({ length: width }, (_, i) => titlesAt(headers, i, given));
  if (!given.isDescribed) {
    given.columns = columnsFrom(titles, given);
    return [];
  }
  const problems: Problem[] = [];
  const row = headers[0]?.number ?? 1;
  const report = (index: number, message: string, expected?: string): void => {
    const value = headers[0]?.cells[index] ?? '';
    problems.push({
      code: 'incompatible',
      severity: isValidating ? 'error' : 'warning',
      message,
      where: { file, row, column: value, cell: cellAddress(row, index + 1 + given.dialect.skipColumns), value },
      ...(expected !== undefined && { expected }),
    });
  };
  const count = given.columns.length;
  if (count !== width && (headers.length > 0 || width > 0))
    report(Math.min(count, width), `the metadata describes ${count} columns, and the file has ${width}`);
  for (const [i, column] of given.columns.slice(0, width).entries()) {
    if (headers.length === 0 || isCompatible(column, titles[i] ?? [], isValidating)) continue;
    const names = column.titles.length > 0 ? column.titles.map(({ text }) => `"${text}"`) : [`"${column.name}"`];
    const expected = [...new Set(names)].join(' or ');
    const title = headers[0]?.cells[i] ?? '';
    if (column.titles.length === 0)
      report(i, `the column ${expected} has no titles in the metadata to know it by`, expected);
    else report(i, `the column "${title}" is called ${expected} in the metadata`, expected);
  }
  const beyond = titles.slice(count).map((_, i) => columnFromTitles([], count + i + 1, given.inherited));
  given.columns = [...given.columns, ...beyond];
  return problems;
}

function titlesAt(headers: Row[], index: number, { inherited }: Table): Title[] {
  const lang = typeof inherited['lang'] === 'string' ? inherited['lang'] : 'und';
  return headers.flatMap(({ cells }) => cells[index] ?? []).flatMap((text) => (text === '' ? [] : [{ text, lang }]));
}

function columnsFrom(titles: Title[][], table: Table): Column[] {
  const columns = titles.map((one, i) => columnFromTitles(one, i + 1, table.inherited));
  const seen = new Map<string, number>();
  for (const [i, column] of columns.entries()) {
    if (seen.has(column.name)) column.name = `_col.${i + 1}`; // two columns of one title are told apart by their number
    seen.set(column.name, i);
  }
  return columns;
}

/** Whether a column of the schema may be the one under these titles. */
function isCompatible(column: Column, titles: Title[], isValidating: boolean): boolean {
  if (titles.length === 0) return true;
  if (!column.isNamed && column.titles.length === 0) return true;
  if (column.titles.length === 0) return !isValidating;
  return titles.some((one) =>
    column.titles.some(({ text, lang }) => text === one.text && isSameLanguage(lang, one.lang)),
  );
}
