import { joinBytes, utf8 } from '../../bytes.js';
import type { Problem } from '../../problem.js';
import { escapeLiteral } from '../../rdf/nquads.js';
import type { IsPlain } from '../datatypes/builtin.js';
import { isUnreserved, percentEncode } from '../metadata/uri-template.js';
import { type Fields, fieldText } from './records.js';

/** What is wrong with a cell or a row: a problem without its place. */
export type Fault = Pick<Problem, 'code' | 'message' | 'expected' | 'fix'>;

/** How a cell stands in a row. A plan may have states of its own, from 3 on: what they mean it knows by itself. */
export const cellStates = { none: 0, valid: 1, broken: 2 };

/** What a text is read as: its value, null where it says nothing. */
export interface CellReading {
  value: string | null;
  state?: number; // `none` without a value and `valid` with one, unless another is given
  faults?: Fault[];
}

/** The text of a column in the record at hand. */
export type TextAt = (column: number) => string;

/**
 * How a cell is read. `isPlain` says of raw bytes that they are the value as it stands: valid, printable ASCII without "
 * and \. Anything else is decoded and goes through `read`, which must answer the same text the same way.
 */
export interface ByteCell {
  column?: number; // in the file, -1 where the file has none; by default its own place among the cells
  isPlain?: IsPlain;
  read(text: string, textAt: TextAt): CellReading;
}

/** How a value stands in the output: percent-encoded (RFC 6570, section 3.2.2), escaped (N-Triples), or as it is. */
export type Encoding = 'iri' | 'literal' | 'value';

/** A cell in an encoding, with constants around it. */
interface Form {
  number: number;
  encoding: Encoding;
  before: string;
  after: string;
}

/** A reading that is kept, in the forms that have been asked for. */
export interface KnownReading extends CellReading {
  state: number;
  encoded: Uint8Array[]; // by the cell's own forms
}

/** Takes the fault of a column, with the text that has it. */
export type ReportCell = (column: number, fault: Fault, text: string) => void;

/** The row's number, 1 for the first after the header, and that of its line in the file: `_row` and `_sourceRow`. */
export interface RowNumbers {
  row: number;
  sourceRow: number;
}

/** In place of a cell: the numbers of the row, always there; and what a plan puts together itself. */
export const rowNumberCell = -1;
export const sourceRowCell = -2;
export const subjectCell = -3;
export const keyCell = -4;
const lowestCell = keyCell;

/** The cells of the row at hand: their states, and as ranges of bytes the forms that were asked for. */
export type RowCells = ReturnType<typeof createRowCells>;

const encoder = new TextEncoder();

/** Readers of a row's cells; memory is taken once and the same for every row. */
export function createRowCells(cells: ByteCell[], quote: number | null) {
  const wanted = Array.from({ length: cells.length - lowestCell }, (): Form[] => []);
  const formsOf = (cell: number): Form[] => wanted[cell - lowestCell] as Form[];
  const plain = cells.map(({ isPlain }) => isPlain);
  const columns = Int32Array.from(cells, ({ column }, cell) => column ?? cell);
  let bytes: Uint8Array = new Uint8Array(0);
  let fields: Fields;
  const textAt: TextAt = (column) => (column < 0 ? '' : fieldText(bytes, fields, column, quote));
  const memos = cells.map(({ read }, cell) =>
    createMemo(() => knownReading(read(textAt(columns[cell] as number), textAt))),
  );

  let scratch = new Uint8Array(1 << 12); // for IRIs of the row
  let used = 0;
  /** Places bytes as a form of a cell: the plan does so for those that it puts together. */
  const place = (form: number, source: Uint8Array, from: number, to: number): void => {
    self.source[form] = source;
    self.from[form] = from;
    self.to[form] = to;
  };
  /** Places bytes that are plain: a literal as they are, an IRI as they are if it may have all of them. */
  const placePlain = ({ number, encoding }: Form, from: number, to: number): void => {
    if (encoding !== 'iri' || isUnreserved(bytes, from, to)) {
      place(number, bytes, from, to);
      return;
    }
    if (scratch.length - used < 3 * (to - from)) {
      scratch = new Uint8Array(2 * scratch.length + 3 * (to - from)); // forms hold on to the former one
      used = 0;
    }
    const start = used;
    used = percentEncode(bytes, from, to, scratch, start);
    place(number, scratch, start, used);
  };
  const states = new Uint8Array(cells.length);
  const readings = cells.map((): KnownReading | undefined => undefined);
  /** Gives a cell a reading: the plan may give it another than its own. */
  const set = (cell: number, reading: KnownReading): void => {
    if (readings[cell] === reading) return; // as in the row before
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
  /** Reads the text of a column; what the record lacks is read as an empty one. */
  const readText = (cell: number, column: number, from: number, to: number, report: ReportCell): void => {
    const reading = (memos[cell] as Memo<KnownReading>)(bytes, from, to);
    set(cell, reading);
    if (!reading.faults) return;
    self.faultCount += reading.faults.length;
    for (const fault of reading.faults) report(column, fault, textAt(column));
  };
  const digits = [rowNumberCell, sourceRowCell].map(() => new Uint8Array(16)); // as many as an exact number has
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
    readings, // by cell; undefined where the bytes are plain
    haveChanged: true, // the states, since somebody set this to false
    faultCount: 0, // of this row
    textAt,
    isMemoized: (cell: number): boolean => cell >= 0 && plain[cell] === undefined,
    /** The number of a form, new or not. All forms are asked for before the first row. */
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
      for (let cell = 0; cell < cells.length; cell++) {
        const column = columns[cell] as number;
        const isThere = column >= 0 && column < count;
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
        for (let i = 0; i < forms.length; i++) placePlain(forms[i] as Form, from, to);
      }
      placeNumber(rowNumberCell, row);
      placeNumber(sourceRowCell, sourceRow);
    },
    set,
    place,
  };
  return self;
}

/** A reading with its state, to be kept. */
export function knownReading({ value, state, faults }: CellReading): KnownReading {
  const known = { value, state: state ?? (value === null ? cellStates.none : cellStates.valid), encoded: [] };
  return faults && faults.length > 0 ? { ...known, faults } : known;
}

/** A value with the constants around it; without a value these alone. */
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

/** Answers for the bytes of cells, kept: codes, names and notes come again and again, and most in the next row. */
export type Memo<T> = (bytes: Uint8Array, from: number, to: number) => T;

const tableSize = 1 << 14;
const mostBytes = 1 << 21; // of cells that are kept, and as many for what is made of them
const sampled = 24; // bytes at either end that tell long cells apart

interface Kept<T> {
  bytes: Uint8Array;
  answer: T;
  next: Kept<T> | undefined; // in the same place of the table
}

/** Keeps what `make` answers for the cell at hand; beyond 2 MiB of cells it is asked again. */
export function createMemo<T>(make: () => T): Memo<T> {
  let table: (Kept<T> | undefined)[] = []; // no memory before the first cell
  let last: Kept<T> | undefined;
  let used = 0;
  return (bytes, from, to) => {
    if (last && isSame(last.bytes, bytes, from, to)) return last.answer;
    if (!last) table = new Array<Kept<T> | undefined>(tableSize).fill(undefined);
    const place = hash(bytes, from, to);
    let kept = table[place];
    while (kept && !isSame(kept.bytes, bytes, from, to)) kept = kept.next;
    if (!kept) {
      const answer = make();
      if (used >= mostBytes) return answer;
      kept = { bytes: new Uint8Array(bytes.subarray(from, to)), answer, next: table[place] }; // the chunk is read over
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
  return (value ^ (value >>> 15)) & (tableSize - 1);
}
