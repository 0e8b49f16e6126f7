import { DataFactory, type NamedNode } from 'n3';

/** The vocabularies that a catalogue speaks in; their prefixes serve its Turtle and JSON-LD too. */
export const prefixes = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  owl: 'http://www.w3.org/2002/07/owl#',
  prov: 'http://www.w3.org/ns/prov#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  skosmos: 'http://purl.org/net/skosmos#',
  spdx: 'http://spdx.org/rdf/terms#',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  void: 'http://rdfs.org/ns/void#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const;

type Curie = `${keyof typeof prefixes}:${string}`;

/** "dcat:Dataset" → its IRI. */
export function term(curie: Curie): NamedNode {
  const at = curie.indexOf(':');
  return DataFactory.namedNode(prefixes[curie.slice(0, at) as keyof typeof prefixes] + curie.slice(at + 1));
}
