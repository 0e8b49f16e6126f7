import { readRows } from '../csvw/rows/rows.js';
import { languages } from '../text/languages.js';

/** What is known of observations before any file is read: tables of ours that come with the program. */

/** What a column is there for. */
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
  | 'action' // what is to be done with the row (SDMX-CSV 2.0)
  | 'structure' // where the structure is described (SDMX-CSV)
  | 'implied' // other statements say it
  | 'name' // of the code in another column
  | 'nameless'; // a padded header: nothing may stand in it

export interface KnownColumn {
  role: Role;
  concept: string; // of a dimension or attribute: "sex"
  note: string; // of one that is left out: what says it instead
}

/** A dimension or attribute: how its values stand in the graph. */
export interface Concept {
  concept: string;
  kind: 'dimension' | 'attribute';
  property: string; // an IRI, relative to the base where it is ours
  values: 'code' | 'unit' | 'number' | 'text';
  label: string;
}

/** The dimensions or the attributes of some concepts. */
export const kindOf = (concepts: Concept[], kind: Concept['kind']): Concept[] =>
  concepts.filter((concept) => concept.kind === kind);

/** An area of M49. */
export interface Area {
  area: string; // "004"
  names: [language: string, name: string][];
  kind: string;
  broader: string; // '' where there is none
  groups: string[];
  iso2: string;
  iso3: string;
}

/** Everything that the program's own tables say. */
export interface Tables {
  columns: Map<string, KnownColumn>; // by their names without capitals, spaces and punctuation: see `plainName`
  concepts: Concept[]; // in the order that they have in the address of an observation
  codes: Map<string, Map<string, string>>; // by concept: the code for one that is found in its place: "sex" → "_T" → "BOTHSEX"
  areas: Area[];
  matches: Map<string, string>; // what means the same elsewhere, by concept and code: "sex FEMALE"
}

/** Reads the tables; `read` gives the bytes of one by its name, "areas.csv". */
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

/** The rows of a table by the names of its columns. */
function rowsOf(bytes: Uint8Array, name: string): Record<string, string>[] {
  const [header, ...others] = readRows(bytes, name).rows;
  return others.map(({ cells }) =>
    Object.fromEntries((header?.cells ?? []).map((column, i) => [column, cells[i] ?? ''])),
  );
}

const areaOf = (row: Record<string, string>): Area => ({
  area: row['area'] ?? '',
  names: languages.flatMap((language): [string, string][] => {
    const name = row[`name_${language}`];
    return name ? [[language, name]] : [];
  }),
  kind: row['kind'] ?? '',
  broader: row['broader'] ?? '',
  groups: (row['groups'] ?? '').split(';').filter(Boolean),
  iso2: row['iso2'] ?? '',
  iso3: row['iso3'] ?? '',
});

/** "[Observation Status]", "OBS_STATUS" and "observation_status" as they are compared: "observationstatus". Letters are those of any script. */
export const plainName = (name: string): string => wordsOf(name).join('');

/** The words of a column's name in small letters: "[Année d'école]" → "année", "d", "école". */
export const wordsOf = (name: string): string[] =>
  name
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
