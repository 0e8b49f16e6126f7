import { isAt } from '../bytes.js';
import { namesOf } from '../csvw/metadata/column.js';
import type { Dialect, Table } from '../csvw/metadata/table.js';
import { type Row, type Rows, readText } from '../csvw/rows/rows.js';
import {
  addProblems,
  cellAddress,
  grouped,
  isAnythingPartial,
  type Problem,
  problemOf,
  type Wording,
} from '../problem.js';
import { lineEndAt, plainForm, textOffsets } from '../text/csv.js';
import { damageByCell, decode, otherEncoding } from './encoding.js';
import texts from './messages.json' with { type: 'json' };
import { knownName } from './repair.js';
import type { SheetRows } from './table-group.js';

/** Limits of a sheet. Spreadsheet programs have the same limits for rows and characters. */
export const limits = { bytes: 32 * 1024 * 1024, rows: 1_048_576, characters: 32_767 };

/** Decodes a CSV file and splits it into rows. Detects its delimiter and line ends if they differ from the dialect. */
export function csvSheet(bytes: Uint8Array, file: string, table: Table): SheetRows {
  const problems: Problem[] = [];
  const lost: SheetRows = { rows: [], problems, isLost: true };
  if (isPacked(bytes)) {
    problems.push(problemOf(texts.workbookInside, { file }));
    return lost;
  }
  const decoded = decode(bytes, file, table.dialect.encoding);
  addProblems(problems, decoded.problems);
  const text = withoutDoubledEnds(decoded.text, file, problems);
  if (/^\s*<(?:!doctype|html|head|body|table|\?xml)\b/i.test(text))
    problems.push(problemOf(texts.webPage, { file, row: 1 }));
  if (isAnythingPartial(problems)) return lost;
  const read = readDelimited(text, { ...table.dialect, lineTerminators: plainForm.lineTerminators }, file, table);
  addProblems(problems, read.notices);
  if (isAnythingPartial(problems)) return lost;
  const { rows, problems: faults } = read;
  addProblems(problems, [...faults, ...lineEndProblems(text, read, file)]);
  const count = rows.at(-1)?.number ?? 0;
  if (count > limits.rows) {
    problems.push(overLimit(texts.tooManyRows, { file, row: limits.rows + 1 }, count, limits.rows));
    return lost;
  }
  addProblems(problems, longCells(rows, file));
  if (faults.length > 0 && rows.length < 2) return lost;
  const isOpen = !/[\r\n]$/.test(text);
  if (decoded.damage.length === 0) return { rows, problems, isLost: false, isOpen };
  const damage = damageByCell(rows, decoded.damage);
  const foreign = otherEncoding(damage, file);
  if (foreign) problems.push(foreign);
  return foreign ? lost : { rows, problems, isLost: false, isOpen, damage };
}

/** True if the bytes are a workbook: a ZIP file or a compound file. */
const isPacked = (bytes: Uint8Array): boolean =>
  isAt(bytes, 0, [0x50, 0x4b, 3, 4]) || isAt(bytes, 0, [0xd0, 0xcf, 0x11, 0xe0]);

/** Reports a size above its limit. */
export const overLimit = (wording: Wording, where: Problem['where'], count: number, most: number): Problem =>
  problemOf(wording, where, { count: grouped(count), most: grouped(most) });

function* longCells(rows: Row[], file: string): Generator<Problem> {
  for (const { number, cells } of rows)
    for (const [index, text] of cells.entries()) {
      if (text.length <= limits.characters) continue;
      const place = { row: number, column: rows[0]?.cells[index] ?? '', cell: cellAddress(number, index + 1) };
      yield overLimit(texts.longCell, { file, ...place }, text.length, limits.characters);
    }
}

/** Replaces CR CR LF with CR LF if every line ends that way: some programs convert line ends twice. */
function withoutDoubledEnds(text: string, file: string, problems: Problem[]): string {
  if (!text.includes('\r\r\n') || /[\r\n]/.test(text.replaceAll('\r\r\n', ''))) return text;
  problems.push(problemOf(texts.doubledLineEnds, { file }));
  return text.replaceAll('\r\r\n', '\r\n');
}

/**
 * Reports mixed line ends and bare CR. If the rows differ in length too, a line end probably belongs inside a cell, and
 * we cannot know which one.
 */
