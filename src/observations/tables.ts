import { readRows } from '../csvw/rows/rows.js';

/** Tables about observations that ship with the program. */

/** Role of a column. */
export type Role =
  | 'series'
  | 'series-name'
  | 'indicator'
  | 'area'
  | 'area-name'
  | 'period'
  | 'value'
  | 'dimension'
  | 'attribute'
  | 'action' // action for the row (SDMX-CSV 2.0)
  | 'structure' // identifies the structure (SDMX-CSV)
  | 'implied' // redundant
  | 'name' // of the code in another column
  | 'nameless'; // an empty header; its cells must be empty

export interface KnownColumn {
  role: Role;
  concept: string; // of a dimension or attribute: "sex"
  note: string; // of a redundant column: where the same information is
}

/** A dimension or attribute, and how the graph represents its values. */
export interface Concept {
  concept: string;
  kind: 'dimension' | 'attribute';
  property: string; // an IRI; our own are relative to the base
  values: 'code' | 'unit' | 'number' | 'text';
  label: string;
}

/** Filters concepts by kind. */
export const kindOf = (concepts: Concept[], kind: Concept['kind']): Concept[] =>
  concepts.filter((concept) => concept.kind === kind);

/** An area of M49. */
export interface Area {
  area: string; // "004"
  names: [language: string, name: string][];
  kind: string;
  broader: string; // or ''
  groups: string[];
  iso2: string;
  iso3: string;
}

/** All tables that ship with the program. */
export interface Tables {
  columns: Map<string, KnownColumn>; // by plain name, see `plainName`
  concepts: Concept[]; // in the order of an observation's IRI
  codes: Map<string, Map<string, string>>; // by concept, codes by alternative spelling: "sex" → "_T" → "BOTHSEX"
  areas: Area[];
  matches: Map<string, string>; // equivalent IRIs by concept and code: "sex FEMALE"
}

/** Reads the tables. `read` returns the bytes of a table such as "areas.csv". */
export function readTables(read: (name: string) => Uint8Array): Tables {
  const table = (name: string): Record<string, string>[] => rowsOf(read(name), name);
  const codes = new Map<string, Map<string, string>>();
  for (const { concept = '', found = '', code = '' } of table('codes.csv'))
    codes.set(concept, (codes.get(concept) ?? new Map<string, string>()).set(found, code));
  return {
    columns: new Map(
      table('columns.csv').map(({ found = '', role, concept = '', note = '' }) => [
        found,
        { role: role as Role, concept, note },
      ]),
    ),
    concepts: table('concepts.csv') as unknown as Concept[],
    codes,
    areas: table('areas.csv').map(areaOf),
    matches: new Map(table('matches.csv').map(({ concept, code, match = '' }) => [`${concept} ${code}`, match])),
  };
}

/** Returns the rows of a table as objects, with the column names as keys. */
function rowsOf(bytes: Uint8Array, name: string): Record<string, string>[] {
  const [header, ...others] = readRows(bytes, name).rows;
  return others.map(({ cells }) =>
    Object.fromEntries((header?.cells ?? []).map((column, i) => [column, cells[i] ?? ''])),
  );
}

const areaOf = (row: Record<string, string>): Area => ({
  area: row['area'] ?? '',
  names: Object.entries(row).flatMap(([column, name]): [string, string][] =>
    column.startsWith('name_') && name !== '' ? [[column.slice('name_'.length), name]] : [],
  ),
  kind: row['kind'] ?? '',
  broader: row['broader'] ?? '',
  groups: (row['groups'] ?? '').split(';').filter(Boolean),
  iso2: row['iso2'] ?? '',
  iso3: row['iso3'] ?? '',
});

/** Simplifies a column name for comparison: "[Observation Status]", "OBS_STATUS" → "observationstatus". */
export const plainName = (name: string): string => wordsOf(name).join('');

/** Returns the words of a column name in lower case: "[Année d'école]" → "année", "d", "école". */
export const wordsOf = (name: string): string[] =>
  name
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
