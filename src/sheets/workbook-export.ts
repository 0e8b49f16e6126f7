import { sha256 } from '../bytes.js';
import { kindOf } from '../csvw/datatypes/builtin.js';
import type { Datatype } from '../csvw/datatypes/datatype.js';
import type { Column } from '../csvw/metadata/column.js';
import type { Table } from '../csvw/metadata/table.js';
import type { Row } from '../csvw/rows/rows.js';
import { fileIn } from '../files.js';
import { cellAddress, columnNumber, type Place, type Problem } from '../problem.js';
import type { Note } from '../workbook/parts.js';
import { isOpenDocumentFile } from '../workbook/read/signature.js';
import { writeWorkbook } from '../workbook/write.js';
import { type ColumnSource, type SheetSource, takenNames } from '../workbook/write-sheet.js';
import { labelColumn } from './labels.js';
import { isWorkbook, locate, problemInWords, referenceOf, type Sheet, type Sheets, sheetFile } from './table-group.js';
import { withPlainEnds } from './three-way.js';
import { packBase } from './workbook-base.js';

/**
 * Writes all sheets of a project into one workbook, with their data and digests to detect and merge later changes. `notes`
 * are comments on cells. Drop-down lists have names in `language`.
 */
export async function sheetsWorkbook(
  { group, sheets }: Pick<Sheets, 'group' | 'sheets'>,
  {
    notes,
    language,
    names = sheetNames(sheets.map(({ table }) => table)),
  }: { notes?: Map<Table, Note[]>; language?: string; names?: Map<Table, string> } = {},
): Promise<Uint8Array> {
  const digests = sheets.map(({ table, rows }): [string, string] => [
    digestName(names.get(table) as string),
    digestOf(cellsOf(rows)),
  ]);
  const base = sheets.map(({ table, rows }): [string, string[][]] => [names.get(table) as string, cellsOf(rows)]);
  const title = textOr(group.common['dc:title'], 'The sheets');
  const sources = sheetSources(sheets, language, names);
  for (const [i, source] of sources.entries()) source.notes = notes?.get((sheets[i] as Sheet).table) ?? [];
  return writeWorkbook(title, sources, new Map(digests), packBase(new Map(base)));
}

/**
 * Marks the problems in the workbook of the project, or in a new workbook made from its sheets if they are CSV files or an
 * OpenDocument spreadsheet. Problems of other files are only listed. `folder` contains the sheets.
 */
export async function markedWorkbook(sheets: Sheets, folder: string, problems: Problem[]): Promise<Uint8Array> {
  const { markWorkbook } = await import('../workbook/mark.js');
  const own = sheets.group.tables.map(({ name }) => locate(name).file).find(isWorkbook);
  const bytes = own === undefined ? undefined : sheets.read.get(own);
  if (own === undefined || !bytes || isOpenDocumentFile(bytes))
    return markWorkbook(await sheetsWorkbook(sheets), problems.map(placeInExport(sheets)));
  const file = fileIn(folder, own);
  const shown = problems.map((problem) => (problem.where.file === file ? problem : elsewhere(problem)));
  return markWorkbook(bytes, shown);
}

/** Rewords a problem of another file for the list. */
const elsewhere = (problem: Problem): Problem => ({
  ...problem,
  message: `${[problem.where.file, problem.where.sheet, problem.where.cell].filter(Boolean).join(' ')}: ${problem.message}`,
  where: { file: problem.where.file },
});

