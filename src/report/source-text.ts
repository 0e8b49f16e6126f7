import { createCache } from '../bytes.js';
import { columnNumber, type Place } from '../problem.js';
import { type CsvForm, cellEnds, delimiterOf, plainForm, recordSpots, type Spot } from '../text/csv.js';
import { columnsOf, pictured } from './harmless-text.js';
import type { Excerpt, Region, ReportContext } from './report.js';

/** Files and rows by the names that problems use. */
export interface Sources {
  files: ReadonlyMap<string, Uint8Array>; // "data/links.csv"
  rows?: Map<string, SheetRow[]>; // by sheet of a workbook: "data/gcm.xlsx#Other%20links"
}

/** A row of a workbook. `number` is the row number in the spreadsheet. */
interface SheetRow {
  number: number;
  cells: string[];
}

/** Finds the rows of problems. Scans a file once, when a report needs it. */
export function createSourceText({ files, rows }: Sources): Pick<ReportContext, 'excerptOf' | 'regionOf'> {
  const scanned = createCache();
  const find = (place: Place): Found | undefined => {
    if (place.sheet !== undefined || place.row === undefined) return undefined;
    const isSheet = place.character === undefined;
    const records = scanned.recall(place.file, () => scanRecords(files.get(place.file) ?? new Uint8Array(), isSheet));
    const record = records.spots[place.row - 1];
    const line = records.lines[place.row - 1];
    if (!record || line === undefined) return undefined;
    const column = columnNumber(place);
    if (place.character !== undefined) return { records, record, line, cell: wordAt(records, record, place.character) };
    return { records, record, line, ...(column > 0 && { cell: cellAt(records, record, column) }) };
  };
  return {
    excerptOf(place) {
      if (place.sheet !== undefined)
        return sheetExcerpt(rows?.get(`${place.file}#${encodeURIComponent(place.sheet)}`), place);
      const found = find(place);
      return found && csvExcerpt(found);
    },
    regionOf(place) {
      const found = find(place);
      return found && regionIn(found);
    },
  };
}

interface Found {
  records: Records;
  record: Spot;
  line: number; // first line of the record
  cell?: Spot;
}

function csvExcerpt({ records: { text }, record, line, cell }: Found): Excerpt {
  const spot = cell ?? record;
  return { ...cut(text, record, spot), line: line + lineStarts(text, record.start, spot.start).length };
}

/** Shows the cells of a row side by side, or only the value if the rows are not available. */
function sheetExcerpt(rows: SheetRow[] | undefined, place: Place): Excerpt | undefined {
  const cells = rows?.find(({ number }) => number === place.row)?.cells;
  const value = place.value ?? '';
  if (!cells) return value === '' ? undefined : cut(value, whole(value), whole(value));
  const text = cells.join(' | ');
  const column = columnNumber(place);
  if (column === 0) return cut(text, whole(text), whole(text));
  const before = cells.slice(0, column - 1).map((cell) => `${cell} | `);
  const start = Math.min(before.join('').length, text.length);
  return cut(text, whole(text), { start, end: start + (cells[column - 1] ?? '').length });
}

const whole = (text: string): Spot => ({ start: 0, end: text.length });

const width = 80; // columns of a terminal

const step = 16; // cells near each other get the same excerpt, so that one row shows them all

/** Truncates a record to one line around a spot. */
function cut(text: string, record: Spot, spot: Spot): Excerpt {
  const isNear = spot.end - record.start <= width && columnsOf(text.slice(record.start, spot.end)) <= width;
  const offset = isNear ? 0 : Math.max(0, Math.floor((spot.start - record.start) / step - 1) * step);
  let from = record.start + offset;
  while (offset > 0 && from < spot.start && /^[\udc00-\udfff\p{M}]/u.test(text.slice(from, from + 2))) from++;
  const to = endOfWidth(text, from, record.end);
  const before = offset > 0 ? '…' : '';
  const shown = `${before}${pictured(text.slice(from, to))}${to < record.end ? '…' : ''}`;
  if (spot.start === record.start && spot.end === record.end) return { text: shown, start: 0, end: shown.length };
  const offsetIn = (at: number): number => before.length + Math.min(at, to) - from;
  return { text: shown, start: offsetIn(spot.start), end: offsetIn(spot.end) };
}

/** Returns the end of the text that fits the width, without splitting a surrogate pair. */
function endOfWidth(text: string, from: number, end: number): number {
  let columns = 0;
  let at = from;
  for (const character of text.slice(from, Math.min(end, from + 4 * width))) {
    columns += columnsOf(character);
    if (columns > width) break;
    at += character.length;
  }
  return at;
}

/** Returns the region of a cell, or of the first line of the record. */
function regionIn({ records: { text, form }, record, line, cell }: Found): Region {
  const starts = lineStarts(text, record.start, record.end);
  const firstLine = record.start + text.slice(record.start, record.end).search(/[\r\n]|$/);
  const { start, end } = cell ?? { start: record.start, end: firstLine };
  const at = (offset: number): [line: number, column: number] => {
    const before = starts.filter((one) => one <= offset);
    return [line + before.length, offset - (before.at(-1) ?? record.start) + 1];
  };
  const [[startLine, startColumn], [endLine, endColumn]] = [at(start), at(end)];
  return { startLine, startColumn, endLine, endColumn, delimiter: form.delimiter };
}

/** The records of a CSV file. */
interface Records {
  text: string;
  form: CsvForm;
  spots: Spot[]; // of each record
  lines: number[]; // the first line of each record, from 1
}

/** Finds the records of a sheet, or the lines of another file. Detects UTF-16 by its byte order mark. Invalid UTF-8 becomes U+FFFD. */
function scanRecords(bytes: Uint8Array, isSheet: boolean): Records {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : isBigEndian(bytes) ? 'utf-16be' : 'utf-8';
  const text = new TextDecoder(encoding).decode(bytes);
  const form = { ...plainForm, delimiter: delimiterOf(text), ...(!isSheet && { quoteChar: null }) };
  const spots = recordSpots(text, form);
  let line = 1;
  const lines = spots.map(({ start }, i) => {
    line += i === 0 ? 0 : lineStarts(text, spots[i - 1]?.start ?? 0, start).length;
    return line;
  });
  return { text, form, spots, lines };
}

const isBigEndian = (bytes: Uint8Array): boolean => bytes[0] === 0xfe && bytes[1] === 0xff;

/** Finds a cell of a record with its quotes, from 1. A missing cell is at the end of the record. */
function cellAt({ text, form }: Records, record: Spot, column: number): Spot {
  const ends = cellEnds(text.slice(record.start, record.end), form);
  const end = ends[column - 1];
  const start = column === 1 ? 0 : (ends[column - 2] ?? record.end) + 1;
  return end === undefined
    ? { start: record.end, end: record.end }
    : { start: record.start + start, end: record.start + end };
}

/** Finds the word, or the text in quotation marks, at a character of a line. */
function wordAt({ text }: Records, { start, end }: Spot, character: number): Spot {
  const from = Math.min(start + character - 1, end);
  const [word = ''] = /^(?:"(?:[^"\\]|\\.)*"|[\w:?@.-]+|.)/u.exec(text.slice(from, end)) ?? [];
  return { start: from, end: from + word.length };
}

/** Returns the offsets of line starts in a part of a text, without the first line. */
function lineStarts(text: string, from: number, to: number): number[] {
  const starts: number[] = [];
  for (let at = from; at < to; at++)
    if (text[at] === '\n' || (text[at] === '\r' && text[at + 1] !== '\n')) starts.push(at + 1);
  return starts;
}
