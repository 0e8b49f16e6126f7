import { grown, utf8 } from '../../bytes.js';
import { createMemo, type Encoding, type RowCells } from './byte-cells.js';

/** A growing buffer. `reserve` can replace `bytes`; `length` is the number of filled bytes. */
export type Output = ReturnType<typeof createOutput>;

export function createOutput() {
  const output = {
    bytes: new Uint8Array(1 << 20),
    length: 0,
    /** Makes room for this many more bytes. */
    reserve(size: number): void {
      if (output.bytes.length - output.length >= size) return;
      output.bytes = grown(output.bytes, Math.max(output.length + size, 2 * output.bytes.length));
    },
  };
  return output;
}

/** A placeholder for a cell's value in a line. */
export interface Slot {
  cell: number; // negative for a virtual cell such as `rowNumberCell`
  encode: Encoding;
}

/** The states of a cell that a line requires. */
export interface Condition {
  cell: number;
  states: number[];
}

/** One statement of a row: texts and slots, newline included. It is written if all conditions are met. */
export interface Line {
  when: Condition[];
  parts: (string | Slot)[];
}

/** Alternating constants and forms of cells. It begins and ends with a constant. */
interface Template {
  constants: (Uint8Array | undefined)[]; // undefined if empty
  forms: number[];
  first: number[]; // by slot: the first slot with the same form
  fixedSize: number; // bytes of all constants
}

const kindLimit = 1024; // combinations of cell states with a shared template; for others, lines are written separately

/**
 * Compiles the lines of a table's rows. Rows with the same cell states have the same lines, and share one template. It
 * joins all text between two slots, even of several lines, to one constant. The returned function appends the current row.
 */
export function compileLines(lines: Line[], cells: RowCells): (out: Output) => void {
  const parts = lines.map((line) => compileParts(line, cells));
  const single = parts.map((one) => createTemplate(one));
  const needed = [...new Set(lines.flatMap(({ when }) => when.map(({ cell }) => cell)))];
  const states = new Uint8Array(needed.length);
  let kinds = 0;
  const choose = createMemo((): Template[] => {
    const complete = lines.flatMap(({ when }, i) =>
      when.every((one) => one.states.includes(cells.states[one.cell] as number)) ? [i] : [],
    );
    if (kinds++ >= kindLimit) return complete.map((i) => single[i] as Template);
    return [createTemplate(complete.flatMap((i) => parts[i] as (string | number)[]))];
  });
  let chosen: Template[] = [];
  return (out) => {
    if (cells.haveChanged) {
      for (let i = 0; i < needed.length; i++) states[i] = cells.states[needed[i] as number] as number;
      chosen = choose(states, 0, states.length);
      cells.haveChanged = false;
    }
    for (let i = 0; i < chosen.length; i++) fill(chosen[i] as Template, cells, out);
  };
}

/** Splits a line into texts and forms. The cached forms of a cell that is never plain include the texts around it. */
function compileParts(line: Line, cells: RowCells): (string | number)[] {
  const parts = joinTexts(line.parts);
  const texts = parts.map((part) => (typeof part === 'string' ? part : ''));
  const forms = parts.map((part, i) => {
    if (typeof part === 'string') return undefined;
    const { cell, encode } = part;
    if (!cells.isMemoized(cell)) return cells.form(cell, encode);
    const [before, after] = [texts[i - 1] ?? '', texts[i + 1] ?? ''];
    if (i > 0) texts[i - 1] = '';
    if (i + 1 < texts.length) texts[i + 1] = '';
    return cells.form(cell, encode, before, after);
  });
  return parts.map((_, i) => forms[i] ?? (texts[i] as string));
}

/** Joins consecutive texts. */
function joinTexts(parts: Line['parts']): Line['parts'] {
  const joined: Line['parts'] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (typeof part === 'string' && typeof last === 'string') joined[joined.length - 1] = last + part;
    else joined.push(part);
  }
  return joined;
}

function createTemplate(parts: (string | number)[]): Template {
  const constants = [''];
  const forms: number[] = [];
  for (const part of parts) {
    if (typeof part === 'string') constants[constants.length - 1] += part;
    else {
      forms.push(part);
      constants.push('');
    }
  }
  const encoded = constants.map(utf8);
  return {
    constants: encoded.map((constant) => (constant.length > 0 ? constant : undefined)),
    forms,
    first: forms.map((form) => forms.indexOf(form)),
    fixedSize: encoded.reduce((sum, { length }) => sum + length, 0),
  };
}

const longSlot = 64; // from this length, a native copy is faster than a loop
let places = new Int32Array(256); // by slot: its position in the output

function fill({ constants, forms, first, fixedSize }: Template, { source, from, to }: RowCells, out: Output): void {
  let size = fixedSize;
  for (let i = 0; i < forms.length; i++) {
    const form = forms[i] as number;
    size += (to[form] as number) - (from[form] as number);
  }
  if (out.bytes.length - out.length < size) out.reserve(size);
  if (places.length < forms.length) places = new Int32Array(2 * forms.length);
  const target = out.bytes;
  let at = out.length;
  for (let i = 0; i < forms.length; i++) {
    const constant = constants[i];
    if (constant !== undefined) {
      target.set(constant, at);
      at += constant.length;
    }
    const form = forms[i] as number;
    const bytes = source[form] as Uint8Array;
    const start = from[form] as number;
    const end = to[form] as number;
    if (end - start < longSlot) {
      for (let j = start; j < end; j++) target[at++] = bytes[j] as number;
      continue;
    }
    const before = first[i] as number;
    places[i] = at;
    if (before < i) target.copyWithin(at, places[before] as number, (places[before] as number) + end - start);
    else if (start === 0 && end === bytes.length) target.set(bytes, at);
    else target.set(bytes.subarray(start, end), at);
    at += end - start;
  }
  const last = constants[forms.length];
  if (last !== undefined) target.set(last, at);
  out.length = at + (last?.length ?? 0);
}
