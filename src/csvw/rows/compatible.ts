import { cellAddress, type Problem } from '../../problem.js';
import { type Column, columnFromTitles, isSameLanguage, type Title } from '../metadata/column.js';
import type { Table } from '../metadata/table.js';
import { compileCell, textFault } from './cell.js';
import type { Row } from './rows.js';

/** Takes what is wrong with the header at a column, counted from 0. */
type ReportTitle = (code: string, index: number, message: string, expected?: string) => void;

/**
 * Gives a table the columns that its file has, one for each cell of a row, and holds what the metadata says of them
 * against the header (Metadata Vocabulary, section 5.4.3). Without a schema the header describes the columns. A schema
 * that does not fit is an error to a validator; a converter warns and goes on, the metadata being believed, and columns
 * beyond the schema being known by their number.
 */
export function fitTable(table: Table, headers: Row[], width: number, file: string, isValidating: boolean): Problem[] {
  const problems: Problem[] = [];
  const severity = isValidating ? 'error' : 'warning';
  const row = headers[0]?.number ?? 1;
  const report: ReportTitle = (code, index, message, expected) => {
    const value = headers[0]?.cells[index] ?? '';
    const cell = cellAddress(row, index + 1 + table.dialect.skipColumns);
    const where = { file, row, column: value, cell, value };
    problems.push({ code, severity, message, where, ...(expected !== undefined && { expected }) });
  };
  if (width === 0) problems.push({ code: 'empty-file', severity, message: 'the file is empty', where: { file } });
  for (const [index, title] of (headers[0]?.cells ?? []).entries()) {
    const fault = textFault(title);
    if (fault) report(fault.code, index, fault.message);
  }
  for (const column of table.virtualColumns)
    compileCell(column)('', ({ code, message, expected }) =>
      problems.push({ code, severity, message, where: { file, column: column.name }, ...(expected && { expected }) }),
    );
  const titles = Array.from({ length: width }, (_, i) => titlesAt(headers, i, table));
  if (table.isDescribed) {
    compareColumns(table, headers, titles, isValidating, report);
    const beyond = titles.length - table.columns.length;
    for (let i = 0; i < beyond; i++)
      table.columns.push(columnFromTitles([], table.columns.length + 1, table.inherited));
  } else table.columns = columnsFrom(titles, table);
  return problems;
}

/** Holds the columns of a schema against those of the file. */
function compareColumns(
  { columns }: Table,
  headers: Row[],
  titles: Title[][],
  isValidating: boolean,
  report: ReportTitle,
): void {
  const code = 'incompatible';
  const width = titles.length;
  if (columns.length !== width && width > 0)
    report(
      code,
      Math.min(columns.length, width),
      `the metadata describes ${columns.length} columns, and the file has ${width}`,
    );
  if (headers.length === 0) return;
  for (const [i, column] of columns.slice(0, width).entries()) {
    if (isCompatible(column, titles[i] ?? [], isValidating)) continue;
    const names = column.titles.length > 0 ? column.titles.map(({ text }) => text) : [column.name];
    const expected = [...new Set(names)].map((name) => `"${name}"`).join(' or ');
    const message =
      column.titles.length === 0
        ? `the column ${expected} has no titles in the metadata to know it by`
        : `the column "${headers[0]?.cells[i] ?? ''}" is called ${expected} in the metadata`;
    report(code, i, message, expected);
  }
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
