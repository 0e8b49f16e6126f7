import { binaryText, bytesOfBinary, isAt, joinBytes, utf8, wideBytes } from '../bytes.js';
import { type Dialect, defaultDialect } from '../csvw/metadata/table.js';
import { type CsvForm, cellEnds, delimiterOf, lineEndAt, plainForm, recordSpots } from '../text/csv.js';
import { groupBy } from '../text/order.js';
import type { Correction } from '../workbook/correct/correction.js';
import { singleQuoted } from './delimiter.js';
import { hasByteOrderMark } from './plain-bytes.js';

/**
 * Writes texts into cells of a CSV file. Only the bytes of these cells change: delimiters, quotation marks, line ends,
 * the encoding and damaged characters are kept. Undefined if the encoding lacks a character.
 */
export function correctCsv(
  bytes: Uint8Array,
  corrections: readonly Correction[],
  dialect: Dialect = defaultDialect,
): Uint8Array | undefined {
  const coding = codingOf(bytes, dialect.encoding);
  const text = coding.decode(bytes);
  const form: CsvForm = {
    ...dialect,
    ...(singleQuoted.test(text.slice(0, 200)) && { quoteChar: "'" }),
    delimiter: delimiterOf(text, dialect.delimiter),
    lineTerminators: plainForm.lineTerminators,
    commentPrefix: null, // comments count as rows
  };
  const spots = recordSpots(text, form);
  const lineEnd = spots.map(({ end }, i) => text.slice(end, spots[i + 1]?.start)).find((one) => one !== '') ?? '\n';
  const [first, end] = [spots[0], spots.at(-1)].map((spot) =>
    spot ? cellEnds(text.slice(spot.start, spot.end), form).length : 0,
  ) as [number, number];
  const emptyRow = form.delimiter.repeat(Math.max(first, end, 1) - 1); // a new row has all cells of the others
  const isOpen = spots.length > 0 && lineEndAt(text, text.length) === '';
  let changed = '';
  let at = 0;
  let added = '';
  let last = spots.length;
  for (const [row, own] of [...groupBy(corrections, (one) => one.row)].sort(([a], [b]) => a - b)) {
    const texts = own.map((one) => coding.encode(one.text));
    if (texts.includes(undefined)) return undefined;
    const cells = own.map((one, i) => ({ index: one.column - 1 + dialect.skipColumns, text: texts[i] as string }));
    const spot = spots[row - 1];
    if (spot) {
      changed += text.slice(at, spot.start) + withCells(text.slice(spot.start, spot.end), cells, form);
      at = spot.end;
    } else if (cells.some((one) => one.text !== '')) {
      added += lineEnd.repeat(row - last - 1) + withCells(emptyRow, cells, form) + lineEnd;
      last = row;
    }
  }
  return coding.bytes(changed + text.slice(at) + (isOpen && added !== '' ? lineEnd : '') + added);
}

/** Writes texts into cells of a record. Adds missing cells. */
function withCells(record: string, cells: { index: number; text: string }[], form: CsvForm): string {
  const { delimiter } = form;
  let ends = cellEnds(record, form);
  let changed = record;
  for (const { index, text } of cells) {
    const missing = index + 1 - ends.length;
    if (missing > 0 && text === '') continue;
    if (missing > 0) changed += delimiter.repeat(missing);
    ends = cellEnds(changed, form);
    const start = index === 0 ? 0 : (ends[index - 1] as number) + delimiter.length;
    const end = ends[index] as number;
    changed = changed.slice(0, start) + cellText(text, changed.slice(start, end), form) + changed.slice(end);
    ends = cellEnds(changed, form);
  }
  return changed;
}

/** Returns a cell as it is written. A cell that had quotation marks keeps them. */
function cellText(text: string, before: string, { delimiter, quoteChar, doubleQuote }: CsvForm): string {
  if (quoteChar === null) return text;
  const isSpecial = text.includes(delimiter) || text.includes(quoteChar) || /[\r\n]|^[\ufeff ]|^ï»¿| $/.test(text);
  if (!isSpecial && !before.trimStart().startsWith(quoteChar)) return text;
  const escaped = doubleQuote ? quoteChar + quoteChar : `\\${quoteChar}`;
  return quoteChar + text.replaceAll(quoteChar, escaped) + quoteChar;
}

/** How the bytes of a file become text, in which the corrections are made. */
interface Coding {
  decode(bytes: Uint8Array): string; // without the byte order mark
  encode(text: string): string | undefined; // of a correction, undefined if the encoding lacks a character
  bytes(text: string): Uint8Array;
}

/** UTF-16 is decoded. In other encodings each byte is one character, so that damaged bytes are kept. */
function codingOf(given: Uint8Array, encoding: string): Coding {
  const isLittle = isAt(given, 0, [0xff, 0xfe]);
  if (isLittle || isAt(given, 0, [0xfe, 0xff]))
    return {
      decode: (bytes) => new TextDecoder(isLittle ? 'utf-16le' : 'utf-16be').decode(bytes),
      encode: (text) => text,
      bytes: (text) => wideBytes(`\ufeff${text}`, isLittle),
    };
  const mark = hasByteOrderMark(given) ? 3 : 0;
  const isUtf8 = mark > 0 || /^utf-?8$/i.test(encoding);
  return {
    decode: (bytes) => binaryText(bytes.subarray(mark)),
    encode: (text) => (isUtf8 ? binaryText(utf8(text)) : inSingleBytes(text, encoding)),
    bytes: (text) => joinBytes([given.subarray(0, mark), bytesOfBinary(text)]),
  };
}

/** Encodes text in an encoding with one byte per character. */
function inSingleBytes(text: string, encoding: string): string | undefined {
  const decoder = new TextDecoder(encoding);
  const known = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
  const codes = Array.from(text, (character) => known.get(character) ?? -1);
  return codes.includes(-1) ? undefined : binaryText(Uint8Array.from(codes));
}
