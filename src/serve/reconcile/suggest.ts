import { codeKey } from '../../search/terms.js';
import { compareCodePoints } from '../../text/order.js';
import { codeOf, type Entity, nameKey, nameOf, names } from './entities.js';
import type { Kinds, Term } from './kinds.js';
import type { Knowledge } from './knowledge.js';

/** "Indicator 16.2.2", "Source", "Indicator C010a01 (no longer in use)". */
export function describe(entity: Entity, kinds: Kinds, language: string): string {
  const code = codeOf(entity);
  const kind = kinds.nameOf(entity.types[0] ?? names.concept, language);
  return `${kind}${code === undefined ? '' : ` ${code}`}${entity.isRetired ? ` (${kinds.retired(language)})` : ''}`;
}

/**
 * The things that somebody who has typed this may mean: first what has the very code, then what has a name that begins
 * so, a code that does, or a name with words that do.
 */
export function suggestEntities(prefix: string, { entities, owners, nameKeys }: Knowledge): Entity[] {
  const [key, code] = [nameKey(prefix), codeKey(prefix)];
  if (key === '') return [];
  const words = [...new Set(key.split(' '))].map((word) => ` ${word}`);
  const ranks = new Map<Entity, number>();
  const rankAt = (entity: Entity, rank: number): void => {
    ranks.set(entity, Math.min(rank, ranks.get(entity) ?? rank));
  };
  for (const entity of entities)
    for (const own of entity.codes.map(codeKey)) if (own.startsWith(code)) rankAt(entity, own === code ? 0 : 2);
  for (const [name, owner] of owners.entries()) {
    const own = ` ${nameKeys[name]}`;
    if (words.every((word) => own.includes(word))) rankAt(owner, own.startsWith(` ${key}`) ? 1 : 3);
  }
  return [...ranks]
    .sort(([a, rankOfA], [b, rankOfB]) => rankOfA - rankOfB || Number(a.isRetired) - Number(b.isRetired))
    .map(([entity]) => entity);
}

/** The types or properties that have this in their name, or that have this IRI. */
export function suggestTerms(prefix: string, terms: Term[]): Term[] {
  const key = nameKey(prefix);
  const rank = ({ id, name }: Term): number =>
    id === prefix || nameKey(name) === key ? 0 : nameKey(name).startsWith(key) ? 1 : 2;
  return terms
    .filter(({ id, name }) => id === prefix || ` ${nameKey(name)}`.includes(` ${key}`))
    .sort((a, b) => rank(a) - rank(b) || compareCodePoints(a.name, b.name));
}

/** A thing as results and suggestions show it. */
export const nameAndKind = (entity: Entity, kinds: Kinds, language: string) => ({
  id: entity.iri,
  name: nameOf(entity, language).text,
  description: describe(entity, kinds, language),
});

export const typesOf = ({ types }: Entity, { nameOf }: Kinds, language: string): Term[] =>
  types.map((id) => ({ id, name: nameOf(id, language) }));
