import { iri } from '../rdf/iri.js';
import { wholeGraph } from './remembered-answers.js';
import { nodesOf, parseOnce, type TreeNode } from './sparql.js';

/** The parts of a graph that a query reads. Its answer stays the same while they do not change. */

const typeOf = iri('rdf:type');

/** Functions with a new value in each query. */
const unsteady = new Set(['now', 'rand', 'uuid', 'struuid', 'bnode']);

/** The properties and classes in the patterns of a query; undefined if its answer depends on more than the graph. */
export function partsRead(text: string): readonly string[] | undefined {
  const query = parseOnce(text, 'https://example.org/');
  if ('fault' in query) return undefined;
  if (query.form === 'DESCRIBE' || query.dataset) return wholeGraph;
  const nodes = [...nodesOf({ ...query.tree, template: [] } as never)];
  if (nodes.some(({ operator, type }) => unsteady.has(String(operator).toLowerCase()) || type === 'service'))
    return undefined;
  const parts = new Set<string>();
  const ends = new Map<string, number>(); // the number of triples by variable or term at their ends
  const triples = nodes.filter(({ predicate }) => predicate !== undefined) as unknown as Triple[];
  for (const { subject, object } of triples)
    for (const { value } of [subject, object]) ends.set(value, (ends.get(value) ?? 0) + 1);
  const isOpen = ({ termType, value }: Term): boolean => termType === 'Variable' && (ends.get(value) ?? 0) < 2;
  for (const { subject, predicate, object } of triples) {
    if (predicate.termType === 'Variable') return wholeGraph;
    if (predicate.termType !== undefined) {
      const isClass = predicate.value === typeOf && object.termType === 'NamedNode';
      parts.add(isClass ? `a ${object.value}` : predicate.value);
      continue;
    }
    for (const { pathType, items } of [...nodesOf(predicate as never)] as unknown as Path[]) {
      if (pathType === '!') return wholeGraph;
      // Zero steps lead from each term of the graph to itself.
      if ((pathType === '*' || pathType === '?') && isOpen(subject) && isOpen(object)) return wholeGraph;
      for (const { termType, value } of items ?? []) if (termType !== undefined) parts.add(value);
    }
  }
  const isGraphOnly = ({ type, patterns }: TreeNode): boolean =>
    type === 'graph' && Array.isArray(patterns) && patterns.length === 0;
  return nodes.some(isGraphOnly) ? wholeGraph : [...parts];
}

interface Term {
  termType?: string;
  value: string;
}

interface Path extends TreeNode {
  pathType?: string;
  items?: Term[];
}

interface Triple {
  subject: Term;
  predicate: Term;
  object: Term;
}
