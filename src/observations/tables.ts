import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

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

const folder = new URL('../../data/observations/', import.meta.url);

function readTable(name: string): Record<string, string>[] {
  return parse(readFileSync(new URL(name, folder)), { columns: true }) as Record<string, string>[];
}

/** Columns by their names without capitals, spaces and punctuation: see `plainName`. */
export const readColumns = (): Map<string, KnownColumn> =>
  new Map(
    readTable('columns.csv').map(({ found = '', role, concept = '', note = '' }) => [
      found,
      { role: role as Role, concept, note },
    ]),
  );

/** Dimensions and attributes, in the order that they have in the address of an observation. */
export const readConcepts = (): Concept[] => readTable('concepts.csv') as unknown as Concept[];

/** By concept: the code for one that is found in its place: "sex" → "_T" → "BOTHSEX". */
export function readCodes(): Map<string, Map<string, string>> {
  const codes = new Map<string, Map<string, string>>();
  for (const { concept = '', found = '', code = '' } of readTable('codes.csv')) {
    const known = codes.get(concept) ?? new Map<string, string>();
    codes.set(concept, known.set(found, code));
  }
  return codes;
}

export const languages = ['en', 'fr', 'es', 'ar', 'zh', 'ru'];

export const readAreas = (): Area[] =>
  readTable('areas.csv').map((row) => ({
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
  }));

/** "[Observation Status]", "OBS_STATUS" and "observation_status" as they are compared: "observationstatus". Letters are those of any script. */
export const plainName = (name: string): string => wordsOf(name).join('');

/** The words of a column's name in small letters: "[Année d'école]" → "année", "d", "école". */
export const wordsOf = (name: string): string[] =>
  name
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/** What means the same elsewhere, by concept and code: "sex FEMALE". */
export const readMatches = (): Map<string, string> =>
  new Map(readTable('matches.csv').map(({ concept, code, match = '' }) => [`${concept} ${code}`, match]));
