import { DataFactory, type NamedNode, type Term } from 'n3';
import { type Curie, iri } from './namespaces.js';

/** A term as the standard results of a query have it (SPARQL 1.1 Query Results JSON Format, section 3.2.2). */
export interface JsonTerm {
  type: 'uri' | 'literal' | 'bnode';
  value: string;
  'xml:lang'?: string;
  datatype?: string;
}

/** `term('dcat:Dataset')` is its IRI as a term. */
export const term = (curie: Curie): NamedNode => DataFactory.namedNode(iri(curie));

/** A term of RDF/JS from the form that results of queries have. */
export function toTerm({ type, value, 'xml:lang': language, datatype }: JsonTerm): Term {
  if (type === 'uri') return DataFactory.namedNode(value);
  if (type === 'bnode') return DataFactory.blankNode(value);
  return DataFactory.literal(value, language ?? (datatype === undefined ? undefined : DataFactory.namedNode(datatype)));
}
