import { isUnreserved, percentEncode } from '../metadata/template.js';

/** How a value stands in the output; "value" as it is, for keys. */
export type Encoding = 'iri' | 'literal' | 'value';

/** A cell in an encoding. */
export interface Form {
  number: number;
  encoding: Encoding;
}

/** The cells of the row at hand, in the encodings that were asked for: the bytes of a form are a range of its source. */
export interface Forms {
  source: Uint8Array[]; // by form
  from: Int32Array;
  to: Int32Array;
  /** The number of a form, new or not. All forms are asked for before the first row. */
  form(cell: number, encoding: Encoding): number;
  /** The forms of a cell that were asked for. */
  of(cell: number): Form[];
  /** Forgets what the last row had to have encoded. */
  restart(): void;
  place(form: number, source: Uint8Array, from: number, to: number): void;
  /** Places bytes that are plain: a literal as they are, an IRI as they are if it may have all of them. */
  placePlain(form: Form, bytes: Uint8Array, from: number, to: number): void;
}

/** Memory for forms is taken once and the same for every row. Cells may be counted below 0, down to -2. */
export function createForms(cells: number): Forms {
  const known = Array.from({ length: cells + lowest }, (): Form[] => []);
  let scratch = new Uint8Array(1 << 12);
  let used = 0;
  const place = (form: number, source: Uint8Array, from: number, to: number): void => {
    forms.source[form] = source;
    forms.from[form] = from;
    forms.to[form] = to;
  };
  const placePlain = ({ number, encoding }: Form, bytes: Uint8Array, from: number, to: number): void => {
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
  const forms: Forms = {
    source: [],
    from: new Int32Array(16),
    to: new Int32Array(16),
    form(cell, encoding) {
      const found = forms.of(cell).find((form) => form.encoding === encoding);
      if (found) return found.number;
      const number = forms.source.push(scratch) - 1;
      if (number === forms.from.length) {
        forms.from = new Int32Array(2 * number);
        forms.to = new Int32Array(2 * number);
      }
      forms.of(cell).push({ number, encoding });
      return number;
    },
    of: (cell) => known[cell + lowest] as Form[],
    restart() {
      used = 0;
    },
    place,
    placePlain,
  };
  return forms;
}

const lowest = 2;
