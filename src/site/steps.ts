import type { Site } from './view.js';

type Readable = Pick<Site, 'graph' | 'roles'>;

/** With more things, the steps would need too much memory. */
const mostKept = 5000;

const knownSteps = new WeakMap<Readable, Map<string, readonly string[]>>();

/** The things that a property leads to, also through its inverse and its sub-properties; sorted by code. */
export function step(site: Readable, thing: string, property: string): readonly string[] {
  if (site.graph.things.length > mostKept) return findStep(site, thing, property);
  const known = knownSteps.get(site) ?? new Map<string, readonly string[]>();
  if (known.size === 0) knownSteps.set(site, known);
  const key = `${property} ${thing}`;
  const found = known.get(key) ?? findStep(site, thing, property);
  known.set(key, found);
  return found;
}

/** The same for a single use: nothing is kept in memory. */
export function findStep({ graph, roles }: Readable, thing: string, property: string): readonly string[] {
  const { inverses = [], subProperties = [] } = roles.properties.get(property) ?? {};
  if (inverses.length + subProperties.length === 0) return graph.links(thing, property);
  const forward = [property, ...subProperties].flatMap((one) => graph.links(thing, one));
  const backward = inverses.flatMap((one) => graph.subjects(one, thing));
  return [...new Set([...forward, ...backward])].sort(graph.byCode);
}

/** The things at the end of a path of properties; the thing itself if the path is empty. */
export const follow = (site: Readable, thing: string, path: readonly string[]): string[] =>
  path.reduce<string[]>(
    (things, property) => [...new Set(things.flatMap((one) => step(site, one, property)))].sort(site.graph.byCode),
    [thing],
  );

/** The things from which a property leads to a thing; sorted by code. */
export function stepBack({ graph, roles }: Readable, thing: string, property: string): string[] {
  const { inverses = [], subProperties = [] } = roles.properties.get(property) ?? {};
  const backward = [property, ...subProperties].flatMap((one) => graph.subjects(one, thing));
  const found = new Set([...backward, ...inverses.flatMap((one) => graph.links(thing, one))]);
  return [...found].sort(graph.byCode);
}
