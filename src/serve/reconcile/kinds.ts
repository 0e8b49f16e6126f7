import type { SearchIndex } from '../../search/search.js';
import { codesInQuery, wordsOfQuery } from '../../search/terms.js';
import type { ThingIndex } from '../release.js';
import { limits } from '../settings.js';
import { type Entity, names } from './entities.js';

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

/** A way to understand a query as a code: "SDG indicator 16.2.2 Number of victims". */
export interface Reading {
  key: string; // as `codeKey` writes it: "16.2.2"
  kinds: ReadonlySet<string>[]; // types that words beside it name, each of which the thing must have one of
  name: string; // the words that are left: "number of victim"
  isBare: boolean; // a number or letter that says nothing by itself
}

/** Words for kinds of things, with the types that they may mean. */
type KindWords = ReadonlyMap<string, ReadonlySet<string>>;

/** A phrase as it is looked for among the words for kinds. */
const phraseOf = (text: string): string => wordsOfQuery(text).join(' ');

/** Whether a code tells by itself that it is one: with a point between, or of letters and digits. */
const isTelling = (key: string): boolean => /\d[._/-]\w|[a-z][a-z_]*\d|_/.test(key);

/**
 * The ways to understand a query as a code that is known, the whole first. A word alone is none when others stand beside
 * it that name no kind: "number" is the code of a unit, but not in "number of victims". Nor is a number, unless it comes
 * first.
 */
export function readingsOf(query: string, words: KindWords, isKnown: (key: string) => boolean): Reading[] {
  const parts = [...codesInQuery(query).entries()].filter(([, { key }]) => isKnown(key));
  return parts.slice(0, limits.reconcile.readings).flatMap(([place, { key, rest }]) => {
    const { kinds, name } = withoutKinds(wordsOfQuery(rest), words);
    const isBare = kinds.length === 0 && /^(?:\d+|.)$/u.test(key);
    const isMeant = name === '' || isTelling(key) || kinds.length > 0 || (place <= 1 && /^\d+$/.test(key));
    return isMeant ? [{ key, kinds, name, isBare }] : [];
  });
}

/** Takes the words for kinds away from both ends, the longest phrase first; what is between them is a name. */
function withoutKinds(all: string[], words: KindWords): Pick<Reading, 'kinds' | 'name'> {
  const most = limits.reconcile; // a query may be long: the work that it makes must not grow with it
  const kinds: ReadonlySet<string>[] = [];
  let rest = all;
  for (let length = most.wordsOfKind; length > 0 && kinds.length < most.kinds; length--) {
    if (length > rest.length) continue;
    const atStart = words.get(rest.slice(0, length).join(' '));
    const found = atStart ?? words.get(rest.slice(-length).join(' '));
    if (!found) continue;
    kinds.push(found);
    rest = atStart ? rest.slice(length) : rest.slice(0, -length);
    length = most.wordsOfKind + 1;
  }
  return { kinds, name: rest.join(' ') };
}
