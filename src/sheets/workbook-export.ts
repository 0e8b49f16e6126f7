import { sha256 } from '../bytes.js';
import { kindOf } from '../csvw/datatypes/builtin.js';
import type { Datatype } from '../csvw/datatypes/datatype.js';
import type { Column } from '../csvw/metadata/column.js';
import type { Table } from '../csvw/metadata/table.js';
import type { Row } from '../csvw/rows/rows.js';
import { fileIn } from '../files.js';
import { cellAddress, columnNumber, type Place, type Problem } from '../problem.js';
import { writeWorkbook } from '../workbook/write.js';
import { type ColumnSource, type SheetSource, takenNames } from '../workbook/write-sheet.js';
import { isWorkbook, locate, referenceOf, type Sheet, type Sheets, sheetFile } from './table-group.js';

/** All sheets of a project as one workbook to edit, which knows what they held when it was made. */
export async function sheetsWorkbook({ group, sheets }: Sheets): Promise<Uint8Array> {
  const names = sheetNames(sheets.map(({ table }) => table));
  const digests = sheets.map(({ table, rows }): [string, string] => [
    digestName(names.get(table) as string),
    digestOf(rows),
  ]);
  return writeWorkbook(textOr(group.common['dc:title'], 'The sheets'), sheetSources(sheets), new Map(digests));
}

/**
 * The problems shown in the cells: of the steward's own workbook where the project is kept in one, else of a workbook that
 * is made of the CSV files. What stands elsewhere is listed in front. `folder` is that of the sheets.
 */
export async function markedWorkbook(sheets: Sheets, folder: string, problems: Problem[]): Promise<Uint8Array> {
  const { markWorkbook } = await import('../workbook/mark.js');
  const own = sheets.group.tables.map(({ name }) => locate(name).file).find(isWorkbook);
  const bytes = own === undefined ? undefined : sheets.read.get(own);
  if (own === undefined || !bytes)
    return markWorkbook(await sheetsWorkbook(sheets), problems.map(placeInExport(sheets)));
  const file = fileIn(folder, own);
  const shown = problems.map((problem) => (problem.where.file === file ? problem : elsewhere(problem)));
  return markWorkbook(bytes, shown);
}

/** A problem of another file, for the list. */
const elsewhere = (problem: Problem): Problem => ({
  ...problem,
  message: `${[problem.where.file, problem.where.sheet, problem.where.cell].filter(Boolean).join(' ')}: ${problem.message}`,
  where: { file: problem.where.file },
});

/** Where a cell of a CSV file stands in the workbook that is made of it: its rows follow one another there. */
function placeInExport({ sheets }: Sheets): (problem: Problem) => Problem {
  const names = sheetNames(sheets.map(({ table }) => table));
  const places = new Map(
    sheets.map(({ file, table, rows }) => {
      const numbers = new Map(rows.map(({ number }, index) => [number, index + 1]));
      return [file, { name: names.get(table) as string, numbers }];
    }),
  );
  return (problem) => {
    const { file, sheet: within, row, cell, ...rest } = problem.where;
    const place = places.get(within === undefined ? file : sheetFile(file, within));
    if (!place) return elsewhere(problem);
    const there = place.numbers.get(row ?? 0);
    const where: Place = { ...rest, file, sheet: place.name };
    if (there !== undefined) where.row = there;
    if (there !== undefined && cell !== undefined) where.cell = cellAddress(there, columnNumber(problem.where));
    return { ...problem, where };
  };
}

/** The sheets of a project as those of a workbook, under the names that `sheetNames` gives them. */
export function sheetSources(sheets: Pick<Sheet, 'table' | 'rows' | 'header'>[]): SheetSource[] {
  const tables = sheets.map(({ table }) => table);
  const names = sheetNames(tables);
  const referenced = new Set(
    tables.flatMap(({ foreignKeys }) =>
      foreignKeys.flatMap((key) => key.referenced.map((name) => `${key.table.url} ${name}`)),
    ),
  );
  return sheets.map(({ table, rows, header }) => ({
    name: names.get(table) as string,
    title: textOr(table.common['dc:title'], table.name),
    rows: rows.map(({ cells }) => cells),
    columns: header.columns.map((column, i): ColumnSource => {
      const name = rows[0]?.cells[i] ?? '';
      if (!column) return { name, description: name, isKey: false, isCode: true, required: false };
      const isKey =
        (table.primaryKey.length === 1 && table.primaryKey[0] === column.name) ||
        referenced.has(`${table.url} ${column.name}`);
      return columnSource(table, column, isKey, names);
    }),
  }));
}

