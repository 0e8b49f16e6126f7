import type { Quad, Quad_Object } from 'n3';
import { iri, shorten } from '../../rdf/namespaces.js';
import { xsdString } from '../../rdf/nquads.js';
import { prefixes } from './names.js';

/**
 * Statements as flattened JSON-LD 1.1, in their order: one node a subject, the vocabularies by their prefixes and all other
 * IRIs whole.
 */
export function toJsonLd(quads: Quad[]): string {
  const nodes = new Map<string, Record<string, unknown>>();
  for (const { subject, predicate, object } of quads) {
    const node = nodes.get(subject.value) ?? { '@id': subject.value };
    nodes.set(subject.value, node);
    const isType = predicate.value === iri('rdf:type');
    const key = isType ? '@type' : shorten(predicate.value, prefixes);
    const value = isType ? shorten(object.value, prefixes) : jsonValue(object);
    node[key] = [...((node[key] as unknown[] | undefined) ?? []), value];
  }
  return `${JSON.stringify({ '@context': prefixes, '@graph': [...nodes.values()] }, null, 1)}\n`;
}

function jsonValue(object: Quad_Object): unknown {
  if (object.termType !== 'Literal') return { '@id': object.value };
  if (object.language !== '') return { '@value': object.value, '@language': object.language };
  if (object.datatype.value === xsdString) return object.value;
  return { '@value': object.value, '@type': shorten(object.datatype.value, prefixes) };
}
