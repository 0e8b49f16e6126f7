import type { Quad, Quad_Object } from 'n3';
import { prefixes } from './names.js';

const string = 'http://www.w3.org/2001/XMLSchema#string';

/**
 * Statements as flattened JSON-LD 1.1, in their order: one node a subject, the vocabularies by their prefixes and all other
 * IRIs whole.
 */
export function toJsonLd(quads: Quad[]): string {
  const nodes = new Map<string, Record<string, unknown>>();
  for (const { subject, predicate, object } of quads) {
    const node = nodes.get(subject.value) ?? { '@id': subject.value };
    nodes.set(subject.value, node);
    const isType = predicate.value === `${prefixes.rdf}type`;
    const key = isType ? '@type' : shorten(predicate.value);
    const value = isType ? shorten(object.value) : jsonValue(object);
    node[key] = [...((node[key] as unknown[] | undefined) ?? []), value];
  }
  return `${JSON.stringify({ '@context': prefixes, '@graph': [...nodes.values()] }, null, 1)}\n`;
}

function jsonValue(object: Quad_Object): unknown {
  if (object.termType !== 'Literal') return { '@id': object.value };
  if (object.language !== '') return { '@value': object.value, '@language': object.language };
  if (object.datatype.value === string) return object.value;
  return { '@value': object.value, '@type': shorten(object.datatype.value) };
}

/** Prefix and name, where a reader makes the same IRI of it again. */
function shorten(iri: string): string {
  const found = Object.entries(prefixes).find(([, namespace]) => iri.startsWith(namespace));
  return found ? `${found[0]}:${iri.slice(found[1].length)}` : iri;
}
