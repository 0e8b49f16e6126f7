import type { SearchIndex } from '../../search/search.js';
import type { ThingIndex } from '../site-things.js';
import { type Entity, names } from './entities.js';
import { type KindWords, phraseOf } from './reading.js';

/** A class of things, or a property. */
export interface Term {
  id: string;
  name: string;
}

/** "http://metadata.un.org/sdg/ontology#isIndicatorOf" in words: "is indicator of". */
export const wordsOfIri = (iri: string): string =>
  (iri.split(/[#/]/).findLast((part) => part !== '') ?? iri)
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .replace(/ \p{Lu}(?=\p{Ll}|\s|$)/gu, (letter) => letter.toLowerCase());

/** What the types of things are called. */
export interface Kinds {
  types: string[]; // those that most things have come first, and what all are last
  nameOf(type: string, language: string): string;
  retired(language: string): string; // what is said of a thing that is no longer in use
  words: KindWords;
}

/** How people call what the codes of either agenda are of, besides the names of its classes. */
const agendas: [namespace: string, classes: RegExp, phrases: string[]][] = [
  ['http://metadata.un.org/sdg/ontology#', /(?:Goal|Target|Indicator|Series)$/, ['SDG', 'ODD', 'ODS', 'ЦУР']],
  ['http://metadata.un.org/sdg/ontology#', /Goal$/, ['Sustainable Development Goal']],
  ['https://w3id.org/gcm-graph/ontology#', /(?:Objective|Principle)$/, ['GCM', 'Global Compact for Migration']],
];

/** Learns the names of types from the lists of the site, which has them in every language; else from their IRIs. */
export function kindsOf(entities: Entity[], indexes: ReadonlyMap<string, SearchIndex>, { byPath }: ThingIndex): Kinds {
  const numbers = new Map<string, number>();
  for (const type of entities.flatMap(({ types }) => types)) numbers.set(type, (numbers.get(type) ?? 0) + 1);
  const rank = (type: string): number => (type === names.concept ? 0 : (numbers.get(type) ?? 0));
  const types = [...numbers.keys()].sort((a, b) => rank(b) - rank(a));

  const byIri = new Map(entities.map((entity) => [entity.iri, entity]));
  const called = new Map<string, Map<string, string>>(); // by language, by type
  for (const [language, { kinds, entries }] of indexes) {
    const own = new Map<string, string>();
    called.set(language, own);
    for (const { kind, path } of entries) {
      const type = byIri.get(byPath.get(path)?.iri ?? '')?.types[0];
      const name = kinds[kind ?? -1];
      if (type !== undefined && name !== undefined) own.set(type, name);
    }
  }
  const fromIri = (type: string): string => wordsOfIri(type).replace(/^./, (letter) => letter.toUpperCase());
  return {
    types,
    nameOf: (type, language) => called.get(language)?.get(type) ?? called.get('en')?.get(type) ?? fromIri(type),
    retired: (language) => indexes.get(language)?.words.retired ?? 'no longer in use',
    words: wordsFor(types, [...called.values(), new Map(types.map((type) => [type, fromIri(type)]))]),
  };
}

/**
 * A word means each type whose name in that language contains it: "objectif" is one of the Compact, and short for
 * "objectif de développement durable".
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
  for (const [namespace, classes, phrases] of agendas)
    for (const type of types.filter((one) => one.startsWith(namespace) && classes.test(one)))
      for (const phrase of phrases) learn(phraseOf(phrase), type);
  return words;
}
