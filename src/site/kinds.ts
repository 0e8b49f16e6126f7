import { compareNaturally } from '../text/natural-order.js';
import type { GraphIndex } from './graph-index.js';
import { localName, names, shortName } from './names.js';

/** The things of one class that have pages, as lists and menus show them. */
export interface Kind {
  type: string; // the class
  path: string; // "kind/target": where its list stands
  things: string[]; // in the order of their codes
}

/** These come first, in this order; others follow by name. */
const firstKinds = [
  'gcm:Objective',
  'gcm:Principle',
  'sdgo:Goal',
  'sdgo:Target',
  'sdgo:Indicator',
  'sdgo:Series',
  'gcm:Source',
  'gcm:Area',
  'gcm:Unit',
  'gcm:LinkStatus',
];

/** Each thing counts once, under the most telling of its classes: every concept is a skos:Concept. */
export function kindsOf(graph: GraphIndex): Kind[] {
  const kinds = new Map<string, string[]>();
  for (const thing of graph.things) {
    const type = kindOf(graph, thing);
    if (type === undefined) continue;
    const known = kinds.get(type);
    if (known) known.push(thing);
    else kinds.set(type, [thing]);
  }
  const sorted = [...kinds.keys()].sort((a, b) => rankOf(a) - rankOf(b) || compareNaturally(a, b));
  const taken = new Set<string>();
  return sorted.map((type) => ({ type, path: freePath(type, taken), things: kinds.get(type) ?? [] }));
}

function rankOf(type: string): number {
  const at = firstKinds.indexOf(shortName(type) ?? '');
  return at < 0 ? firstKinds.length : at;
}

function freePath(type: string, taken: Set<string>): string {
  const wanted = `kind/${localName(type).replace(/[^A-Za-z0-9-]/g, '') || 'other'}`.toLowerCase();
  let path = wanted;
  for (let copy = 2; taken.has(path); copy++) path = `${wanted}-${copy}`;
  taken.add(path);
  return path;
}

/** The class that a thing is listed under. */
export function kindOf(graph: GraphIndex, thing: string): string | undefined {
  const types = graph.links(thing, names.type);
  return types.find((type) => type !== names.concept) ?? types[0];
}
