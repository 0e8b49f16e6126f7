import { escapeLiteral, isUnreserved, percentEncode } from '../rdf/encode.js';
import { type Fields, fieldText } from './records.js';

/** What a text is read as: its value, null where it says nothing; `isBroken` when it is none that its column allows. */
export interface CellReading {
  value: string | null;
  isBroken?: boolean;
  fault?: unknown;
}

/**
 * How a cell is read. `isPlain` says of raw bytes that they are the value as it stands: not null, not broken, printable
 * ASCII without " and \. Anything else is decoded and goes through `read`, which must answer the same text the same way.
 */
export interface ByteCell {
  isPlain?: (bytes: Uint8Array, from: number, to: number) => boolean;
  read(text: string): CellReading;
}

/** How a value stands in the output; "value" as it is, for keys. */
export type Encoding = 'iri' | 'literal' | 'value';

/** Takes the fault of a cell, with the text that has it. */
export type ReportCell = (cell: number, fault: unknown, text: string) => void;

/** The cells of the row at hand, each in the encodings that were asked for. A form's bytes are a range of its source. */
export interface RowCells {
  states: Uint8Array; // by cell: see `cellStates`
  haveChanged: boolean; // the states, since somebody set this to false
  source: Buffer[]; // by form
  from: Int32Array;
  to: Int32Array;
  /** The number of a form: of a cell in an encoding. All forms are asked for before the first row. */
  form(cell: number, encoding: Encoding): number;
  read(bytes: Buffer, fields: Fields, numbers: RowNumbers, report: ReportCell): void;
}

export const cellStates = { none: 0, valid: 1, broken: 2 };

/** The row's number, 1 for the first after the header, and that of its line in the file: `_row` and `_sourceRow`. */
export interface RowNumbers {
  row: number;
  sourceRow: number;
}

/** In place of a cell: the numbers of the row, always there. */
export const rowNumberCell = -1;
export const sourceRowCell = -2;

interface Form {
  number: number;
  encoding: Encoding;
}

type IsPlain = NonNullable<ByteCell['isPlain']>;
type Encoded = Record<Encoding, Buffer>;
type Reading = { encoded: Encoded | null; state: number; fault: unknown };

const nothing = Buffer.alloc(0);
const memoSize = 4096;
const memoLength = 64; // longer texts seldom come twice

/** Readers of a row's cells; memory is taken once and the same for every row. */
export function createRowCells(cells: ByteCell[], quote: number | null): RowCells {
  const forms = cells.map((): Form[] => []);
  const numberForms = [sourceRowCell, rowNumberCell].map((): Form[] => []);
  const readings = cells.map((cell) => createReading(cell));
  const plain = cells.map(({ isPlain }) => isPlain ?? (() => false));
  let scratch = Buffer.allocUnsafeSlow(1 << 12);
  let used = 0;

  const place = (form: number, source: Buffer, from: number, to: number): void => {
    self.source[form] = source;
    self.from[form] = from;
    self.to[form] = to;
  };
  const setState = (cell: number, state: number): void => {
    if (self.states[cell] === state) return;
    self.states[cell] = state;
    self.haveChanged = true;
  };
  const placePlain = (form: Form, bytes: Buffer, from: number, to: number): void => {
    if (form.encoding !== 'iri' || isUnreserved(bytes, from, to)) {
      place(form.number, bytes, from, to);
      return;
    }
    if (scratch.length - used < 3 * (to - from)) {
      scratch = Buffer.allocUnsafeSlow(2 * scratch.length + 3 * (to - from)); // forms hold on to the former one
      used = 0;
    }
    const start = used;
    used = percentEncode(bytes, from, to, scratch, start);
    place(form.number, scratch, start, used);
  };
  const readSlowly = (cell: number, bytes: Buffer, fields: Fields, report: ReportCell): void => {
    const text = cell < fields.count ? fieldText(bytes, fields, cell, quote) : '';
    const { encoded, state, fault } = (readings[cell] as (text: string) => Reading)(text);
    if (fault !== undefined) report(cell, fault, text);
    setState(cell, state);
    for (const { number, encoding } of forms[cell] as Form[]) {
      const form = encoded?.[encoding] ?? nothing; // a template leaves out what has no value
      place(number, form, 0, form.length);
    }
  };
  const placeNumber = (wanted: Form[], number: number): void => {
    if (wanted.length === 0) return;
    const digits = Buffer.from(String(number));
    for (const form of wanted) place(form.number, digits, 0, digits.length);
  };
  const self: RowCells = {
    states: new Uint8Array(cells.length),
    haveChanged: true,
    source: [],
    from: new Int32Array(0),
    to: new Int32Array(0),
    form(cell, encoding) {
      const known = (cell < 0 ? numberForms.at(cell) : forms[cell]) as Form[];
      const found = known.find((form) => form.encoding === encoding);
      if (found) return found.number;
      const number = self.source.length;
      self.source.push(scratch);
      if (number >= self.from.length) {
        self.from = new Int32Array(2 * number + 16);
        self.to = new Int32Array(2 * number + 16);
      }
      known.push({ number, encoding });
      return number;
    },
    read(bytes, fields, { row, sourceRow }, report) {
      used = 0;
      const { start, end, quoted, count } = fields;
      for (let cell = 0; cell < cells.length; cell++) {
        const from = start[cell] as number;
        const to = end[cell] as number;
        if (cell >= count || quoted[cell] === 2 || !(plain[cell] as IsPlain)(bytes, from, to)) {
          readSlowly(cell, bytes, fields, report);
          continue;
        }
        setState(cell, cellStates.valid);
        const wanted = forms[cell] as Form[];
        for (let i = 0; i < wanted.length; i++) placePlain(wanted[i] as Form, bytes, from, to);
      }
      placeNumber(numberForms[0] as Form[], sourceRow);
      placeNumber(numberForms[1] as Form[], row);
    },
  };
  return self;
}

/** A cell's reading with its answers kept: codes and years come again and again. */
function createReading({ read }: ByteCell): (text: string) => Reading {
  const memo = new Map<string, Reading>();
  return (text) => {
    const known = memo.get(text);
    if (known) return known;
    const { value, isBroken, fault } = read(text);
    const state = value === null ? cellStates.none : isBroken ? cellStates.broken : cellStates.valid;
    const reading: Reading = { encoded: value === null ? null : encode(value), state, fault };
    if (memo.size < memoSize && text.length <= memoLength) memo.set(text, reading);
    return reading;
  };
}

function encode(text: string): Encoded {
  const value = copy(Buffer.from(text));
  const iri = Buffer.allocUnsafeSlow(3 * value.length);
  const end = percentEncode(value, 0, value.length, iri, 0);
  return { value, iri: copy(iri.subarray(0, end)), literal: copy(Buffer.from(escapeLiteral(text))) };
}

/** Small buffers of Node share a pool: a kept one would hold all of it. */
function copy(bytes: Buffer): Buffer {
  const own = Buffer.allocUnsafeSlow(bytes.length);
  own.set(bytes);
  return own;
}
