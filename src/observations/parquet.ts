import { grown, textOf } from '../bytes.js';
import { createMemo } from '../csvw/stream/byte-cells.js';
import type { Line, Slot } from '../csvw/stream/line-template.js';
import type { Census } from './census.js';
import { area, type Places, period, series } from './observation-lines.js';
import { type Area, type Concept, kindOf } from './tables.js';
import { readValue, type Value } from './values.js';

/** An observation as a row of a Parquet file. */
export interface TableRow {
  texts: string[]; // series, area, period, dimensions, attributes ('' if missing) and the value as given
  value: Value;
  size: number; // bytes of the texts
}

/** Separator of the texts of a row. Cells that contain it are rejected. */
const textEnd = '\u001f'; // unit separator

/** Writes the cell texts of a row, followed by the value as given. */
export const textsLine = ({ dimensions, attributes, text }: Places): Line => ({
  when: [],
  parts: [series, area, period, ...dimensions, ...attributes, text].flatMap((cell): (string | Slot)[] => [
    { cell, encode: 'value' },
    textEnd,
  ]),
});

const endByte = textEnd.charCodeAt(0);

/**
 * Reads rows of `width` texts into a single reused object. Repeated texts are the same string. `fill` copies the next
 * bytes into an array and returns their number.
 */
export function* readTexts(
  fill: (target: Uint8Array) => number,
  width: number,
  blockSize = 1 << 20,
): Generator<TableRow> {
  const row: TableRow = { texts: new Array<string>(width).fill(''), value: { kind: 'missing' }, size: 0 };
  const starts = new Int32Array(width + 1); // text i begins at starts[i] and ends 1 byte before starts[i + 1]
  let bytes = new Uint8Array(blockSize);
  let length = 0;
  let filled = bytes.subarray(0, 0);
  const textAt = (i: number): string => textOf(bytes.subarray(starts[i], (starts[i + 1] as number) - 1));
  const memos = Array.from({ length: width - 1 }, (_, i) => createMemo(() => textAt(i)));
  /** Finds the texts of the row that begins at `at`. Returns false if the row is incomplete. */
  const findRow = (at: number): boolean => {
    starts[0] = at;
    for (let text = 1; text <= width; text++) {
      const end = filled.indexOf(endByte, starts[text - 1]);
      if (end < 0) return false;
      starts[text] = end + 1;
    }
    return true;
  };
  for (;;) {
    const read = fill(bytes.subarray(length));
    length += read;
    filled = bytes.subarray(0, length);
    let at = 0;
    while (findRow(at)) {
      for (const [i, memo] of memos.entries())
        row.texts[i] = memo(bytes, starts[i] as number, (starts[i + 1] as number) - 1);
      row.texts[width - 1] = textAt(width - 1);
      row.value = readValue(textAt(width - 1));
      row.size = (starts[width] as number) - at;
      yield row;
      at = starts[width] as number;
    }
    if (read === 0 && at < length) throw new Error('the last row is incomplete');
    if (read === 0) return;
    bytes.copyWithin(0, at, length);
    length -= at;
    if (length === bytes.length) bytes = grown(bytes, 2 * length);
  }
}

/** A column of the Parquet file. Null means that an observation has no value for it. */
export interface TableColumn {
  name: string;
  type: 'STRING' | 'DOUBLE';
  isCode: boolean; // its texts repeat
  of(row: TableRow): string | number | null;
}

/** Number of texts per row: series, area, period, dimensions, attributes and the value. */
export const textsWidth = (concepts: Concept[]): number => 3 + concepts.length + 1;

/** Returns the columns that every file has, and one for each dimension and attribute that occurs. */
export function tableColumns(concepts: Concept[], census: Census, known: Area[]): TableColumn[] {
  const order = [...kindOf(concepts, 'dimension'), ...kindOf(concepts, 'attribute')].map(({ concept }) => concept);
  const place = (concept: string): number | undefined =>
    order.includes(concept) ? 3 + order.indexOf(concept) : undefined;
  const occurring = (kind: Concept['kind']): TableColumn[] => {
    const found = new Set(census.series.flatMap((one) => one[`${kind}s`]).map(({ concept }) => concept));
    return kindOf(concepts, kind)
      .filter(({ concept }) => found.has(concept) && !ownColumns.has(concept))
      .map(({ concept }) => text(concept, place(concept)));
  };
  const status = place('obsStatus') as number; // missing values have a status in any file
  const areaNames = new Map(known.map(({ area, names }) => [area, names[0]?.[1]])); // in the first language of the list
  const keys = [
    text('series', 0),
    text('area', 1),
    code('areaName', ({ texts: [, area = ''] }) => areaNames.get(area) ?? census.areas.get(area)?.[0] ?? area),
    text('period', 2),
  ];
  const values = [
    number('value', ({ value }) => (value.kind === 'number' ? double(value.lexical) : null)),
    { ...text('valueText', textsWidth(concepts) - 1), isCode: false },
    code('boundSign', ({ value }) => (value.kind === 'bound' ? value.sign : null)),
    number('boundValue', ({ value }) => (value.kind === 'bound' ? double(value.lexical) : null)),
    text('unit', place('units')),
    code('status', ({ texts, value }) => statusOf(texts[status] ?? '', value)),
  ];
  const taken = new Set([...keys, ...values].map(({ name }) => name.toLowerCase()));
  const [dimensions, attributes] = [distinct(occurring('dimension'), taken), distinct(occurring('attribute'), taken)];
  return [...keys, ...dimensions, ...values, ...attributes];
}

/** Attributes that have a column in every file, under a different name. */
const ownColumns = new Set(['units', 'obsStatus']);

const code = (name: string, of: TableColumn['of']): TableColumn => ({ name, type: 'STRING', isCode: true, of });
const number = (name: string, of: TableColumn['of']): TableColumn => ({ name, type: 'DOUBLE', isCode: false, of });
const text = (name: string, place: number | undefined): TableColumn =>
  code(name, ({ texts }) => (place !== undefined && texts[place]) || null);

/** Returns null for numbers beyond the range of a double, because the file does not contain infinities. */
function double(lexical: string): number | null {
  const value = Number(lexical);
  return Number.isFinite(value) ? value : null;
}

/** A missing value has the status M and the status from the file. In the graph these are 2 statements. */
const statusOf = (given: string, { kind }: Value): string | null =>
  (kind === 'missing' ? ['M', given].filter(Boolean).join(';') : given) || null;

/** Appends "_" to names that differ only in capitals, because SQL ignores case. */
function distinct(columns: TableColumn[], taken: Set<string>): TableColumn[] {
  return columns.map((column) => {
    let { name } = column;
    while (taken.has(name.toLowerCase())) name += '_';
    taken.add(name.toLowerCase());
    return { ...column, name };
  });
}
