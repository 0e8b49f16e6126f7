import { iri } from '../../rdf/iri.js';
import type { JsonTerm } from '../../rdf/terms.js';
import { fold, wordsOfQuery } from '../../search/normalize.js';
import type { SearchIndex } from '../../search/search.js';
import { addTo } from '../../text/order.js';
import { Refusal } from '../faults.js';
import type { ServedRelease, ThingIndex } from '../release.js';
import { ownAnswer } from '../sparql/pool.js';
import type { Outcome } from '../sparql/worker.js';
import known from './kinds.json' with { type: 'json' };

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
  const former = `${release.manifest.base}ontology#formerNumber`;
  return [...statements].map(([iri, values]) => entityOf(iri, values, former));
}

const toValue = ({ type, value, datatype, 'xml:lang': language }: JsonTerm): Value => ({
  isIri: type === 'uri',
  text: value,
  language: language ?? '',
  datatype: datatype ?? '',
});

function entityOf(iri: string, values: Map<string, Value[]>, former: string): Entity {
  const texts = (property: string): string[] => (values.get(property) ?? []).map(({ text }) => text);
  const types = texts(names.type);
  return {
    iri,
    // Every concept is a skos:Concept, the least specific type.
    types: [...types.filter((type) => type !== names.concept), ...types.filter((type) => type === names.concept)],
    names: nameProperties.flatMap((property) => values.get(property) ?? []),
    codes: texts(names.notation),
    formerCodes: texts(former),
    isRetired: texts(names.deprecated).includes('true'),
    values,
  };
}

/** Normalizes a name: removes differences in case, accents, punctuation and spaces. */
export const nameKey = (name: string): string => (fold(name).match(/\p{L}+|\p{N}+/gu) ?? []).join(' ');

/** Returns the name in a language, or otherwise in English, without a language, or in any language. */
export function nameOf({ names }: Entity, language: string): Value {
  const wanted = [language, 'en', ''].map((one) => names.find((name) => name.language === one));
  return (wanted.find(Boolean) ?? names[0]) as Value; // every entity has a name
}

/** Returns the usual code: "16.2.2" from "16.02.02", "16.2.2" and "C160202". */
export const codeOf = ({ codes }: Entity): string | undefined =>
  codes.find((code) => /^[1-9]\d*(?:\.(?:[1-9]\d*|[a-z]))*$/.test(code)) ?? codes[0];

/** A class or a property. */
export interface Term {
  id: string;
  name: string;
}

/**
 * Splits the local name of an IRI into words: "http://metadata.un.org/sdg/ontology#isIndicatorOf" → "is indicator of".
 */
export const wordsOfIri = (iri: string): string =>
  (iri.split(/[#/]/).findLast((part) => part !== '') ?? iri)
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .replace(/ \p{Lu}(?=\p{Ll}|\s|$)/gu, (letter) => letter.toLowerCase());

/** Names the types in each language, from the lists of the site or otherwise from their IRIs. */
export function kindsOf(entities: Entity[], indexes: ReadonlyMap<string, SearchIndex>, { byPath }: ThingIndex) {
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
    called.get(language)?.get(type) ?? called.get('en')?.get(type) ?? fromIri(type);
  return {
    types, // most frequent first, skos:Concept last
    usualTypes: types.filter((type) => new RegExp(known.usual).test(type) || type === names.concept), // for tables
    nameOf,
    termsOf: (some: string[], language: string): Term[] => some.map((id) => ({ id, name: nameOf(id, language) })),
    /** Returns the label of a retired entity. */
    retired: (language: string): string => indexes.get(language)?.words.retired ?? 'no longer in use',
    words: wordsFor(types, [...called.values(), new Map(types.map((type) => [type, fromIri(type)]))]),
  };
}

/** Names of types. */
export type Kinds = ReturnType<typeof kindsOf>;

/**
 * Maps each word to all types whose name in that language contains it: "objectif" means an objective of the Compact,
 * but also "objectif de développement durable".
 */
function wordsFor(types: string[], languages: Map<string, string>[]): KindWords {
  const words = new Map<string, Set<string>>();
  const learn = (phrase: string, type: string): void => {
    words.set(phrase, (words.get(phrase) ?? new Set()).add(type));
  };
  for (const called of languages) {
    const phrases = [...called].map(([type, name]) => ({ type, phrase: phraseOf(name) }));
    for (const { phrase } of phrases)
      for (const other of phrases) if (` ${other.phrase} `.includes(` ${phrase} `)) learn(phrase, other.type);
  }
  // Common names of each agenda, in addition to the names of its classes.
  for (const { classes, phrases } of known.agendas)
    for (const type of types.filter((one) => new RegExp(classes).test(one)))
      for (const phrase of phrases) learn(phraseOf(phrase), type);
  return words;
}

/** Words for kinds, with the types that they can mean. */
export type KindWords = ReadonlyMap<string, ReadonlySet<string>>;

/** Normalizes a phrase for the lookup in `KindWords`. */
const phraseOf = (text: string): string => wordsOfQuery(text).join(' ');
