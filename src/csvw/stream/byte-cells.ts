import { joinBytes, utf8 } from '../../bytes.js';
import type { Problem } from '../../problem.js';
import { escapeLiteral } from '../../rdf/nquads.js';
import type { IsPlain } from '../datatypes/builtin.js';
import { isUnreserved, percentEncode } from '../metadata/uri-template.js';
import { type Fields, fieldText } from './records.js';

/** A problem of a cell or a row without its place. */
export type Fault = Pick<Problem, 'code' | 'message' | 'expected' | 'fix'>;

/** States of a cell in a row. A plan can define more states, from 3. */
export const cellStates = { none: 0, valid: 1, broken: 2 };

/** The value of a text, or null. */
export interface CellReading {
  value: string | null;
  state?: number; // default: `valid`, or `none` without a value
  faults?: Fault[];
}

/** Returns the text of a column in the current record. */
type TextAt = (column: number) => string;

/**
 * A reader of cells. `isPlain` is true if the raw bytes are the valid value: printable ASCII without " and \. Other bytes
 * are decoded for `read`, whose result must depend only on the text.
 */
export interface ByteCell {
  column?: number; // in the file, or -1 if the file does not have it; default: the index of the cell
  otherwise?: number; // the column to read if the cell is empty
  isPlain?: IsPlain;
  read(text: string, textAt: TextAt): CellReading;
}

/** The encoding of a value in the output: percent-encoded (RFC 6570, section 3.2.2), escaped (N-Triples), or unchanged. */
export type Encoding = 'iri' | 'literal' | 'value';

/** A cell in an encoding, between two constants. */
interface Form {
  number: number;
  encoding: Encoding;
  before: string;
  after: string;
}

/** A cached reading, encoded in the forms that were needed. */
export interface KnownReading extends CellReading {
  state: number;
  encoded: Uint8Array[]; // by index of the cell's forms
}

/** Receives a fault of a column with the invalid text. */
export type ReportCell = (column: number, fault: Fault, text: string) => void;

/** The number of a row after the header (from 1), and of its line in the file: `_row` and `_sourceRow`. */
export interface RowNumbers {
  row: number;
  sourceRow: number;
}

/** Indexes of virtual cells: the row numbers, and cells that a plan composes itself. */
export const rowNumberCell = -1;
export const sourceRowCell = -2;
export const subjectCell = -3;
export const keyCell = -4;
const lowestCell = keyCell;

/** The cells of the current row: their states, and their forms as ranges of bytes. */
export type RowCells = ReturnType<typeof createRowCells>;

const encoder = new TextEncoder();

