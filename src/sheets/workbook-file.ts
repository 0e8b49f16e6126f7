import { compileDatatype } from '../csvw/datatypes/datatype.js';
import { namesOf } from '../csvw/metadata/column.js';
import type { Table } from '../csvw/metadata/table.js';
import { blankRows, placeInRow, type Row } from '../csvw/rows/rows.js';
import { clip, collectProblems, columnNumber, type Place, type Problem, problemOf, type Wording } from '../problem.js';
import { trimEnds } from '../text/characters.js';
import { nearest, offer } from '../text/nearest.js';
import { baseSheet } from '../workbook/parts.js';
import type { ReadWorkbook, WorkbookCell, WorkbookResult, WorkbookRow, WorkbookSheet } from '../workbook/workbook.js';
import { garbled } from './encoding.js';
import texts from './messages.json' with { type: 'json' };
import { allowed } from './own-properties.js';
import { isSameSheet, originOf } from './renamed-sheets.js';
import { collectRepairs, headerIndex, knownName, lostSheet, repair, titleRows } from './repair.js';
import { hasPercentFormat } from './suspicious-values.js';
import { type ColumnKind, columnAt, kindOf, type Sheet, type SheetRows, sheetFile } from './table-group.js';

/** Tables from a workbook, and its other sheets and properties. */
export type ReadTables = ReturnType<typeof tablesIn>;

/** Reads a workbook in the calling thread. Loads the reader on first use. */
export const readHere: ReadWorkbook = async (...given) => (await import('../workbook/read.js')).readWorkbook(...given);

/** Reads a workbook and the tables of its sheets. `file` is the name for problems: "data/gcm.xlsx". */
export const readTables = async (
  bytes: Uint8Array,
  file: string,
  names: Map<Table, string>,
  readWorkbook = readHere,
): Promise<ReadTables> => tablesIn(await readWorkbook(bytes, file), file, names);

/** Reads tables from the sheets of a workbook. */
export function tablesIn({ workbook, problems }: WorkbookResult, file: string, names: Map<Table, string>) {
  const sheets = workbook?.sheets ?? [];
  const taken = new Map([...names.values()].map((sheet) => [sheet, findSheet(sheet, sheets, [...names.values()])]));
  const used = new Set(taken.values());
  const others = sheets
    .filter((one) => !used.has(one) && one.name !== baseSheet)
    .map((one) => {
      const origin = originOf(one, names);
      return { name: one.name, origin, isSame: origin !== undefined && isSameSheet(one, taken.get(origin)) };
    });
  const found = [...names].map(([table, sheet]): Sheet => {
    const there = taken.get(sheet);
    const known = sheet === '' ? file : sheetFile(file, sheet);
    if (!there) {
      const renamed = others.find(({ origin }) => origin === sheet)?.name;
      return lostSheet(known, table, workbook && [noSheet(file, sheet, renamed ?? nearest(sheet, sheetNames(sheets)))]);
    }
    const read = repair(workbookSheet(there, known, table), known, table);
    if (there.name === sheet) return read;
    const renamed = problemOf(texts.sheetSpelling, { file }, { name: clip(there.name), sheet });
    return { ...read, problems: [renamed, ...read.problems] };
  });
  return {
    sheets: found,
    problems: [...problems, ...(workbook?.problems ?? [])], // of the file as a whole
    others, // unknown sheets, with the known sheet from which they were made
    hidden: sheets.find(({ name }) => name === baseSheet), // the data that the workbook was made from
    properties: workbook?.properties ?? new Map<string, string>(),
  };
}

/** True if a workbook has a sheet with this name, or with other capitals or outer spaces. */
export const hasSheet = ({ workbook }: WorkbookResult, name: string): boolean =>
  findSheet(name, workbook?.sheets ?? [], []) !== undefined;

/** Finds a sheet by name. Ignores capitals and outer spaces if exactly one unused sheet matches. */
function findSheet(sheet: string, there: WorkbookSheet[], wanted: string[]): WorkbookSheet | undefined {
  const same = there.find(({ name }) => name === sheet);
  if (same) return same;
  const fold = (name: string): string => trimEnds(name).toLowerCase();
  const [like, other] = there.filter(({ name }) => fold(name) === fold(sheet) && !wanted.includes(name));
  return other ? undefined : like;
}

