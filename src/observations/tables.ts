import { readRows } from '../csvw/rows/rows.js';
import { UserError } from '../problem.js';

/** Tables about observations. They ship with the program, and a project can replace each of them. */

/** Role of a column. */
export type Role =
  | 'series'
  | 'series-name'
  | 'indicator'
  | 'indicator-name'
  | 'area'
  | 'area-code' // another code, which is the area if there is no column `area`
  | 'area-name'
  | 'area-group' // a region; it is the area if there is no other column
  | 'period'
  | 'value'
  | 'bound-sign' // of a bound that replaces the value
  | 'bound-value'
  | 'dimension'
  | 'attribute'
  | 'action' // action for the row (SDMX-CSV 2.0)
  | 'structure' // identifies the structure (SDMX-CSV)
  | 'implied' // redundant
  | 'name' // of the code in another column
  | 'nested' // several dimensions in one cell, as JSON
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

/** A format of observation files, recognized by its header. */
export interface Format {
  name: string;
  title: string;
  header: string; // as shown to users
  needs: string[]; // plain names of columns that a file must have: "value", or one of "year|period"
  first: string; // plain name of the first column, or ''
  last: RegExp | undefined; // the last column is the value, and its name is the series in lower case
  file: RegExp | undefined; // the name of the file; its first group is the series
  marked: RegExp | undefined; // columns that are dimensions for certain
  code: string; // ending of columns with codes, or ''
  text: string; // ending of columns with the names of codes, or ''
  /**
   * sdmx: names of codes in the next column, and attributes after the value. sheet: only known columns. table: areas can be names.
   * figures: bounds have columns.
   */
  kind: '' | 'sdmx' | 'sheet' | 'table' | 'figures';
  language: string; // of the names in the files, or ''
}

/** The address of a series, an area, a unit or a code in files of a format. The format `*` is any format. */
export interface Address {
  format: string;
  what: 'series' | 'area' | 'unit' | 'code';
  address: string; // relative to the base; contains {code}, and for codes {concept}
}

/** Filters concepts by kind. */
export const kindOf = (concepts: Concept[], kind: Concept['kind']): Concept[] =>
  concepts.filter((concept) => concept.kind === kind);

/** An area of M49, or of the list of a project. */
export interface Area {
  area: string; // its code: "004"
  names: [language: string, name: string][];
  kind: string;
  broader: string; // or ''
  groups: string[];
  iso2: string;
  iso3: string;
}

/** All tables. */
export interface Tables {
  formats: Format[]; // the first one that fits is used
  addresses: Address[]; // the first one that fits is used
  columns: Map<string, KnownColumn>; // by plain name, see `plainName`
  concepts: Concept[]; // in the order of an observation's IRI
  codes: Map<string, Map<string, string>>; // by concept, codes by alternative spelling: "sex" → "_T" → "BOTHSEX"
  areas: Area[];
  matches: Map<string, string>; // equivalent IRIs by concept and code: "sex FEMALE"
}

/**
 * Reads the tables. `read` returns the bytes of a table such as "areas.csv", and `own` the bytes of a table of the project.
 * The addresses of the project come first. Its other tables replace ours.
 */
export function readTables(
  read: (name: string) => Uint8Array,
  own: (name: string) => Uint8Array | undefined = () => undefined,
): Tables {
  const table = (name: string): Record<string, string>[] => rowsOf(own(name) ?? read(name), name);
  const addresses = own('addresses.csv');
  const codes = new Map<string, Map<string, string>>();
  for (const { concept = '', found = '', code = '' } of table('codes.csv'))
    codes.set(concept, (codes.get(concept) ?? new Map<string, string>()).set(found, code));
  return {
    formats: table('formats.csv').map(formatOf),
    addresses: [
      ...(addresses ? rowsOf(addresses, 'addresses.csv') : []),
      ...rowsOf(read('addresses.csv'), 'addresses.csv'),
    ].map(addressOf),
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

const formatOf = ({ needs = '', last, marked, file, ...row }: Record<string, string>): Format => ({
  ...(row as unknown as Format),
  needs: needs.split(';').filter(Boolean),
  last: patternOf(last),
  file: patternOf(file),
  marked: patternOf(marked),
});

function patternOf(text = ''): RegExp | undefined {
  try {
    return text === '' ? undefined : new RegExp(text);
  } catch {
    throw new UserError(`formats.csv: "${text}" is not a regular expression`);
  }
}

function addressOf({ format = '', what, address = '' }: Record<string, string>): Address {
  const isAddress = /^[^\s<>"{}|\\^`]*(?:\{concept\}[^\s<>"{}|\\^`]*)?\{code\}$/.test(address);
  if (isAddress && /^(?:series|area|unit|code)$/.test(what ?? '')) return { format, what, address } as Address;
  throw new UserError(
    `addresses.csv: "${what}" and "${address}" must be series, area, unit or code, and an address that ends with {code}`,
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
