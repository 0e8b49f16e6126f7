import { DataFactory, type NamedNode, Parser, type Quad } from 'n3';
import { textOf } from '../bytes.js';
import { fileIn } from '../files.js';
import type { Project } from '../project.js';
import { iri } from '../rdf/iri.js';
import { addTo } from '../text/order.js';

/** A property that another property implies. `isFlipped`: with subject and object exchanged. */
interface Implied {
  property: string;
  isFlipped: boolean;
}

/** The statements of the vocabulary of a project, and the faults of its files. */
export interface Vocabulary {
  quads: Quad[];
  faults: Map<string, string>; // by file
}

/** Reads the vocabulary of a project. The shapes are read where they are used. */
export function readVocabulary({ files, ontology }: Pick<Project, 'files' | 'ontology'>): Vocabulary {
  const faults = new Map<string, string>();
  const names = files.list(ontology).filter((name) => name.endsWith('.ttl') && name !== 'shapes.ttl');
  const quads = names.flatMap((name) => {
    const file = fileIn(ontology, name);
    const found = files.read(file);
    try {
      if (!('words' in found)) return new Parser().parse(textOf(found));
      faults.set(file, found.words);
    } catch (error) {
      faults.set(file, (error as Error).message);
    }
    return [];
  });
  return { quads, faults };
}

/**
 * Returns the statements that follow from sub-properties and inverse properties of the vocabulary and are not in the graph
 * (RDF Schema 1.1, section 3.4; OWL 2, table 5). A rule about skos:related then also finds the properties under it.
 */
export function entail(known: Iterable<Quad>, vocabulary: Quad[], graph: NamedNode): Quad[] {
  const direct = directlyImplied(vocabulary);
  if (direct.size === 0) return [];
  const implied = new Map([...direct.keys()].map((property) => [property, allImplied(property, direct)]));
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

function directlyImplied(vocabulary: Quad[]): Map<string, Implied[]> {
  const direct = new Map<string, Implied[]>();
  for (const { subject, predicate, object } of vocabulary) {
    if (predicate.value === iri('rdfs:subPropertyOf'))
      addTo(direct, subject.value, { property: object.value, isFlipped: false });
    if (predicate.value !== iri('owl:inverseOf')) continue;
    addTo(direct, subject.value, { property: object.value, isFlipped: true });
    addTo(direct, object.value, { property: subject.value, isFlipped: true });
  }
  return direct;
}

/** Follows the implications of a property, without the property itself. */
function allImplied(property: string, direct: Map<string, Implied[]>): Implied[] {
  const start: Implied = { property, isFlipped: false };
  const found = new Map([[nameOf(start), start]]);
  for (const { property, isFlipped } of found.values())
    for (const next of direct.get(property) ?? []) {
      const one = { property: next.property, isFlipped: next.isFlipped !== isFlipped };
      if (!found.has(nameOf(one))) found.set(nameOf(one), one);
    }
  found.delete(nameOf(start));
  return [...found.values()];
}

const nameOf = ({ property, isFlipped }: Implied): string => `${property} ${isFlipped}`;
