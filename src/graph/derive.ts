import { DataFactory, type Quad } from 'n3';
import type { Problem } from '../problem.js';
import type { QueryFile } from './query-file.js';
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
  const seen = new Set<string>(Array.from(known, keyOf));
  const problems: Problem[] = [];
  const derived = rules.map((rule) => {
    const graph = DataFactory.namedNode(new URL(rule.header['graph'] as string, base).href);
    const fresh: Quad[] = [];
    for (const quad of constructed(store, rule, problems)) {
      const key = keyOf(quad);
      if (seen.has(key)) continue;
      seen.add(key);
      fresh.push(DataFactory.quad(quad.subject, quad.predicate, quad.object, graph));
    }
    store.add(fresh);
    return { rule, quads: fresh };
  });
  return { derived, problems };
}

/** A rule that cannot be run, or that makes things without an address, is a problem of its file. */
function constructed(store: Store, { name, file, text }: QueryFile, problems: Problem[]): Quad[] {
  const report = (message: string): Quad[] => {
    problems.push({ code: 'rule-broken', severity: 'error', message, where: { file }, rule: file, isPartial: true });
    return [];
  };
  try {
    const quads = store.construct(text);
    const isAnonymous = quads.some((quad) =>
      [quad.subject, quad.object].some(({ termType }) => termType === 'BlankNode'),
    );
    return isAnonymous ? report(`the rule ${name} makes blank nodes: give each thing an IRI`) : quads;
  } catch (error) {
    return report(`the rule ${name} cannot be run: ${(error as Error).message}`);
  }
}

const keyOf = ({ subject, predicate, object }: Quad): string => `${subject.value}\n${predicate.value}\n${object.id}`;