/** Creates a reader of rows. It reuses its memory for every row. */
export function createRowCells(cells: ByteCell[], quote: number | null) {
  const wanted = Array.from({ length: cells.length - lowestCell }, (): Form[] => []);
  const formsOf = (cell: number): Form[] => wanted[cell - lowestCell] as Form[];
  const plain = cells.map(({ isPlain }) => isPlain);
  const columns = Int32Array.from(cells, ({ column }, cell) => column ?? cell);
  const others = Int32Array.from(cells, ({ otherwise }) => otherwise ?? -1);
  const present = Int32Array.from(columns.keys()).filter((cell) => (columns[cell] as number) >= 0);
  const absent = Int32Array.from(columns.keys()).filter((cell) => (columns[cell] as number) < 0); // equal in all rows
  let bytes: Uint8Array = new Uint8Array(0);
  let fields: Fields;
  const textAt: TextAt = (column) => (column < 0 ? '' : fieldText(bytes, fields, column, quote));
  let current = -1; // the column that is read
  const memos = cells.map(({ read }) => createMemo(() => knownReading(read(textAt(current), textAt))));

  let scratch = new Uint8Array(1 << 12); // for IRIs of the row
  let used = 0;
  /** Sets the bytes of a form. Plans call it for the cells that they compose. */
  const place = (form: number, source: Uint8Array, from: number, to: number): void => {
    self.source[form] = source;
    self.from[form] = from;
    self.to[form] = to;
  };
  /** Sets plain bytes: unchanged, unless they are for an IRI and need percent-encoding. */
  const placePlain = ({ number, encoding }: Form, from: number, to: number): void => {
    if (encoding !== 'iri' || isUnreserved(bytes, from, to)) {
      place(number, bytes, from, to);
      return;
    }
    if (scratch.length - used < 3 * (to - from)) {
      scratch = new Uint8Array(2 * scratch.length + 3 * (to - from)); // forms still refer to the old one
      used = 0;
    }
    const start = used;
    used = percentEncode(bytes, from, to, scratch, start);
    place(number, scratch, start, used);
  };
  const states = new Uint8Array(cells.length);
  const readings = cells.map((): KnownReading | undefined => undefined);
  /** Sets the reading of a cell. A plan can override it. */
  const set = (cell: number, reading: KnownReading): void => {
    if (readings[cell] === reading) return; // as in the previous row
    readings[cell] = reading;
    if (states[cell] !== reading.state) {
      states[cell] = reading.state;
      self.haveChanged = true;
    }
    const forms = formsOf(cell);
    for (let i = 0; i < forms.length; i++) {
      reading.encoded[i] ??= encode(reading.value, forms[i] as Form);
      const form = reading.encoded[i] as Uint8Array;
      place((forms[i] as Form).number, form, 0, form.length);
    }
  };
  const constants = cells.map((): KnownReading | undefined => undefined); // by absent cell
  /** Reads the text of a column. A missing cell is read as an empty one. */
  const readText = (cell: number, column: number, from: number, to: number, report: ReportCell): void => {
    current = column;
    const reading = (column < 0 && constants[cell]) || (memos[cell] as Memo<KnownReading>)(bytes, from, to);
    if (column < 0) constants[cell] = reading;
    set(cell, reading);
    if (!reading.faults) return;
    self.faultCount += reading.faults.length;
    for (const fault of reading.faults) report(column, fault, textAt(column));
  };
  const digits = [rowNumberCell, sourceRowCell].map(() => new Uint8Array(16)); // enough for any safe integer
  const placeNumber = (cell: number, number: number): void => {
    if (formsOf(cell).length === 0) return;
    const target = digits[-1 - cell] as Uint8Array;
    const { written } = encoder.encodeInto(String(number), target);
    for (const form of formsOf(cell)) place(form.number, target, 0, written);
  };
  const self = {
    source: [] as Uint8Array[], // by form
    from: new Int32Array(16),
    to: new Int32Array(16),
    states, // by cell
    readings, // by cell; undefined if the bytes are plain
    haveChanged: true, // the states, since this was set to false
    faultCount: 0, // of this row
    textAt,
    isMemoized: (cell: number): boolean => cell >= 0 && plain[cell] === undefined,
    /** Returns the number of a form. Call it only before the first row. */
    form(cell: number, encoding: Encoding, before = '', after = ''): number {
      const found = formsOf(cell).find(
        (form) => form.encoding === encoding && form.before === before && form.after === after,
      );
      if (found) return found.number;
      const number = self.source.push(scratch) - 1;
      if (number === self.from.length) {
        self.from = new Int32Array(2 * number);
        self.to = new Int32Array(2 * number);
      }
      formsOf(cell).push({ number, encoding, before, after });
      return number;
    },
    read(given: Uint8Array, givenFields: Fields, { row, sourceRow }: RowNumbers, report: ReportCell): void {
      bytes = given;
      fields = givenFields;
      used = 0;
      self.faultCount = 0;
      const { start, end, quoted, count } = fields;
      for (let i = 0; i < absent.length; i++) readText(absent[i] as number, -1, 0, 0, report);
      for (let i = 0; i < present.length; i++) {
        const cell = present[i] as number;
        let column = columns[cell] as number;
        const other = others[cell] as number;
        if (other >= 0 && (column >= count || start[column] === end[column])) column = other;
        const isThere = column < count;
        const from = isThere ? (start[column] as number) : 0;
        const to = isThere ? (end[column] as number) : 0;
        const isPlain = plain[cell];
        if (isPlain === undefined || !isThere || quoted[column] === 2 || !isPlain(bytes, from, to)) {
          readText(cell, column, from, to, report);
          continue;
        }
        readings[cell] = undefined;
        if (states[cell] !== cellStates.valid) {
          states[cell] = cellStates.valid;
          self.haveChanged = true;
        }
        const forms = formsOf(cell);
        for (let j = 0; j < forms.length; j++) placePlain(forms[j] as Form, from, to);
      }
      placeNumber(rowNumberCell, row);
      placeNumber(sourceRowCell, sourceRow);
    },
    set,
    place,
  };
  return self;
}

