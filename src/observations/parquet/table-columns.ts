import type { Value } from '../read-value.js';
import type { Census } from '../structure/census.js';
import type { Area, Concept } from '../tables.js';
import type { TableRow } from './table-row.js';

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
export function tableColumns(concepts: Concept[], { series, areas }: Census, known: Area[]): TableColumn[] {
  const order = [...kindOf(concepts, 'dimension'), ...kindOf(concepts, 'attribute')];
  const place = (concept: string): number | undefined => {
    const at = order.findIndex((one) => one.concept === concept);
    return at < 0 ? undefined : 3 + at;
  };
  const occurring = (kind: Concept['kind']): TableColumn[] => {
    const found = new Set(series.flatMap((one) => one[`${kind}s`]).map(({ concept }) => concept));
    return kindOf(concepts, kind)
      .filter(({ concept }) => found.has(concept) && !ownColumns.has(concept))
      .map(({ concept }) => text(concept, place(concept)));
  };
  const status = place('obsStatus') as number; // a missing value has one in any file
  const areaNames = new Map(known.map(({ area, names }) => [area, new Map(names).get('en')]));
  const own = [
    text('series', 0),
    text('area', 1),
    code('areaName', ({ texts: [, area = ''] }) => areaNames.get(area) ?? areas.get(area)?.[0] ?? area),
    text('period', 2),
    number('value', ({ value }) => (value.kind === 'number' ? double(value.lexical) : null)),
    { ...text('valueText', textsWidth(concepts) - 1), isCode: false },
    code('boundSign', ({ value }) => (value.kind === 'bound' ? value.sign : null)),
    number('boundValue', ({ value }) => (value.kind === 'bound' ? double(value.lexical) : null)),
    text('unit', place('units')),
    code('status', ({ texts, value }) => statusOf(texts[status] ?? '', value)),
  ];
  const taken = new Set(own.map(({ name }) => name.toLowerCase()));
  const [dimensions, attributes] = [distinct(occurring('dimension'), taken), distinct(occurring('attribute'), taken)];
  return [...own.slice(0, keyColumns), ...dimensions, ...own.slice(keyColumns), ...attributes];
}

const keyColumns = 4; // after them come the dimensions

/** Attributes that have a column in every file, under another name. */
const ownColumns = new Set(['units', 'obsStatus']);

const kindOf = (concepts: Concept[], kind: Concept['kind']): Concept[] =>
  concepts.filter((concept) => concept.kind === kind);

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
