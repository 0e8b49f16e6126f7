import { compareNaturally } from '../../text/natural-order.js';
import { localName, names, shortName } from '../names.js';
import type { Site } from '../site-model.js';
import { createAnchors } from './anchors.js';

/** The classes and properties that the ontology describes, each in the order of their names, our own first. */
export function vocabularyTerms(site: Site): { classes: string[]; properties: string[] } {
  const { vocabulary } = site;
  const classes: string[] = [];
  const properties: string[] = [];
  for (const iri of vocabulary.described()) {
    const about = vocabulary.about(iri);
    const types = vocabulary.links(iri, names.type);
    if (types.some((type) => type.endsWith('Property')) || about.has(names.subPropertyOf)) properties.push(iri);
    else if (types.some((type) => type.endsWith('Class')) || about.has(names.subClassOf)) classes.push(iri);
  }
  const isForeign = (iri: string): number => Number(!iri.startsWith(site.release.base));
  const ownFirst = (a: string, b: string): number => isForeign(a) - isForeign(b) || compareNaturally(a, b);
  return { classes: classes.sort(ownFirst), properties: properties.sort(ownFirst) };
}

const anchors = new WeakMap<Site, Map<string, string>>();

/** Where a term stands on the page of the vocabulary; undefined for one that does not stand there. */
export function termAnchor(site: Site, iri: string): string | undefined {
  const known = anchors.get(site) ?? makeAnchors(site);
  anchors.set(site, known);
  return known.get(iri);
}

/**
 * The ontology's own terms go by the end of their address, so that …/ontology#Objective is ontology.html#Objective;
 * those of others, and names that are taken or that the page itself uses, with their prefix or a number.
 */
function makeAnchors(site: Site): Map<string, string> {
  const { classes, properties } = vocabularyTerms(site);
  const anchorOf = createAnchors();
  return new Map(
    [...classes, ...properties].map((iri) => {
      const own = iri.startsWith(site.release.base) ? anchorOf(localName(iri)) : undefined;
      return [iri, own ?? freeAnchor(anchorOf, shortTerm(site, iri).replace(/[^A-Za-z0-9.-]+/g, '-'))] as const;
    }),
  );
}

function freeAnchor(anchorOf: (name: string) => string | undefined, name: string): string {
  let found = anchorOf(name);
  for (let copy = 2; found === undefined; copy++) found = anchorOf(`${name}-${copy}`);
  return found;
}

/** "gcm:Objective", with the prefixes of the release; the address where none fits. */
export function shortTerm({ prefixes }: Pick<Site, 'prefixes'>, iri: string): string {
  const known = shortName(iri);
  if (known !== undefined) return known;
  const fitting = Object.entries(prefixes)
    .filter(([, namespace]) => iri.startsWith(namespace))
    .sort(([, a], [, b]) => b.length - a.length)[0];
  return fitting ? `${fitting[0]}:${iri.slice(fitting[1].length)}` : iri;
}

/** How often each property is used, and how many things are of each class. */
export function usesOf({ graph }: Site): Map<string, number> {
  const uses = new Map<string, number>();
  for (const subject of graph.described())
    for (const [predicate, objects] of graph.about(subject)) {
      uses.set(predicate, (uses.get(predicate) ?? 0) + objects.length);
      if (predicate === names.type) for (const { value } of objects) uses.set(value, (uses.get(value) ?? 0) + 1);
    }
  return uses;
}
