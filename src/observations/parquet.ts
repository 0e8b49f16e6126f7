import type { Line, Slot } from '../csvw/stream/template.js';
import type { Census } from './census.js';
import { area, type Places, period, series } from './observation-lines.js';
import { type Area, type Concept, kindOf } from './tables.js';
import { readValue, type Value } from './values.js';

/** An observation as a Parquet file is made of it. */
export interface TableRow {
  texts: string[]; // series, area, period, dimensions and attributes, '' where nothing is said, and the value as it is given
  value: Value;
}

/** Ends each text of a row that a Parquet file is made of; it is refused as a part of any. */
const textEnd = '\u001f'; // unit separator

/** What the cells of a row say, and then the value as it is given: what the rows of a Parquet file are made of. */
export const textsLine = ({ dimensions, attributes, text }: Places): Line => ({
  when: [],
  parts: [series, area, period, ...dimensions, ...attributes, text].flatMap((cell): (string | Slot)[] => [
    { cell, encode: 'value' },
    textEnd,
  ]),
});

/** Reads rows of `width` texts, each with its end, from a file that comes in pieces. */
export function* readTexts(pieces: Iterable<string>, width: number): Generator<TableRow> {
  let texts: string[] = [];
  let begun = ''; // the text that goes on in the next piece
  for (const piece of pieces) {
    const parts = `${begun}${piece}`.split(textEnd);
    begun = parts.pop() as string;
    for (const part of parts) {
      if (texts.push(part) < width) continue;
      yield { texts, value: readValue(part) };
      texts = [];
    }
  }
  if (begun !== '' || texts.length > 0) throw new Error('the rows end within one');
}

/** A column of the Parquet file; null where an observation has nothing to say. */
export interface TableColumn {
  name: string;
  type: 'STRING' | 'DOUBLE';
  isCode: boolean; // its texts come again and again
  of(row: TableRow): string | number | null;
}

/** How many texts a row has: series, area, period, dimensions, attributes and the value. */
export const textsWidth = (concepts: Concept[]): number => 3 + concepts.length + 1;

/** The columns of all files, and then one for each dimension and attribute that occurs. */
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
  const status = place('obsStatus') as number; // a missing value has one in any file
  const areaNames = new Map(known.map(({ area, names }) => [area, new Map(names).get('en')]));
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

/** Attributes that have a column in every file, under another name. */
const ownColumns = new Set(['units', 'obsStatus']);

const code = (name: string, of: TableColumn['of']): TableColumn => ({ name, type: 'STRING', isCode: true, of });
const number = (name: string, of: TableColumn['of']): TableColumn => ({ name, type: 'DOUBLE', isCode: false, of });
const text = (name: string, place: number | undefined): TableColumn =>
  code(name, ({ texts }) => (place !== undefined && texts[place]) || null);

/** Null for what is larger than any double: nobody gave an infinity. */
function double(lexical: string): number | null {
  const value = Number(lexical);
  return Number.isFinite(value) ? value : null;
}

/** A missing value is M, and what the file says besides; in the graph these are two statements. */
const statusOf = (given: string, { kind }: Value): string | null =>
  (kind === 'missing' ? ['M', given].filter(Boolean).join(';') : given) || null;

/** A name that is taken, be it in other letters, gets a line behind it: SQL tells no capitals apart. */
function distinct(columns: TableColumn[], taken: Set<string>): TableColumn[] {
  return columns.map((column) => {
    let { name } = column;
    while (taken.has(name.toLowerCase())) name += '_';
    taken.add(name.toLowerCase());
    return { ...column, name };
  });
}
