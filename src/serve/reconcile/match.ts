import { compareCodePoints } from '../../text/order.js';
import { codeKey, codesInQuery, wordsOfQuery } from '../../text/search/normalize.js';
import { limits } from '../settings.js';
import { type Entity, type KindWords, nameKey, type Term } from './entities.js';
import { cut, type Knowledge } from './knowledge.js';
import type { Query } from './request.js';

/**
 * Scores of candidates, from 0 to 100, if the query is:
 *
 * - 100: its exact code in any spelling, its exact name in any language, or its code with a similar name
 * - 90: the start of its name, at least three words
 * - 80: only a number or a letter, without a kind ("10")
 * - 70: its code with words that are not its name
 * - 60: its former code
 * - 40–99: similar to its name (99 times the similarity of their trigrams)
 *
 * The score is halved if the entity has another type than the requested one or the one in the query ("Target 16.2").
 * A retired entity loses a tenth, unless the query is its code. If the query has property values, this score counts for
 * 60 %, and the share of matching values for 40 %. Without a text only that share counts, and no candidate is a match.
 */
const scores = {
  exact: 100,
  beginning: 90,
  bareCode: 80,
  codeWithOtherWords: 70,
  formerCode: 60,
  likeness: 99, // multiplied by the similarity, from 0 to 1
  least: 40, // lowest score of a candidate
};

const factors = { otherType: 0.5, retired: 0.9, name: 0.6, properties: 0.4 };

/** Minimum similarity at which the words after a code count as the name of its entity. */
const likeEnough = 0.5;

/** Minimum words in the start of a name. */
const wordsOfBeginning = 3;

const rounded = (score: number): number => Math.round(score * 100) / 100;

/** A possible result of a query. */
export interface Candidate {
  entity: Entity;
  score: number;
  match: boolean; // certain
}

interface Hint {
  score: number;
  isSure: boolean; // a match, if it is the only sure candidate
  isOwnCode: boolean;
}

/** Returns the candidates for a query, best first. At most one candidate is a match. */
export function candidatesFor(query: Query, knowledge: Knowledge): Candidate[] {
  const hints = query.text === undefined ? undefined : hintsIn(query.text, query.types.length > 0, knowledge);
  const having = query.properties.map(({ pid, values }) => knowledge.having(pid, values));
  const wanted = [...(hints?.keys() ?? knowledge.entities)].flatMap((entity) => {
    const fitting = fits(entity, query);
    if (!fitting && query.typeStrict !== 'should') return [];
    return [{ entity, ...weigh(entity, hints?.get(entity), fitting, having) }];
  });
  const sure = wanted.filter(({ isSure }) => isSure);
  const current = sure.filter(({ entity }) => !entity.isRetired);
  const [match, another] = current.length > 0 ? current : sure;
  return wanted
    .filter(({ score }) => score >= scores.least * factors.otherType)
    .sort((a, b) => b.score - a.score || Number(a.entity.isRetired) - Number(b.entity.isRetired))
    .slice(0, query.limit)
    .map((one) => ({ entity: one.entity, score: rounded(one.score), match: one === match && !another }));
}

function fits({ types }: Entity, { types: asked, typeStrict }: Query): boolean {
  const has = (type: string): boolean => types.includes(type);
  return asked.length === 0 || (typeStrict === 'all' ? asked.every(has) : asked.some(has));
}

/** Combines text, type and property values; see `scores`. */
function weigh(entity: Entity, hint: Hint | undefined, fitting: boolean, having: ReadonlySet<Entity>[]) {
  const type = fitting ? 1 : factors.otherType;
  const share = having.length === 0 ? 1 : having.filter((things) => things.has(entity)).length / having.length;
  if (!hint) return { score: scores.exact * share * type, isSure: false };
  const retired = entity.isRetired && !hint.isOwnCode ? factors.retired : 1;
  const named = hint.score * type * retired;
  const score = having.length === 0 ? named : factors.name * named + factors.properties * scores.exact * share;
  return { score, isSure: hint.isSure && fitting && share === 1 };
}

/** Finds every entity that a text can mean, with its best hint. */
function hintsIn(whole: string, isTyped: boolean, knowledge: Knowledge): Map<Entity, Hint> {
  const text = cut(whole);
  const hints = new Map<Entity, Hint>();
  const add = (entity: Entity, score: number, isSure: boolean, isOwnCode = false): void => {
    const known = hints.get(entity);
    if (!known || score > known.score || (score === known.score && isSure))
      hints.set(entity, { score, isSure, isOwnCode });
  };
  const key = nameKey(text);
  for (const entity of knowledge.byName.get(key) ?? []) add(entity, scores.exact, true);
  if (wordsOfQuery(text).length >= wordsOfBeginning)
    for (const { entity, key: own } of knowledge.named) if (own.startsWith(key)) add(entity, scores.beginning, false);
  const addAlike = (alike: ReadonlyMap<Entity, number>): void => {
    for (const [entity, likeness] of alike)
      if (scores.likeness * likeness >= scores.least) add(entity, scores.likeness * likeness, false);
  };
  const { byCode, byFormerCode } = knowledge;
  const isKnown = (code: string): boolean => byCode.has(code) || byFormerCode.has(code);
  for (const reading of readingsOf(text, knowledge.kinds.words, isKnown)) {
    const alike = knowledge.likeness(reading.name);
    const hintOf = (entity: Entity) => hintOfCode(reading, entity, isTyped, alike.get(entity) ?? 0);
    for (const entity of byCode.get(reading.key) ?? []) add(entity, hintOf(entity).score, hintOf(entity).isSure, true);
    for (const entity of byFormerCode.get(reading.key) ?? [])
      add(entity, Math.min(hintOf(entity).score, scores.formerCode), false);
    addAlike(alike);
  }
  addAlike(knowledge.likeness(text));
  return hints;
}