const sheetNames = (sheets: WorkbookSheet[]): string[] => sheets.map(({ name }) => name);

function noSheet(file: string, sheet: string, suggestion: string | undefined): Problem {
  const problem = problemOf(texts.sheetMissing, { file }, { sheet, offer: offer(suggestion) });
  return { ...problem, ...(suggestion !== undefined && { suggestion }) };
}

/** Converts a sheet of a workbook to rows of text, as in a CSV file. */
function workbookSheet(sheet: WorkbookSheet, file: string, table: Table): SheetRows {
  const rows = sheet.rows.filter(({ cells }) => cells.some((cell) => cell !== undefined));
  const at =
    headerIndex(
      rows.slice(0, titleRows).map((row) => ({ cells: textsOf(row, 0) })),
      table,
    ) ?? 0;
  const above = rows.slice(0, at); // titles, which repair() reports
  const [header, ...body] = rows.slice(at);
  const titles = header ? textsOf(header, header.cells.length) : [];
  const problems = sheet.problems
    .filter(({ where: { row } }) => row === undefined || above.length === 0 || row >= (header?.number ?? 0))
    .map((problem) => atColumn(problem, file, titles, table));
  if (!header) return { rows: [], problems, isLost: false };
  const wanted = table.columns.flatMap(namesOf);
  const readers = titles.map((title) => readerFor(knownName(title, wanted), table));
  const percents = readers.map((reader, index) =>
    reader?.kind === 'number' && !hasPercentFormat(reader.column) ? percentWording(body, index) : undefined,
  );
  const repairs = collectRepairs();
  const faults = collectProblems();
  const read = (row: WorkbookRow): Row => {
    const cells = textsOf(row, titles.length);
    for (const [index, cell] of row.cells.entries()) {
      const reader = readers[index];
      if (!cell || !reader) continue;
      const [text, wording, values] = cellText(cell, reader.kind, reader.fits, percents[index]);
      cells[index] = text;
      if (!wording) continue;
      const where = placeInRow(file, { ...row, cells }, index, reader.column.name);
      const suggestion = values?.['suggestion'] as string | undefined;
      const problem = { ...problemOf(wording, where, values), ...(suggestion !== undefined && { suggestion }) };
      if (problem.severity === 'notice') repairs.add(problem);
      else faults.tell(problem);
    }
    return { number: row.number, cells };
  };
  const filled = body.map(read);
  const isGarbled = garbled(filled.map(({ cells }) => cells.join('\n')).join('\n'), file);
  if (isGarbled) return { rows: [], problems: [isGarbled], isLost: true };
  return {
    rows: [...above, header].map((row) => ({ number: row.number, cells: textsOf(row, titles.length) })).concat(filled),
    problems: [
      ...problems,
      ...gaps(rows.slice(at), above.length === 0 ? 1 : header.number, file),
      ...faults.end(),
      ...repairs.problems(),
    ],
    isLost: false,
  };
}

/** Returns the texts of a row, at least `width` of them, without empty cells beyond `width`. */
function textsOf({ cells }: WorkbookRow, width: number): string[] {
  const found = Array.from({ length: Math.max(width, cells.length) }, (_, index) => cells[index]?.text ?? '');
  while (found.length > width && found.at(-1) === '') found.pop();
  return found;
}

/** Returns the column with a name, its kind, and a test of its values. */
function readerFor(name: string | undefined, table: Table) {
  const column = name === undefined ? undefined : columnAt(table, name);
  if (!column) return undefined;
  const { read } = compileDatatype(column.datatype);
  return { column, kind: kindOf(column, table), fits: (text: string) => 'lexical' in read(text) };
}

/** Reports blank rows from `first` on, which a workbook does not store. */
const gaps = (rows: WorkbookRow[], first: number, file: string): Problem[] =>
  rows.flatMap(({ number }, i) => {
    const due = (rows[i - 1]?.number ?? first - 1) + 1;
    return number > due ? [blankRows(file, due, number - 1)] : [];
  });

