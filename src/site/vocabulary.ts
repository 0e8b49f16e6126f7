import { type Curie, iri, namespacesOf } from '../rdf/iri.js';
import terms from './vocabulary.json' with { type: 'json' };

const iriOf = (curie: string): string => iri(curie as Curie);

const irisOf = <Name extends string>(curies: Record<Name, string>) =>
  Object.fromEntries(Object.entries<string>(curies).map(([name, curie]) => [name, iriOf(curie)])) as typeof curies;

/** The terms that all pages use; all other terms are shown generically. */
export const names = irisOf(terms);

/** The namespaces of the terms that are translated in src/site/words. */
const namespaces = namespacesOf('rdf rdfs skos dct owl foaf vcard');

/** "http://www.w3.org/2004/02/skos/core#broader" → "skos:broader"; undefined in other namespaces. */
export function shortName(iri: string): string | undefined {
  const local = localName(iri);
  const namespace = iri.slice(0, iri.length - local.length);
  const prefix = Object.keys(namespaces).find((one) => namespaces[one] === namespace);
  return prefix && `${prefix}:${local}`;
}

/** The part of an IRI after the last # or /: "broader". */
export const localName = (iri: string): string => iri.slice(Math.max(iri.lastIndexOf('#'), iri.lastIndexOf('/')) + 1);