function lineEndProblems(text: string, { rows, start, ends }: Rows, file: string): Problem[] {
  if (!text.includes('\r')) return [];
  const above = text.slice(0, start).match(/\r\n|\n|\r/g) ?? [];
  const records = text.slice(start);
  const all = [...above, ...textOffsets(records, ends).map((end) => lineEndAt(records, end))];
  const kinds = Object.entries({ CRLF: '\r\n', LF: '\n', CR: '\r' }).flatMap(([name, kind]) => {
    const count = all.filter((end) => end === kind).length;
    return count > 0 ? [{ name, count }] : [];
  });
  if (kinds.length < 2 && kinds[0]?.name !== 'CR') return [];
  const found = kinds.map(({ name, count }) => `${count} ${name}`).join(', ');
  const width = rows[0]?.cells.length ?? 0;
  const ragged = rows.find(({ cells }) => cells.length !== width && cells.some((cell) => cell !== ''));
  if (!ragged) return [problemOf(texts.lineEnds, { file }, { found })];
  const has = ragged.cells.length;
  const cell = cellAddress(ragged.number, Math.min(has, width) + 1);
  return [problemOf(texts.raggedLineEnds, { file, row: ragged.number, cell }, { found, has, width })];
}

/** Delimiters that are tried instead of the expected one. */
const candidates = [';', '\t', '|'];

const words: Record<string, string> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'vertical bars' };
const nameOf = (delimiter: string): string => words[delimiter] ?? `"${delimiter}"`;

/**
 * Reads the rows with the delimiter of the dialect or of a `sep=;` line. If the header is a single cell, uses another
 * delimiter that yields the columns of the table.
 */
function readDelimited(text: string, dialect: Dialect, file: string, table: Table): Rows & { notices: Problem[] } {
  const sep = /^sep=(.)(?:\r\n|\n|\r)/i.exec(text)?.[1];
  if (sep !== undefined && dialect.skipRows === 0) {
    const notices = [problemOf(texts.sepLine, { file, row: 1 }, { delimiters: nameOf(sep) })];
    return { ...readText(text, file, { ...dialect, delimiter: sep, skipRows: 1 }), notices };
  }
  const read = readText(text, file, dialect);
  const [header, ...body] = read.rows;
  if (!header || header.cells.length > 1 || table.columns.length < 2) return { ...read, notices: [] };
  const value = header.cells[0] ?? '';
  const present = candidates.filter((one) => one !== dialect.delimiter && value.includes(one));
  const readings = present.map((delimiter) => {
    const rows = readText(text, file, { ...dialect, delimiter });
    return { delimiter, rows, misfit: misfitOf(rows, table) };
  });
  const fitting = readings.filter(({ misfit }) => misfit === undefined);
  const due = nameOf(dialect.delimiter);
  const [only] = fitting;
  if (only && fitting.length === 1) {
    const notice = problemOf(texts.otherDelimiter, { file }, { delimiters: nameOf(only.delimiter), due });
    return { ...only.rows, notices: [notice] };
  }
  if (present.length === 0 && body.some(({ cells }) => cells.length > 1)) return { ...read, notices: [] }; // a title
  const [other] = readings;
  const why = other ? `. With ${nameOf(other.delimiter)} as separators, ${other.misfit}` : '';
  const where = { file, row: header.number, cell: cellAddress(header.number, 1), value };
  const problem = problemOf(texts.oneCellHeader, where, { columns: table.columns.length, due, why });
  return { ...read, notices: [problem] };
}

/** Explains why a delimiter does not fit: the header has other columns than the table, or a row has another length. */
function misfitOf({ rows, problems }: Rows, table: Table): string | undefined {
  const [header] = rows;
  if (!header || problems.length > 0) return 'some rows cannot be read';
  const wanted = table.columns.flatMap(namesOf);
  const strange = header.cells.find((title) => knownName(title, wanted) === undefined);
  if (strange !== undefined) return `"${strange}" is not a column of this sheet`;
  const width = header.cells.length;
  if (width !== table.columns.length) return `the header has ${width} columns`;
  const isBlank = ({ cells }: Row): boolean => cells.length === 1 && cells[0] === '';
  const ragged = rows.find((row) => row.cells.length !== width && !isBlank(row));
  return ragged && `row ${ragged.number} has ${ragged.cells.length} instead of ${width} cells`;
}
