import { addCount, addTo } from '../../text/order.js';
import { codeKey, wordsOfQuery } from '../../text/search/normalize.js';
import { languagesOf, perRelease, rolesOf, type ServedRelease } from '../release.js';
import { limits } from '../settings.js';
import { type Entity, kindsOf, nameKey, readEntities, type Term, type Value, wordsOfIri } from './entities.js';

/** A name of an entity, and its `nameKey`. */
interface Named {
  entity: Entity;
  text: string;
  key: string;
}

/**
 * Indexes a release for matching, on first use. For 600 entities in six languages this takes half a second and about
 * 15 MB.
 */
export const knowledgeOf = perRelease(async (release: ServedRelease) => {
  const entities = await readEntities(release);
  const byIri = new Map(entities.map((entity) => [entity.iri, entity]));
  const named: Named[] = entities.flatMap((entity) =>
    entity.names.map(({ text }) => ({ entity, text, key: nameKey(text) })),
  );
  const properties = [...new Set(entities.flatMap(({ values }) => [...values.keys()]))].sort();
  const given = [languagesOf(release), rolesOf(release).languages].find(({ length }) => length > 0);
  return {
    entities,
    /** The languages of the site; without a site, of the names. The first one replaces missing texts. */
    languages: given ?? usualLanguages(entities),
    byIri,
    named,
    byName: groupBy(entities, ({ names }) => names.map(({ text }) => nameKey(text))),
    byCode: groupBy(entities, ({ codes }) => codes.map(codeKey)),
    byFormerCode: groupBy(entities, ({ formerCodes }) => formerCodes.map(codeKey)),
    likeness: createLikeness(named),
    having: createValueIndex(entities, byIri),
    kinds: kindsOf(entities, release),
    properties: properties.map((id): Term => ({ id, name: wordsOfIri(id) })),
  };
});

export type Knowledge = Awaited<ReturnType<typeof knowledgeOf>>;

/** The languages of the names, most frequent first. */
function usualLanguages(entities: Entity[]): string[] {
  const counts = new Map<string, number>();
  for (const { names } of entities) for (const { language } of names) if (language !== '') addCount(counts, language);
  return [...counts].sort(([, a], [, b]) => b - a).map(([language]) => language);
}

function groupBy(entities: Entity[], keysOf: (entity: Entity) => string[]): Map<string, Entity[]> {
  const groups = new Map<string, Entity[]>();
  for (const entity of entities) for (const key of new Set(keysOf(entity))) if (key !== '') addTo(groups, key, entity);
  return groups;
}

/**
 * Weights of missing pieces. A piece missing in the name counts more, because users shorten names but rarely add words.
 */
const missingInName = 0.8;
const missingInText = 0.25;

/** Assumed frequency of an unknown piece. It is low, because one wrong letter makes three unknown pieces. */
const unknown = 30;

/**
 * Finds the entities whose names share pieces with a text, with the similarity (0 to 1) of their most similar name.
 * Compares trigrams weighted by rarity, so word order does not matter and typing mistakes matter little. N names have
 * about 100 N trigrams, and each takes 4 bytes.
 */
function createLikeness(names: readonly Named[]): (text: string) => Map<Entity, number> {
  const pieces = names.map(({ text }) => piecesOf(text));
  const holders = holdersOf(pieces);
  const weight = (piece: string): number => Math.log(1 + names.length / (holders.get(piece)?.length ?? unknown));
  const sum = (own: Set<string>): number => [...own].reduce((total, piece) => total + weight(piece), 0);
  const totals = Float64Array.from(pieces, sum);

  return (text) => {
    const own = piecesOf(text);
    const total = sum(own);
    const shared = new Float64Array(names.length);
    for (const piece of own) {
      const more = weight(piece);
      for (const name of holders.get(piece) ?? []) shared[name] = (shared[name] ?? 0) + more;
    }
    const alike = new Map<Entity, number>();
    for (const [name, { entity }] of names.entries()) {
      const both = shared[name] as number;
      if (both === 0) continue;
      const whole = both + missingInName * (total - both) + missingInText * ((totals[name] ?? 0) - both);
      alike.set(entity, Math.max(both / whole, alike.get(entity) ?? 0));
    }
    return alike;
  };
}

/** Maps each piece to the names that contain it. */
function holdersOf(pieces: Set<string>[]): Map<string, Uint32Array> {
  const holders = new Map<string, number[]>();
  for (const [name, own] of pieces.entries()) for (const piece of own) addTo(holders, piece, name);
  return new Map([...holders].map(([piece, known]) => [piece, Uint32Array.from(known)]));
}

/**
 * Splits a text: "people" → "_pe", "peo", "eop", "opl", "ple", "le_". Chinese is split into single characters and
 * pairs.
 */
function piecesOf(text: string): Set<string> {
  const pieces = wordsOfQuery(text).flatMap((word) => {
    const letters = [...word];
    if (/^\p{Script=Han}/u.test(word)) return [...letters, ...letters.slice(1).map((one, i) => `${letters[i]}${one}`)];
    const framed = ['_', ...letters, '_'];
    return framed.slice(2).map((one, i) => `${framed[i]}${framed[i + 1]}${one}`);
  });
  return new Set(pieces);
}

/**
 * Finds the entities that have one of the given values of a property: the value itself, or a name or code of an entity
 * that is the value. Each property is indexed on first use.
 */
function createValueIndex(entities: Entity[], byIri: ReadonlyMap<string, Entity>) {
  const indexes = new Map<string, Map<string, Entity[]>>();
  const indexOf = (property: string): Map<string, Entity[]> => {
    const index = indexes.get(property) ?? new Map<string, Entity[]>();
    if (indexes.has(property)) return index;
    for (const entity of entities)
      for (const value of entity.values.get(property) ?? [])
        for (const key of keysOf(value, byIri)) addTo(index, key, entity);
    if (index.size > 0) indexes.set(property, index); // unknown properties would fill the memory
    return index;
  };
  return (property: string, given: readonly string[]): ReadonlySet<Entity> => {
    const index = indexOf(property);
    const keys = new Set(given.flatMap((text) => [text, ...spellingsOf(cut(text))]));
    return new Set([...keys].flatMap((key) => index.get(key) ?? []));
  };
}

/** Truncates a text after normalization, in which one character can become 18. */
export const cut = (text: string): string => text.normalize('NFKC').slice(0, limits.reconcile.text);

const spellingsOf = (text: string): string[] => [text, nameKey(text), codeKey(text)].filter((key) => key !== '');

function keysOf({ isIri, text }: Value, byIri: ReadonlyMap<string, Entity>): Set<string> {
  if (!isIri) return new Set(spellingsOf(text));
  const { codes = [], names = [] } = byIri.get(text) ?? {};
  return new Set([text, ...codes.map(codeKey), ...names.map((name) => nameKey(name.text))]);
}
