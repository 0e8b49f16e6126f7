import { iri } from '../../rdf/iri.js';
import { xsdString } from '../../rdf/nquads.js';
import type { JsonTerm } from '../../rdf/terms.js';
import { shownCodes } from '../../roles/codes.js';
import type { Roles } from '../../roles/roles.js';
import { addTo } from '../../text/order.js';
import { fold, wordsOfQuery } from '../../text/search/normalize.js';
import { Refusal } from '../faults.js';
import { rolesOf, type ServedRelease, siteIndexes, thingsOf } from '../release.js';
import { ownAnswer } from '../sparql/pool.js';
import type { Outcome } from '../sparql/worker.js';

/** Entities of a release, with their names and the names of their types. */

/** A value of a property. */
export interface Value {
  isIri: boolean;
  text: string;
  language: string; // "" when unknown
  datatype: string; // "" for plain strings, strings with a language, and IRIs
}

/** A resource that names are matched with. */
export interface Entity {
  iri: string;
  types: string[]; // most specific first
  names: Value[]; // preferred names first
  codes: string[];
  code: string | undefined; // the code that is shown
  formerCodes: string[]; // another entity can have them now
  isRetired: boolean;
  values: ReadonlyMap<string, readonly Value[]>; // by property
}

export const names = {
  type: iri('rdf:type'),
  concept: iri('skos:Concept'),
  prefLabel: iri('skos:prefLabel'),
  altLabel: iri('skos:altLabel'),
  title: iri('dct:title'),
  label: iri('rdfs:label'),
  notation: iri('skos:notation'),
  deprecated: iri('owl:deprecated'),
};
const nameProperties = [names.prefLabel, names.title, names.label, names.altLabel];

/** Rows per query, so that an answer stays far below the limit of a thread. */
const pageRows = 5000;

/** Selects the statements about resources that have a name. Excludes datasets and files, which tables are not about. */
const page = (from: number): string => `
SELECT DISTINCT ?s ?p ?o WHERE {
  { SELECT DISTINCT ?s WHERE {
    ?s <${names.prefLabel}>|<${names.title}>|<${names.label}> ?name ; a ?type
    FILTER(isIRI(?s))
    FILTER NOT EXISTS { ?s a ?set FILTER(?set IN (<http://www.w3.org/ns/dcat#Dataset>,
      <http://rdfs.org/ns/void#Dataset>, <http://purl.org/linked-data/cube#DataSet>, <http://www.w3.org/ns/prov#Entity>)) }
  } }
  ?s ?p ?o
  FILTER(!isBlank(?o) && ?p != <http://www.w3.org/ns/prov#wasDerivedFrom>)
} ORDER BY ?s ?p STR(?o) LANG(?o) LIMIT ${pageRows} OFFSET ${from}`;

const unread = (outcome: Outcome): Refusal =>
  new Refusal(503, 'The names are not loaded yet: try again later', { 'Retry-After': '1' }, `names-${outcome.kind}`);

/** Reads the entities of a release, sorted by IRI. Throws `Refusal` when the pool cannot answer now. */
export async function readEntities(release: ServedRelease): Promise<Entity[]> {
  const statements = new Map<string, Map<string, Value[]>>();
  for (let from = 0; ; from += pageRows) {
    const mediaType = 'application/sparql-results+json';
    const outcome = await release.queries.run({ kind: 'own-query', text: page(from), mediaType });
    const found: Record<'s' | 'p' | 'o', JsonTerm>[] = JSON.parse(ownAnswer(outcome, unread)).results.bindings;
    for (const { s, p, o } of found) {
      const values = statements.get(s.value) ?? new Map<string, Value[]>();
      statements.set(s.value, values);
      addTo(values, p.value, toValue(o));
    }
    if (found.length < pageRows) break;
  }
  return [...statements].map(([iri, values]) => entityOf(iri, values, rolesOf(release)));
}

const toValue = ({ type, value, datatype, 'xml:lang': language }: JsonTerm): Value => ({
  isIri: type === 'uri',
  text: value,
  language: language ?? '',
  datatype: datatype ?? '',
});

function entityOf(iri: string, values: Map<string, Value[]>, { parts, codeTypes }: Roles): Entity {
  const texts = (property: string): string[] => (values.get(property) ?? []).map(({ text }) => text);
  const types = texts(names.type);
  const codes = values.get(names.notation) ?? [];
  const typed = codes.map(({ text, datatype }) => ({ value: text, datatype: datatype || xsdString }));
  return {
    iri,
    // Every concept is a skos:Concept, the least specific type.
    types: [...types.filter((type) => type !== names.concept), ...types.filter((type) => type === names.concept)],
    names: [...new Set([...nameProperties, ...parts.ShortName])].flatMap((property) => values.get(property) ?? []),
    codes: codes.map(({ text }) => text),
    code: shownCodes(typed, codeTypes)[0],
    formerCodes: parts.FormerCode.flatMap(texts),
    isRetired: texts(names.deprecated).includes('true'),
    values,
  };
}

