import { DataFactory, type NamedNode, type Quad } from 'n3';
import { impliedBy } from '../roles/vocabulary.js';

/**
 * Returns the statements that follow from sub-properties and inverse properties of the vocabulary and are not in the graph
 * (RDF Schema 1.1, section 3.4; OWL 2, table 5). A rule about skos:related then also finds the properties under it.
 */
export function entail(known: Iterable<Quad>, vocabulary: readonly Quad[], graph: NamedNode): Quad[] {
  const implied = impliedBy(vocabulary);
  if (implied.size === 0) return [];
  const affected = new Set([...implied.values()].flat().map(({ property }) => property));
  const seen = new Set<string>();
  const sources: Quad[] = [];
  for (const quad of known) {
    const { value } = quad.predicate;
    if (affected.has(value)) seen.add(keyOf(quad));
    if (implied.has(value) && quad.object.termType === 'NamedNode') sources.push(quad);
  }
  return sources.flatMap(({ subject, predicate, object }) =>
    (implied.get(predicate.value) ?? []).flatMap(({ property, isFlipped }) => {
      const [from, to] = isFlipped ? [object as NamedNode, subject as NamedNode] : [subject, object];
      const quad = DataFactory.quad(from, DataFactory.namedNode(property), to, graph);
      if (seen.has(keyOf(quad))) return [];
      seen.add(keyOf(quad));
      return [quad];
    }),
  );
}

const keyOf = ({ subject, predicate, object }: Quad): string => `${subject.value}\n${predicate.value}\n${object.value}`;
