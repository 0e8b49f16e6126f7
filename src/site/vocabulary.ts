import { type Curie, iri, namespacesOf } from '../rdf/iri.js';
import terms from './vocabulary.json' with { type: 'json' };

const iriOf = (curie: string): string => iri(curie as Curie);

const irisOf = <Name extends string>(curies: Record<Name, string>) =>
  Object.fromEntries(Object.entries<string>(curies).map(([name, curie]) => [name, iriOf(curie)])) as typeof curies;

/** The terms that all pages know by name: everything else is shown as it comes. */
export const names = irisOf(terms.names);

/** The terms that the pages and pictures of objectives, goals, targets, indicators and figures are made by; others know nothing of them. */
export const agenda = irisOf(terms.agenda);

/** The classes whose things come first in lists and menus, in this order; others follow by name. */
export const firstKinds = terms.firstKinds.map(iriOf);

/** Short names of the namespaces that words are given for: "skos:broader" in src/site/words. */
const namespaces = namespacesOf('rdf rdfs skos dct owl sdgo gcm foaf');

/** "http://www.w3.org/2004/02/skos/core#broader" → "skos:broader"; undefined for what no word is given for. */
export function shortName(iri: string): string | undefined {
  const local = localName(iri);
  const namespace = iri.slice(0, iri.length - local.length);
  const prefix = Object.keys(namespaces).find((one) => namespaces[one] === namespace);
  return prefix && `${prefix}:${local}`;
}

/** What stands behind the last # or / of an IRI: "broader". */
export const localName = (iri: string): string => iri.slice(Math.max(iri.lastIndexOf('#'), iri.lastIndexOf('/')) + 1);
