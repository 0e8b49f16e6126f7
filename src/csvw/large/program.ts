import { textOf, utf8 } from '../../bytes.js';
import { type ByteCell, cellStates } from './byte-cell.js';
import type { Forms } from './forms.js';
import type { Output } from './output.js';
import type { Fields } from './records.js';
import { createRowCells, type ReportCell, type RowCells, type RowNumbers } from './row-cells.js';

/**
 * A place in a line that a cell's value fills: percent-encoded for an IRI (RFC 6570, section 3.2.2), or escaped for a
 * literal (N-Triples).
 */
export interface Slot {
  cell: number; // or rowNumberCell, sourceRowCell
  encode: 'iri' | 'literal';
}

/**
 * One statement of a row: text and slots in turn, newline included. It is written when every cell of `needs` has a value,
 * that of each in `valid` is one its column allows, and that of each in `broken` is not (such a one stands as a string:
 * Generating RDF, section 4.5.3).
 */
export interface Line {
  needs: number[];
  valid?: number[];
  broken?: number[];
  parts: (string | Slot)[];
}

/**
 * Reads the record in `fields` and writes what it says to the end of `out`, if there is one; the numbers fill slots
 * that stand for them.
 */
export type WriteRow = (
  bytes: Uint8Array,
  fields: Fields,
  numbers: RowNumbers,
  out: Output | null,
  report: ReportCell,
) => void;

export interface RowWriter {
  write: WriteRow;
  cells: RowCells; // of the row last written
}

/** Constants and forms of cells in turn: constant, form, constant … constant. One more constants than forms. */
interface Program {
  constants: Uint8Array[];
  forms: number[];
  fixedSize: number; // bytes of all constants
}

const kindLimit = 256; // of rows, by which cells they have: beyond, each line is written by itself

/**
 * Compiles the lines of a table's rows. Which of them a row has depends on which cells it has; all rows alike in that
 * share one program, in which the texts between two slots are one constant, from statement to statement.
 */
export function compileProgram(lines: Line[], cells: ByteCell[], quote: number | null = 34): RowWriter {
  const rowCells = createRowCells(cells, quote);
  const choose = createChoice(lines, rowCells);
  const write: WriteRow = (bytes, fields, numbers, out, report) => {
    rowCells.read(bytes, fields, numbers, report);
    if (!out) return;
    const programs = choose();
    for (let i = 0; i < programs.length; i++) run(programs[i] as Program, rowCells.forms, out);
  };
  return { write, cells: rowCells };
}

/** The programs for the cells that the row at hand has: one that is shared, or one a line where kinds of rows are many. */
function createChoice(lines: Line[], cells: RowCells): () => Program[] {
  const wanted = lines.map(conditions);
  const single = lines.map((line) => compileLines([line], cells));
  const isComplete = (i: number): boolean =>
    (wanted[i] as Condition[]).every(({ cell, states }) => states.includes(cells.states[cell] as number));
  const needed = [...new Set(wanted.flat().map(({ cell }) => cell))];
  const states = new Uint8Array(needed.length);
  const known = new Map<string, Program[]>();
  let chosen: Program[] | undefined;
  return () => {
    if (chosen && !cells.haveChanged) return chosen;
    for (let i = 0; i < needed.length; i++) states[i] = cells.states[needed[i] as number] as number;
    cells.haveChanged = false;
    const kind = textOf(states);
    chosen = known.get(kind);
    if (chosen) return chosen;
    const complete = lines.map((_, i) => i).filter(isComplete);
    if (known.size >= kindLimit) chosen = complete.map((i) => single[i] as Program);
    else {
      const together = complete.map((i) => lines[i] as Line);
      chosen = [compileLines(together, cells)];
      known.set(kind, chosen);
    }
    return chosen;
  };
}

interface Condition {
  cell: number;
  states: number[];
}

/** Which states a line wants its cells to be in. */
const conditions = ({ needs, valid = [], broken = [] }: Line): Condition[] => [
  ...needs.map((cell) => ({ cell, states: [cellStates.valid, cellStates.broken] })),
  ...valid.map((cell) => ({ cell, states: [cellStates.valid] })),
  ...broken.map((cell) => ({ cell, states: [cellStates.broken] })),
];

function compileLines(lines: Line[], cells: RowCells): Program {
  const constants: string[] = [''];
  const forms: number[] = [];
  for (const part of lines.flatMap(({ parts }) => parts)) {
    if (typeof part === 'string') {
      constants[constants.length - 1] += part;
      continue;
    }
    forms.push(cells.forms.form(part.cell, part.encode));
    constants.push('');
  }
  const encoded = constants.map(utf8);
  return { constants: encoded, forms, fixedSize: encoded.reduce((sum, { length }) => sum + length, 0) };
}

const longSlot = 64; // from here on a native copy is faster than a loop

function run({ constants, forms, fixedSize }: Program, { source, from, to }: Forms, out: Output): void {
  let size = fixedSize;
  for (let i = 0; i < forms.length; i++) {
    const form = forms[i] as number;
    size += (to[form] as number) - (from[form] as number);
  }
  if (out.bytes.length - out.length < size) out.reserve(size);
  const target = out.bytes;
  let at = out.length;
  for (let i = 0; i < forms.length; i++) {
    const constant = constants[i] as Uint8Array;
    target.set(constant, at);
    at += constant.length;
    const form = forms[i] as number;
    const bytes = source[form] as Uint8Array;
    const start = from[form] as number;
    const end = to[form] as number;
    if (end - start < longSlot) for (let j = start; j < end; j++) target[at++] = bytes[j] as number;
    else {
      target.set(bytes.subarray(start, end), at);
      at += end - start;
    }
  }
  target.set(constants[forms.length] as Uint8Array, at);
  out.length = at + (constants[forms.length] as Uint8Array).length;
}
