import { DataFactory, type Quad, type Term } from 'n3';
import type { Problem } from '../problem.js';
import { iriFault } from '../rdf/iri.js';
import { groupBy } from '../text/order.js';
import { brokenQuery, failedQuery, type QueryFile } from './query-file.js';
import type { Store } from './store.js';

/** What one rule added to the graph. */
export interface Derived {
  rule: QueryFile;
  quads: Quad[];
}

/**
 * Runs the CONSTRUCT rules once each in the order of their names, every rule seeing what the earlier ones made;
 * the header's `graph` names the graph that the new statements go into. Returns those that were not there before.
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
    return { rule, quads: fresh };
  });
  return { derived, problems };
}

/** What a rule makes, in the graph that its header names; a fault when it cannot be run or makes what has no address. */
function constructed(store: Store, rule: QueryFile, base: string): { quads: Quad[]; problem?: Problem } {
  const { header, text, missing } = rule;
  const broken = (fault: string) => ({ quads: [], problem: brokenQuery(rule, fault) });
  if (missing.length > 0) return broken('');
  const name = header['graph'] as string;
  const graph = URL.canParse(name, base) ? new URL(name, base).href : '';
  if (iriFault(graph)) return broken(`${name} is no address for a graph`);
  try {
    const quads = store.construct(text, DataFactory.namedNode(graph));
    const fault = quads
      .flatMap((quad) => [quad.subject, quad.predicate, quad.object])
      .map(faultOf)
      .find(Boolean);
    return fault === undefined ? { quads } : broken(fault);
  } catch (error) {
    return { quads: [], problem: failedQuery(rule, error) };
  }
}

function faultOf({ termType, value }: Term): string | undefined {
  if (termType === 'BlankNode') return 'it makes blank nodes: give each thing an IRI';
  const fault = termType === 'NamedNode' ? iriFault(value) : undefined;
  return fault && `it makes ${value}: ${fault.fault}`;
}

/** Tells of each statement once, in whatever graph, whether it is new; the known ones are looked into where they are asked for. */
function createSeen(known: Iterable<Quad>): (quad: Quad) => boolean {
  const bySubject = groupBy(known, ({ subject }) => subject.value);
  const seen = new Map<string, Set<string>>(); // by subject: what is said of it
  return (quad) => {
    const { value } = quad.subject;
    const said = seen.get(value) ?? new Set(bySubject.get(value)?.map(keyOf));
    seen.set(value, said);
    const isNew = !said.has(keyOf(quad));
    said.add(keyOf(quad));
    return isNew;
  };
}

const keyOf = ({ predicate, object }: Quad): string => `${predicate.value}\n${object.id}`;
