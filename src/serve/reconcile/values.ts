import { codeKey } from '../../search/terms.js';
import type { Entity, Value } from './entities.js';
import { nameKey } from './names.js';
import { limits } from './request.js';

/** The things that have one of the given values of a property: as it is, or by a name or code of what the value is. */
export type ValueIndex = (property: string, given: readonly string[]) => ReadonlySet<Entity>;

/** Indexes each property when it is first asked for. */
export function createValueIndex(entities: Entity[], byIri: ReadonlyMap<string, Entity>): ValueIndex {
  const indexes = new Map<string, Map<string, Entity[]>>();
  const indexOf = (property: string): Map<string, Entity[]> | undefined => {
    if (indexes.has(property)) return indexes.get(property);
    const index = new Map<string, Entity[]>();
    for (const entity of entities)
      for (const value of entity.values.get(property) ?? [])
        for (const key of keysOf(value, byIri)) index.set(key, [...(index.get(key) ?? []), entity]);
    if (index.size > 0) indexes.set(property, index); // there is no end of properties that nothing has
    return index;
  };
  return (property, given) => {
    const index = indexOf(property);
    const keys = new Set(given.flatMap((text) => [text, ...spellingsOf(cut(text))]));
    return new Set([...keys].flatMap((key) => index?.get(key) ?? []));
  };
}

/** One character may stand for eighteen. */
const cut = (text: string): string => text.normalize('NFKC').slice(0, limits.text);

const spellingsOf = (text: string): string[] => [text, nameKey(text), codeKey(text)].filter((key) => key !== '');

function keysOf({ isIri, text }: Value, byIri: ReadonlyMap<string, Entity>): Set<string> {
  if (!isIri) return new Set(spellingsOf(text));
  const { codes = [], names = [] } = byIri.get(text) ?? {};
  return new Set([text, ...codes.map(codeKey), ...names.map((name) => nameKey(name.text))]);
}
