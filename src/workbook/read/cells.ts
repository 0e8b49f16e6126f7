import { cellAddress, clip, grouped } from '../../problem.js';
import texts from '../messages.json' with { type: 'json' };
import { plainText } from '../parts.js';
import { type CellKind, cellKinds, type PackedCells } from '../workbook.js';
import { type Faults, limits, type Reading, refuse } from './reading.js';
import { type CellStyle, plainStyle, type RichText, type SharedStrings, sharedString } from './shared.js';

/** A cell as stored in its XML element. */
export interface FoundCell {
  row: number; // from 1
  column: number; // from 0
  type: string; // "s"
  style: number;
  value: string;
  formula?: string;
  formulaRange?: string; // the cells that share or show the formula
  isInline?: boolean; // the cell contains its text instead of an index
  inline?: RichText;
}

/** Context for reading the cells of all sheets. */
export interface Book {
  reading: Reading;
  shared: SharedStrings;
  styles: CellStyle[];
  formats: string[]; // number formats by index; the first is empty
  is1904: boolean;
  isDateTold: boolean; // the 1904 date system is reported at the first date only
}

/** The content and look of a cell. */
interface Content {
  kind: CellKind;
  text: string | number; // or the index of a shared string
  length: number;
  isRich?: boolean | undefined;
  isStruck?: boolean | undefined;
}

/** Collects and packs the contents of cells, and reports their problems. */
export function takeContents(book: Book, faults: Faults) {
  const { reading, shared, styles } = book;
  const formatIndexes = new Map(book.formats.map((format, i) => [format, i]));
  const richColumns = new Map<number, { first: FoundCell; count: number }>();
  let [numbers, own]: [number[], string[]] = [[], []];
  let ownIndexes = new Map<string, number>();
  const ownIndex = (text: string): number => {
    const known = ownIndexes.get(text);
    if (known !== undefined) return known;
    ownIndexes.set(text, own.length);
    return own.push(text) - 1;
  };

  const contentOf = (found: FoundCell, style: CellStyle): Content | undefined => {
    if (style === plainStyle && styles.length > 0) return undefined;
    if (found.type === 's') {
      const index = /^\s*\d+\s*$/.test(found.value) ? Number(found.value) : -1;
      const known = shared[index];
      if (shared.length === 0) refuse(reading, texts.damaged, { why: 'its texts (xl/sharedStrings.xml) are missing' });
      return known === undefined ? undefined : { kind: 'text', text: index, ...sharedString(known) };
    }
    const { inline } = found;
    const raw = inline?.text ?? (found.type === 'str' ? plainText(found.value) : found.value);
    const [kind, text] = cellValue(found.type, raw, style, book.is1904);
    return text === undefined
      ? undefined
      : { kind, text, length: text.length, isRich: inline?.isRich, isStruck: inline?.isStruck };
  };

  return {
    /** Returns true if the cell has content. */
    take(found: FoundCell): boolean {
      if (found.formula !== undefined) tellFormula(found, found.formula, faults);
      if (found.value === '' && !found.isInline) return false;
      const style = styles[found.style] ?? plainStyle;
      const content = contentOf(found, style);
      if (!content) faults.tell(texts.unreadableCell, { ...placeOf(found), value: found.value });
      if (!content || content.length === 0) return false;
      const { kind, text, length, isRich, isStruck } = content;
      countText(length, reading);
      if (book.is1904 && kind === 'date' && found.type === 'n' && !book.isDateTold) {
        book.isDateTold = true;
        faults.tell(texts.from1904, { ...placeOf(found), value: String(text) });
      }
      if (isStruck || style.isStruck) faults.tell(texts.struckThrough, placeOf(found));
      if (isRich) {
        const column = richColumns.get(found.column) ?? { first: found, count: 0 };
        richColumns.set(found.column, column);
        column.count++;
      }
      const index = typeof text === 'number' ? text : shared.length + ownIndex(text);
      numbers.push(found.row, found.column, cellKinds.indexOf(kind), formatIndexes.get(style.code) as number, index);
      return true;
    },
    /** Returns the cells since the last call. */
    packed(): PackedCells {
      const packed = { numbers: Uint32Array.from(numbers), texts: own };
      [numbers, own] = [[], []];
      ownIndexes = new Map();
      return packed;
    },
    end(): void {
      for (const { first, count } of richColumns.values()) tellRich(first, count, faults);
    },
  };
}

