import { nodesOf, type ParsedQuery, type TreeNode } from './sparql.js';
import type { Store } from './store.js';

/** A test for IRIs that nothing in a project contains. */
export type IsUnmatched = (iri: string) => boolean;

/**
 * Creates a test for properties and classes that are not in the graph. `described`: properties and classes of the sheets and
 * the ontology. Another row can use them, so a query for them is not a mistake.
 */
export function createUnmatched(store: Pick<Store, 'ask'>, described: ReadonlySet<string>): IsUnmatched {
  const known = new Map<string, boolean>();
  return (iri) => {
    const answer =
      known.get(iri) ?? (!described.has(iri) && !store.ask(`ASK { { ?s <${iri}> ?o } UNION { ?s a <${iri}> } }`));
    known.set(iri, answer);
    return answer;
  };
}

const type = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';

/** Returns the first property or class in the pattern of a query that nothing in the project contains. */
export function unmatchedTerm({ tree }: ParsedQuery, isUnmatched: IsUnmatched): string | undefined {
  const { where } = tree as { where?: unknown };
  if (where === undefined) return undefined;
  for (const node of nodesOf(where as never)) {
    const { predicate, object, items } = node as Record<'predicate' | 'object' | 'items', TreeNode | undefined>;
    const isType = predicate?.['value'] === type;
    for (const one of [isType ? object : predicate, ...(Array.isArray(items) ? items : [])] as (
      | TreeNode
      | undefined
    )[]) {
      const { termType, value } = one ?? {};
      if (termType === 'NamedNode' && value !== type && isUnmatched(String(value))) return String(value);
    }
  }
  return undefined;
}