/** An interpretation of a query as a code: "topic 16.2.2 Number of accidents". */
interface Reading {
  key: string; // from `codeKey`: "16.2.2"
  kinds: ReadonlySet<string>[]; // possible types for each word for a kind; the entity must have one from each set
  name: string; // the remaining words: "number of victim"
  isBare: boolean; // only a number or a letter
}

/** True if a text is clearly a code: it has a dot between digits, or both letters and digits. */
const isTelling = (key: string): boolean => /\d[._/-]\w|[a-z][a-z_]*\d|_/.test(key);

/**
 * Finds the known codes in a query, starting with the whole query. A plain word is not read as a code when there are
 * other words that do not name a kind: "number" is the code of a unit, but not in "number of victims". A number counts
 * only if it comes first.
 */
function readingsOf(query: string, words: KindWords, isKnown: (key: string) => boolean): Reading[] {
  const parts = [...codesInQuery(query).entries()].filter(([, { key }]) => isKnown(key));
  return parts.slice(0, limits.reconcile.readings).flatMap(([place, { key, rest }]) => {
    const { kinds, name } = withoutKinds(wordsOfQuery(rest), words);
    const isBare = kinds.length === 0 && /^(?:\d+|.)$/u.test(key);
    const isMeant = name === '' || isTelling(key) || kinds.length > 0 || (place <= 1 && /^\d+$/.test(key));
    return isMeant ? [{ key, kinds, name, isBare }] : [];
  });
}

/** Removes the words for kinds from both ends, longest phrase first. The rest is a name. */
function withoutKinds(all: string[], words: KindWords): Pick<Reading, 'kinds' | 'name'> {
  const most = limits.reconcile; // bounds the work for long queries
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

/** Scores an entity by its code, and by the similarity of the other words to its name. */
function hintOfCode({ kinds, name, isBare }: Reading, { types }: Entity, isTyped: boolean, likeness: number) {
  const isOfKind = kinds.every((wanted) => types.some((type) => wanted.has(type)));
  const factor = isOfKind ? 1 : factors.otherType;
  if (name !== '' && likeness < likeEnough)
    return { score: isBare ? 0 : scores.codeWithOtherWords * factor, isSure: false };
  const isAlone = name === '' && isBare && !isTyped;
  return { score: (isAlone ? scores.bareCode : scores.exact) * factor, isSure: isOfKind && !isAlone };
}

/**
 * Suggests entities for a prefix: first those with exactly this code, then by a name with this prefix, a code with it,
 * and a name with words that start with the typed words.
 */
export function suggestEntities(prefix: string, { entities, named }: Knowledge): Entity[] {
  const [key, code] = [nameKey(prefix), codeKey(prefix)];
  if (key === '') return [];
  const words = [...new Set(key.split(' '))].map((word) => ` ${word}`);
  const ranks = new Map<Entity, number>();
  const rankAt = (entity: Entity, rank: number): void => {
    ranks.set(entity, Math.min(rank, ranks.get(entity) ?? rank));
  };
  for (const entity of entities)
    for (const own of entity.codes.map(codeKey)) if (own.startsWith(code)) rankAt(entity, own === code ? 0 : 2);
  for (const { entity, key: own } of named)
    if (words.every((word) => ` ${own}`.includes(word))) rankAt(entity, own.startsWith(key) ? 1 : 3);
  return [...ranks]
    .sort(([a, rankOfA], [b, rankOfB]) => rankOfA - rankOfB || Number(a.isRetired) - Number(b.isRetired))
    .map(([entity]) => entity);
}

/** Suggests the types or properties that have the prefix in their name, or that have this IRI. */
export function suggestTerms(prefix: string, terms: Term[]): Term[] {
  const key = nameKey(prefix);
  const rank = ({ id, name }: Term): number =>
    id === prefix || nameKey(name) === key ? 0 : nameKey(name).startsWith(key) ? 1 : 2;
  return terms
    .filter(({ id, name }) => id === prefix || ` ${nameKey(name)}`.includes(` ${key}`))
    .sort((a, b) => rank(a) - rank(b) || compareCodePoints(a.name, b.name));
}