function columnSource(table: Table, column: Column, isKey: boolean, names: Map<Table, string>): ColumnSource {
  const { name, datatype, required, lang, separator } = column;
  const reference = referenceOf(table, column);
  const sheet = reference && names.get(reference.table);
  const isPart = table.primaryKey.includes(name) || table.foreignKeys.some(({ columns }) => columns.includes(name));
  const source: ColumnSource = {
    name,
    description: description(table, column, sheet),
    isKey,
    isCode: isPart || (datatype.base === 'string' && datatype.format !== undefined),
    isNumber: separator === undefined && kindOf(datatype.base).format === 'number' && datatype.format === undefined,
    required,
  };
  if (lang !== 'und') source.language = lang;
  if (separator !== undefined) return source;
  const choices = choicesOf(datatype);
  if (reference && sheet !== undefined) source.choicesFrom = { sheet, column: reference.referenced[0] as string };
  else if (choices) source.choices = choices;
  return source;
}

/** The words between the bars of a format such as `current|retired`, when nothing in it is an expression. */
function choicesOf({ base, format }: Datatype): string[] | undefined {
  if (base === 'boolean') return (typeof format === 'string' ? format : 'true|false').split('|');
  if (base !== 'string' || typeof format !== 'string') return undefined;
  return /^[^\\()[\]{}.*+?^$|]+(\|[^\\()[\]{}.*+?^$|]+)+$/.test(format) ? format.split('|') : undefined;
}

/** What belongs into a column, in words for its header. */
function description(table: Table, column: Column, referenced: string | undefined): string {
  const { name, datatype, lang, required, separator } = column;
  const others = table.primaryKey.filter((one) => one !== name);
  const what = datatype.description ?? (datatype.base === 'string' ? undefined : kindOf(datatype.base).expects);
  const sentences = [
    referenced === undefined ? what : `one that stands in the sheet "${referenced}"`,
    separator !== undefined && `several are joined by "${separator}"`,
    lang !== 'und' && `language: ${lang}`,
    table.primaryKey.includes(name) &&
      (others.length === 0
        ? 'it names the row: no other row may have the same'
        : `with ${others.join(' and ')} it names the row: no other row may have the same`),
    required ? 'must be filled in' : 'may stay empty',
  ].filter((one) => typeof one === 'string');
  return [name, ...sentences.map((one) => `${one.charAt(0).toUpperCase()}${one.slice(1)}.`)].join('\n');
}

const textOr = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);

/**
 * A sheet's name for each table: "links.csv" is "links". What Excel does not take becomes a hyphen, and a name that is
 * taken gets a number.
 */
export function sheetNames(tables: Table[]): Map<Table, string> {
  const used = new Set(takenNames);
  const names = new Map<Table, string>();
  for (const table of tables) {
    const plain = table.name.replace(/^.*[/#]/, '').replace(/\.(csv|tsv|txt)$/i, '');
    const wanted = plain.replace(/[[\]:*?/\\\p{Cc}]|^'|'$/gu, '-') || 'sheet';
    let name = cut(wanted, 31);
    for (let i = 2; used.has(name.toLowerCase()); i++) name = `${cut(wanted, 31 - `-${i}`.length)}-${i}`;
    used.add(name.toLowerCase());
    names.set(table, name);
  }
  return names;
}

/** At most so many UTF-16 units, and no half character at the end. */
const cut = (text: string, length: number): string => text.slice(0, length).replace(/[\ud800-\udbff]$/, '');

/** The name of the note: "gcm links"; `sheet` is the one that holds the table. */
export const digestName = (sheet: string): string => `gcm ${sheet}`;

/** The rows of a table as 64 hexadecimal digits (SHA-256): the cells count, and not how the file writes them. */
export const digestOf = (rows: Row[]): string =>
  sha256(rows.map(({ cells }) => `${JSON.stringify(cells.map(withPlainEnds))}\n`).join(''));

/** CRLF inside a cell as LF, which LibreOffice makes of it when it saves a workbook. */
export const withPlainEnds = (text: string): string => text.replaceAll('\r\n', '\n');