/** Adds the column to a problem of the workbook reader. Formulas are only a warning if the table allows them. */
function atColumn(problem: Problem, file: string, titles: string[], table: Table): Problem {
  const { sheet: _, ...place } = problem.where;
  const column = titles[columnNumber(place) - 1];
  const where: Place = { ...place, file, ...(column && { column }) };
  const isAllowed = problem.code === 'formula' && allowed(table, 'formulas');
  return { ...problem, where, ...(isAllowed && { severity: 'warning' }) };
}

/** The text of a cell, with a problem if it is not certain. */
type CellText = [text: string, wording?: Wording, values?: Record<string, unknown>];

/**
 * Returns the text of a cell for its column. A number in a column of codes is ambiguous, because 10.10 and 10.1 are the same
 * number, so it is reported and never guessed. A whole number is not ambiguous.
 */
function cellText(
  { kind: type, text, format }: WorkbookCell,
  kind: ColumnKind,
  fits: (text: string) => boolean,
  percent: Wording | undefined,
): CellText {
  switch (type) {
    case 'text':
      return [text];
    case 'error':
      return [text, texts.errorValue, { text: clip(text) }];
    case 'boolean':
      return kind === 'boolean' ? [text.toLowerCase()] : [text, texts.truthInText, { text }];
    case 'date':
      return dateText(text, kind, fits);
    case 'number':
      return percent && isPercent(format) ? percentText(text, percent) : numberText(text, kind);
  }
}

/** True for "0.0%", but not for a percent sign that is only text: `0"%"`. */
const isPercent = (format = ''): boolean => format.replace(/"[^"]*"|\\./g, '').includes('%');

/** How percentages in a column of numbers are reported: a warning if all its numbers are percentages, which can be meant. */
function percentWording(body: WorkbookRow[], index: number): Wording | undefined {
  const numbers = body.flatMap(({ cells }) => (cells[index]?.kind === 'number' ? isPercent(cells[index].format) : []));
  if (!numbers.includes(true)) return undefined;
  return numbers.length > 1 && !numbers.includes(false) ? texts.percentColumn : texts.percentFormat;
}

/** Reports a number that a spreadsheet shows as a percentage: it shows 0.308 as 30.8%. */
function percentText(raw: string, wording: Wording): CellText {
  const suggestion = plainNumber(String(Number((Number(raw) * 100).toPrecision(15))));
  return [plainNumber(raw), wording, { text: clip(plainNumber(raw)), suggestion }];
}

function dateText(text: string, kind: ColumnKind, fits: (text: string) => boolean): CellText {
  if (kind === 'date') return [text];
  if (kind === 'code' && fits(text)) return [text, texts.dateReadAsText];
  if (kind === 'number' || kind === 'other') return [text, texts.numberAsDate, { text }];
  return [text, kind === 'key' || kind === 'code' ? texts.dateInCode : texts.dateInText, { text }];
}

function numberText(raw: string, kind: ColumnKind): CellText {
  const text = plainNumber(raw);
  const values = { text: clip(text) };
  const isWhole = /^\d+$/.test(raw) && raw.replace(/^0+/, '').length <= 15;
  if (kind === 'key' || kind === 'code') {
    return isWhole ? [raw, texts.numberReadAsCode] : [text, texts.numberInCode, values];
  }
  if (kind === 'text' && isWhole) return [raw, texts.numberReadAsText];
  if (kind === 'text' || kind === 'address') return [text, texts.numberInText, values];
  return kind === 'date' ? [text, texts.numberInDate, values] : [text];
}

/** Returns the shortest decimal for a number: files store 5.318 as 5.3179999999999996. */
export function plainNumber(raw: string): string {
  const value = Number(raw);
  const short = String(value);
  if (!short.includes('e')) return Number.isFinite(value) ? short : raw;
  return value.toLocaleString('en-US', { useGrouping: false, maximumSignificantDigits: 17 });
}
