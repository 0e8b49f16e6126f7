import type { Quad } from 'n3';
import { type RememberedAnswers, wholeGraph } from '../graph/remembered-answers.js';
import { iri, namespaces } from '../rdf/iri.js';
import { groupBy } from '../text/order.js';
import type { Finding } from './rules.js';

const target = `${namespaces.sh}targetClass`;
const closed = `${namespaces.sh}closed`;

/**
 * Validates each shape that has a target separately, and only if statements with its properties and classes changed. `remembered`
 * contains the findings of an earlier graph.
 */
export async function validateChanged(
  text: string,
  shapes: readonly Quad[],
  quads: readonly Quad[],
  validate: (shapes: Quad[]) => Promise<Finding[]>,
  remembered: RememberedAnswers,
): Promise<Finding[]> {
  remembered.begin();
  const bySubject = groupBy(shapes, ({ subject }) => subject.value);
  const contents = remembered.contents();
  contents.add(quads);
  const hasSubclasses = contents.of([iri('rdfs:subClassOf')]) !== '';
  const found: Finding[] = [];
  const targets = shapes.filter(({ predicate }) => predicate.value === target);
  for (const shape of new Set(targets.map(({ subject }) => subject.value))) {
    const own = statementsOf(shape, bySubject);
    const isOpen = own.some(({ predicate }) => predicate.value === closed) || hasSubclasses;
    found.push(
      ...(await remembered.recall(`${shape} ${text}`, isOpen ? wholeGraph : partsOf(own), contents, () =>
        validate(own),
      )),
    );
  }
  return found;
}

/** The statements of a shape and of the shapes that it refers to, without their targets. */
function statementsOf(shape: string, bySubject: Map<string, Quad[]>): Quad[] {
  const found: Quad[] = [];
  const waiting = [shape];
  const seen = new Set(waiting);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop())
    for (const quad of bySubject.get(name) ?? []) {
      const { predicate, object } = quad;
      if (predicate.value === target && name !== shape) continue;
      found.push(quad);
      if (object.termType === 'Literal' || seen.has(object.value)) continue;
      seen.add(object.value);
      waiting.push(object.value);
    }
  return found;
}

/** The properties and classes that a shape can read: it names all of them. */
const partsOf = (shape: readonly Quad[]): string[] => [
  ...new Set(
    shape.flatMap(({ object }) => (object.termType === 'NamedNode' ? [object.value, `a ${object.value}`] : [])),
  ),
];