function countText(length: number, reading: Reading): void {
  reading.characters += length;
  if (length > limits.cellCharacters) refuse(reading, texts.longCell);
  if (reading.characters > reading.limits.characters) refuse(reading, texts.tooMuchText);
}

/** Returns the row and address of a cell. Rows count from 1, columns from 0. */
export const placeOf = ({ row, column }: { row: number; column: number }) => ({
  row,
  cell: cellAddress(row, column + 1),
});

function tellFormula(found: FoundCell, formula: string, faults: Faults): void {
  const { cell } = placeOf(found);
  const { formulaRange = cell } = found;
  const cells = formulaRange === cell ? 'The cell contains' : `The cells ${clip(formulaRange)} contain`;
  const where = { ...placeOf(found), ...(formula !== '' && { value: `=${plainText(formula)}` }) };
  faults.tell(texts.formula, where, { cells });
}

/** Reports formatted words once per column. They do no harm. */
function tellRich(first: FoundCell, count: number, faults: Faults): void {
  const column = placeOf(first).cell.replace(/\d+$/, '');
  const cells = count === 1 ? `A cell in column ${column} has` : `${grouped(count)} cells in column ${column} have`;
  faults.tell(texts.richText, placeOf(first), { cells });
}

type CellValue = [kind: CellKind, text?: string | undefined]; // no text if the content does not match the type

const truths: Record<string, string> = { '1': 'TRUE', true: 'TRUE', '0': 'FALSE', false: 'FALSE' };

/** Returns the value of a cell by its type (`t`, ECMA-376-1, section 18.18.11), except for shared strings. */
function cellValue(type: string, raw: string, style: CellStyle, is1904: boolean): CellValue {
  if (type === 'n') return numberValue(raw.trim(), style, is1904);
  if (type === 'b') return ['boolean', truths[raw.trim()]];
  if (type === 'e') return ['error', raw.trim()];
  if (type === 'd') return ['date', plainIso(raw.trim())];
  return ['text', type === 'inlineStr' || type === 'str' ? raw : undefined];
}

function numberValue(text: string, style: CellStyle, is1904: boolean): CellValue {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return ['number'];
  const date = style.isDate ? isoOfSerial(Number(text), is1904, style.showsMilliseconds) : undefined;
  return date === undefined ? ['number', text] : ['date', date];
}

const day = 86_400;

/** Days from the 1900 to the 1904 date system: 1904-01-01 is 1462 in the 1900 system. */
const days1904 = 1462;

/** 9999-12-31, the last day in spreadsheets. */
const lastDay = 2_958_465;

/**
 * Converts the serial number of a day to ISO 8601: 46085 → "2026-03-04", 46085.5 → "2026-03-04T12:00:00", 0.5 → "12:00:00".
 * Day 60 is "1900-02-29", which exists only in Excel. Rounds times to seconds, or to milliseconds if the format shows them.
 */
export function isoOfSerial(serial: number, is1904: boolean, showsMilliseconds: boolean): string | undefined {
  if (!(serial >= 0)) return undefined;
  const unit = showsMilliseconds ? 1000 : 1;
  let days = Math.floor(serial);
  let ticks = Math.round((serial - days) * day * unit);
  if (ticks === day * unit) {
    days++;
    ticks = 0;
  }
  const number = days + (is1904 ? days1904 : 0);
  if (number > lastDay) return undefined;
  if (number === 0) return timeOf(ticks, unit);
  return ticks === 0 ? dateOf(number) : `${dateOf(number)}T${timeOf(ticks, unit)}`;
}

function dateOf(number: number): string {
  if (number === 60) return '1900-02-29';
  const epoch = Date.UTC(1899, 11, number < 60 ? 31 : 30);
  return new Date(epoch + number * day * 1000).toISOString().slice(0, 10);
}

/** Converts 43200 seconds to "12:00:00", with a fraction if there is one. */
function timeOf(ticks: number, unit: number): string {
  const text = new Date((ticks / unit) * 1000).toISOString().slice(11, 23);
  return text.endsWith('.000') ? text.slice(0, 8) : text;
}

/** Validates the ISO 8601 text of a cell of type "d", and removes midnight. */
function plainIso(text: string): string | undefined {
  if (!/^(\d{4}-\d{2}-\d{2})?(T?\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/.test(text) || text === '')
    return undefined;
  return text.replace(/T00:00(:00(\.0+)?)?Z?$/, '').replace(/^T/, '');
}