/** Normalizes a name: removes differences in case, accents, punctuation and spaces. */
export const nameKey = (name: string): string => (fold(name).match(/\p{L}+|\p{N}+/gu) ?? []).join(' ');

/** Returns the name in the first of some languages that has one, or otherwise without a language, or in any language. */
export function nameOf({ names }: Entity, languages: readonly string[]): Value {
  const wanted = [...languages, ''].map((one) => names.find((name) => name.language === one));
  return (wanted.find(Boolean) ?? names[0]) as Value; // every entity has a name
}

/** A class or a property. */
export interface Term {
  id: string;
  name: string;
}

/** Splits the local name of an IRI into words: "http://example.org/ontology#isPartOf" → "is part of". */
export const wordsOfIri = (iri: string): string =>
  (iri.split(/[#/]/).findLast((part) => part !== '') ?? iri)
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .replace(/ \p{Lu}(?=\p{Ll}|\s|$)/gu, (letter) => letter.toLowerCase());

/** Names the types in each language, from the lists of the site or otherwise from their IRIs. */
export function kindsOf(entities: Entity[], release: ServedRelease) {
  const [indexes, { byPath }, roles] = [siteIndexes(release), thingsOf(release), rolesOf(release).kinds];
  const numbers = new Map<string, number>();
  for (const type of entities.flatMap(({ types }) => types)) numbers.set(type, (numbers.get(type) ?? 0) + 1);
  const rank = (type: string): number => (type === names.concept ? 0 : (numbers.get(type) ?? 0));
  const types = [...numbers.keys()].sort((a, b) => rank(b) - rank(a));

  const byIri = new Map(entities.map((entity) => [entity.iri, entity]));
  const called = new Map<string, Map<string, string>>(); // by language, by type
  for (const [language, { kinds, entries }] of indexes) {
    const named = entries.flatMap(({ kind, path }): [type: string, name: string][] => {
      const type = byIri.get(byPath.get(path)?.iri ?? '')?.types[0];
      const name = kinds[kind ?? -1];
      return type === undefined || name === undefined ? [] : [[type, name]];
    });
    called.set(language, new Map(named));
  }
  const fromIri = (type: string): string => wordsOfIri(type).replace(/^./, (letter) => letter.toUpperCase());
  const nameOf = (type: string, language: string): string =>
    called.get(language)?.get(type) ?? [...called.values()][0]?.get(type) ?? fromIri(type);
  const usual = types.filter((type) => roles.get(type)?.inTables);
  const named = [...called.values(), new Map(types.map((type) => [type, fromIri(type)]))];
  const alsoCalled = types.flatMap((type) => (roles.get(type)?.alsoCalled ?? []).map((name) => ({ type, name })));
  return {
    types, // most frequent first, skos:Concept last
    /** The types that tables are usually about. */
    usualTypes: usual.length === 0 ? types : types.filter((type) => usual.includes(type) || type === names.concept),
    nameOf,
    termsOf: (some: string[], language: string): Term[] => some.map((id) => ({ id, name: nameOf(id, language) })),
    /** Returns the label of a retired entity. */
    retired: (language: string): string => indexes.get(language)?.words.retired ?? 'no longer in use',
    words: wordsFor(named, alsoCalled),
  };
}

/** Maps each word to all types whose name in that language contains it: "station" also means a "bus station". */
function wordsFor(languages: Map<string, string>[], alsoCalled: { type: string; name: string }[]): KindWords {
  const words = new Map<string, Set<string>>();
  const learn = (phrase: string, type: string): void => {
    words.set(phrase, (words.get(phrase) ?? new Set()).add(type));
  };
  for (const called of languages) {
    const phrases = [...called].map(([type, name]) => ({ type, phrase: phraseOf(name) }));
    for (const { phrase } of phrases)
      for (const other of phrases) if (` ${other.phrase} `.includes(` ${phrase} `)) learn(phrase, other.type);
  }
  for (const { type, name } of alsoCalled) learn(phraseOf(name), type);
  return words;
}

/** Words for kinds, with the types that they can mean. */
export type KindWords = ReadonlyMap<string, ReadonlySet<string>>;

/** Normalizes a phrase for the lookup in `KindWords`. */
const phraseOf = (text: string): string => wordsOfQuery(text).join(' ');
