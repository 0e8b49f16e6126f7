import { DataFactory, type Quad, type Term } from 'n3';
import type { Problem } from '../problem.js';
import { iriFault } from '../rdf/iri.js';
import { groupBy } from '../text/order.js';
import { brokenQuery, failedQuery, lineOf, placeOfWord, unfitQuery } from './query-faults.js';
import type { QueryFile } from './query-file.js';
import type { Store } from './store.js';

/** Statements that a rule added to the graph. */
export interface Derived {
  rule: QueryFile;
  quads: Quad[];
  isIdle: boolean; // its pattern matches nothing
}

/**
 * Runs each CONSTRUCT rule once, in the order of their names. Each rule sees the results of earlier rules, and adds its
 * statements to the graph in its header. Returns the new statements.
 */
export function derive(
  store: Store,
  rules: QueryFile[],
  base: string,
  known: Iterable<Quad>,
): { derived: Derived[]; problems: Problem[] } {
  const isNew = createSeen(known);
  const problems: Problem[] = [];
  const derived = rules.map((rule) => {
    const { quads, problem } = constructed(store, rule, base);
    if (problem) problems.push(problem);
    const fresh = quads.filter(isNew);
    store.add(fresh);
    return { rule, quads: fresh, isIdle: quads.length === 0 };
  });
  return { derived, problems };
}

/** Runs a rule. Returns a problem if the rule cannot run, or creates statements with blank nodes or invalid IRIs. */
function constructed(store: Store, rule: QueryFile, base: string): { quads: Quad[]; problem?: Problem } {
  const { header, text } = rule;
  const broken = (message: string, place: { line: number }) => ({
    quads: [],
    problem: brokenQuery(rule, { message, ...place }),
  });
  const problem = unfitQuery(rule, { keys: ['title', 'reason', 'graph'], form: 'CONSTRUCT' });
  if (problem) return { quads: [], problem };
  const name = header['graph'] as string;
  const graph = URL.canParse(name, base) ? new URL(name, base).href : '';
  if (iriFault(graph)) return broken(`"${name}" is not an IRI of a graph`, { line: lineOf(text, '# graph:') });
  try {
    const quads = store.construct(text, DataFactory.namedNode(graph));
    const fault = quads
      .flatMap((quad) => [quad.subject, quad.predicate, quad.object])
      .map(faultOf)
      .find(Boolean);
    return fault === undefined ? { quads } : broken(fault, placeOfWord(text, 'CONSTRUCT'));
  } catch (error) {
    return { quads: [], problem: failedQuery(rule, error) };
  }
}

function faultOf({ termType, value }: Term): string | undefined {
  if (termType === 'BlankNode') return 'it creates blank nodes, but every resource needs an IRI';
  const fault = termType === 'NamedNode' ? iriFault(value) : undefined;
  return fault && `it creates the IRI ${value}: ${fault.fault}`;
}

/** Returns a function that reports whether a statement is new in any graph. Indexes known statements on demand. */
function createSeen(known: Iterable<Quad>): (quad: Quad) => boolean {
  const bySubject = groupBy(known, ({ subject }) => subject.value);
  const seen = new Map<string, Set<string>>(); // keys of statements by subject
  return (quad) => {
    const { value } = quad.subject;
    const keys = seen.get(value) ?? new Set(bySubject.get(value)?.map(keyOf));
    seen.set(value, keys);
    const isNew = !keys.has(keyOf(quad));
    keys.add(keyOf(quad));
    return isNew;
  };
}

const keyOf = ({ predicate, object }: Quad): string => `${predicate.value}\n${object.id}`;