/** Adds the state to a reading, so that it can be cached. */
export function knownReading({ value, state, faults }: CellReading): KnownReading {
  const known = { value, state: state ?? (value === null ? cellStates.none : cellStates.valid), encoded: [] };
  return faults && faults.length > 0 ? { ...known, faults } : known;
}

/** Encodes a value, if any, between its constants. */
function encode(value: string | null, { encoding, before, after }: Form): Uint8Array {
  if (encoding !== 'iri') {
    const text = value ?? '';
    return utf8(`${before}${encoding === 'literal' ? escapeLiteral(text) : text}${after}`);
  }
  const bytes = utf8(value ?? '');
  const encoded = new Uint8Array(3 * bytes.length);
  const end = percentEncode(bytes, 0, bytes.length, encoded, 0);
  return joinBytes([utf8(before), encoded.subarray(0, end), utf8(after)]);
}

/** A cache by the bytes of cells, because most values repeat, often in the next row. */
export type Memo<T> = (bytes: Uint8Array, from: number, to: number) => T;

const [leastSize, mostSize] = [1 << 6, 1 << 14]; // of a table
const mostBytes = 1 << 21; // of cached cells; their values take about as much
const sampled = 24; // bytes at either end that the hash of a long cell includes

interface Kept<T> {
  bytes: Uint8Array;
  hash: number;
  answer: T;
  next: Kept<T> | undefined; // in the same place
}

/** Caches the results of `make` for the current cell, up to 2 MiB of cells. The table grows with the cells. */
export function createMemo<T>(make: () => T): Memo<T> {
  let table: (Kept<T> | undefined)[] = []; // no memory before the first cell
  let last: Kept<T> | undefined;
  let [used, count] = [0, 0];
  const resize = (size: number): void => {
    const all = table;
    table = new Array<Kept<T> | undefined>(size).fill(undefined);
    for (const first of all)
      for (let kept = first; kept; ) {
        const { next } = kept;
        const place = kept.hash & (size - 1);
        kept.next = table[place];
        table[place] = kept;
        kept = next;
      }
  };
  return (bytes, from, to) => {
    if (last && isSame(last.bytes, bytes, from, to)) return last.answer;
    if (!last) resize(leastSize);
    const code = hash(bytes, from, to);
    let kept = table[code & (table.length - 1)];
    while (kept && !isSame(kept.bytes, bytes, from, to)) kept = kept.next;
    if (!kept) {
      const answer = make();
      if (used >= mostBytes) return answer;
      if (++count > table.length && table.length < mostSize) resize(4 * table.length);
      const place = code & (table.length - 1);
      kept = { bytes: new Uint8Array(bytes.subarray(from, to)), hash: code, answer, next: table[place] }; // a copy, because the chunk is overwritten
      table[place] = kept;
      used += to - from + 64;
    }
    last = kept;
    return kept.answer;
  };
}

function isSame(kept: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (kept.length !== to - from) return false;
  for (let i = 0; i < kept.length; i++) if (kept[i] !== bytes[from + i]) return false;
  return true;
}

function hash(bytes: Uint8Array, from: number, to: number): number {
  let value = to - from;
  const middle = Math.min(to, from + sampled);
  for (let at = from; at < middle; at++) value = Math.imul(value ^ (bytes[at] as number), 0x01000193);
  for (let at = Math.max(middle, to - sampled); at < to; at++)
    value = Math.imul(value ^ (bytes[at] as number), 0x01000193);
  return value ^ (value >>> 15);
}
