import { type ByteCell, cellStates, createReading, type EncodedReading } from './byte-cell.js';
import { createForms, type Form, type Forms } from './forms.js';
import { type Fields, fieldText } from './records.js';

/** Takes the fault of a cell, with the text that has it. */
export type ReportCell = (cell: number, fault: unknown, text: string) => void;

/** The cells of the row at hand: their states, and what they are in the encodings that were asked for. */
export interface RowCells {
  forms: Forms;
  states: Uint8Array; // by cell: see `cellStates`
  haveChanged: boolean; // the states, since somebody set this to false
  read(bytes: Uint8Array, fields: Fields, numbers: RowNumbers, report: ReportCell): void;
}

/** The row's number, 1 for the first after the header, and that of its line in the file: `_row` and `_sourceRow`. */
export interface RowNumbers {
  row: number;
  sourceRow: number;
}

/** In place of a cell: the numbers of the row, always there. */
export const rowNumberCell = -1;
export const sourceRowCell = -2;

type IsPlain = NonNullable<ByteCell['isPlain']>;

const nothing = new Uint8Array(0);
const encoder = new TextEncoder();
const mostDigits = 16; // of a whole number that is exact

/** Readers of a row's cells; memory is taken once and the same for every row. */
export function createRowCells(cells: ByteCell[], quote: number | null): RowCells {
  const forms = createForms(cells.length);
  const { place, placePlain } = forms; // called for every cell
  const readings = cells.map((cell) => createReading(cell));
  const plain = cells.map(({ isPlain }) => isPlain ?? (() => false));
  const wanted = cells.map((_, cell) => forms.of(cell));

  const setState = (cell: number, state: number): void => {
    if (self.states[cell] === state) return;
    self.states[cell] = state;
    self.haveChanged = true;
  };
  const readSlowly = (cell: number, bytes: Uint8Array, fields: Fields, report: ReportCell): void => {
    const text = cell < fields.count ? fieldText(bytes, fields, cell, quote) : '';
    const { encoded, state, fault } = (readings[cell] as (text: string) => EncodedReading)(text);
    if (fault !== undefined) report(cell, fault, text);
    setState(cell, state);
    for (const { number, encoding } of wanted[cell] as Form[]) {
      const form = encoded?.[encoding] ?? nothing; // a template leaves out what has no value
      place(number, form, 0, form.length);
    }
  };
  const rowDigits = new Uint8Array(mostDigits);
  const sourceRowDigits = new Uint8Array(mostDigits);
  const placeNumber = (cell: number, number: number, digits: Uint8Array): void => {
    if (forms.of(cell).length === 0) return;
    const { written } = encoder.encodeInto(String(number), digits);
    for (const form of forms.of(cell)) place(form.number, digits, 0, written);
  };
  const self: RowCells = {
    forms,
    states: new Uint8Array(cells.length),
    haveChanged: true,
    read(bytes, fields, { row, sourceRow }, report) {
      forms.restart();
      const { start, end, quoted, count } = fields;
      for (let cell = 0; cell < cells.length; cell++) {
        const from = start[cell] as number;
        const to = end[cell] as number;
        if (cell >= count || quoted[cell] === 2 || !(plain[cell] as IsPlain)(bytes, from, to)) {
          readSlowly(cell, bytes, fields, report);
          continue;
        }
        setState(cell, cellStates.valid);
        const asked = wanted[cell] as Form[];
        for (let i = 0; i < asked.length; i++) placePlain(asked[i] as Form, bytes, from, to);
      }
      placeNumber(rowNumberCell, row, rowDigits);
      placeNumber(sourceRowCell, sourceRow, sourceRowDigits);
    },
  };
  return self;
}