/** Returns a function that moves a problem from a CSV file to the exported workbook, which has no blank rows. */
function placeInExport({ sheets }: Sheets): (problem: Problem) => Problem {
  const names = sheetNames(sheets.map(({ table }) => table));
  const places = new Map(
    sheets.map(({ file, table, rows }) => {
      const numbers = new Map(rows.map(({ number }, index) => [number, index + 1]));
      return [file, { name: names.get(table) as string, numbers }];
    }),
  );
  const words = new Map(
    sheets.flatMap(({ file, table }) => [file, table.name].map((name) => [name, `the sheet "${names.get(table)}"`])),
  );
  const placeIn = (known: Place): Place | undefined => {
    const { file, sheet: within, row, cell, ...rest } = known;
    const place = places.get(within === undefined ? file : sheetFile(file, within));
    if (!place) return undefined;
    const there = place.numbers.get(row ?? 0);
    const where: Place = { ...rest, file, sheet: place.name };
    if (there !== undefined) where.row = there;
    if (there !== undefined && cell !== undefined) where.cell = cellAddress(there, columnNumber(known));
    return where;
  };
  return (problem) => {
    const where = placeIn(problem.where);
    if (!where) return elsewhere(problem);
    const also = problem.also?.flatMap((other) => placeIn(other) ?? []);
    return { ...problemInWords(problem, words), where, ...(also && { also }) };
  };
}

/** Converts the sheets of a project for the workbook writer, with names from `sheetNames`. */
export function sheetSources(
  sheets: Pick<Sheet, 'table' | 'rows' | 'header'>[],
  language = 'en',
  names = sheetNames(sheets.map(({ table }) => table)),
): SheetSource[] {
  const tables = sheets.map(({ table }) => table);
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
      const source = columnSource(table, column, isKey, names);
      const other = source.choicesFrom && sheets.find((one) => names.get(one.table) === source.choicesFrom?.sheet);
      const label = other && labelColumn(other, language);
      if (source.choicesFrom && label) source.choicesFrom.label = label.name;
      return source;
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

/** Returns the choices of a format such as `current|retired`, unless it is a regular expression. */
function choicesOf({ base, format }: Datatype): string[] | undefined {
  if (base === 'boolean') return (typeof format === 'string' ? format : 'true|false').split('|');
  if (base !== 'string' || typeof format !== 'string') return undefined;
  return /^[^\\()[\]{}.*+?^$|]+(\|[^\\()[\]{}.*+?^$|]+)+$/.test(format) ? format.split('|') : undefined;
}

/** Describes a column for the note at its header. */
function description(table: Table, column: Column, referenced: string | undefined): string {
  const { name, datatype, lang, required, separator } = column;
  const others = table.primaryKey.filter((one) => one !== name);
  const what = datatype.description ?? (datatype.base === 'string' ? undefined : kindOf(datatype.base).expects);
  const sentences = [
    referenced === undefined ? what : `a code from the sheet "${referenced}"`,
    separator !== undefined && `Separate several values with "${separator}"`,
    lang !== 'und' && `language: ${lang}`,
    table.primaryKey.includes(name) &&
      (others.length === 0
        ? 'Identifies the row: each value can occur only once'
        : `Identifies the row together with ${others.join(' and ')}: each combination can occur only once`),
    required ? 'required' : 'optional',
  ].filter((one) => typeof one === 'string');
  return [name, ...sentences.map((one) => `${one.charAt(0).toUpperCase()}${one.slice(1)}.`)].join('\n');
}

const textOr = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);

/**
 * Returns a sheet name for each table: "links" for "links.csv". Characters that Excel rejects become hyphens, and duplicate
 * names get a number.
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

/** Truncates a text without splitting a surrogate pair. */
const cut = (text: string, length: number): string => text.slice(0, length).replace(/[\ud800-\udbff]$/, '');

/** Returns the name of the workbook property with the digest of a sheet: "gcm links". */
export const digestName = (sheet: string): string => `gcm ${sheet}`;

/** Returns the SHA-256 digest of the cells of a table, independent of how the file writes them. */
export const digestOf = (rows: string[][]): string =>
  sha256(rows.map((cells) => `${JSON.stringify(cells.map(withPlainEnds))}\n`).join(''));

/** Returns the cells of rows. */
export const cellsOf = (rows: Row[]): string[][] => rows.map(({ cells }) => cells);
