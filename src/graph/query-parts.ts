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
  for (const { triples } of nodes) {
    if (!Array.isArray(triples)) continue;
    const plain = (triples as Triple[]).filter(({ predicate }) => predicate.termType !== undefined);
    const bound = new Set(plain.flatMap(({ subject, object }) => [subject.value, object.value]));
    for (const { subject, predicate, object } of triples as Triple[]) {
      if (predicate.termType === 'Variable') return wholeGraph;
      if (predicate.termType !== undefined) {
        const isClass = predicate.value === typeOf && object.termType === 'NamedNode';
        parts.add(isClass ? `a ${object.value}` : predicate.value);
        continue;
      }
      const isBound = bound.has(subject.value) || bound.has(object.value);
      for (const { pathType, items } of [...nodesOf(predicate as never)] as unknown as Path[]) {
        // Zero steps lead from each term of the graph to itself.
        if (pathType === '!' || ((pathType === '*' || pathType === '?') && !isBound)) return wholeGraph;
        for (const { termType, value } of items ?? []) if (termType !== undefined) parts.add(value);
      }
    }
  }
  return nodes.some(isOfGraphs) ? wholeGraph : [...parts];
}

/** True for a pattern of a named graph that matches without statements, so that its answer depends on the names of graphs. */
const isOfGraphs = ({ type, patterns }: TreeNode): boolean =>
  type === 'graph' && Array.isArray(patterns) && !patterns.some((one: TreeNode) => one.type === 'bgp');

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
