import { DataFactory, type Quad } from 'n3';
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
export function derive(store: Store, rules: QueryFile[], base: string, known: Iterable<Quad>): Derived[] {
  const key = ({ subject, predicate, object }: Quad): string => `${subject.value}\n${predicate.value}\n${object.id}`;
  const seen = new Set<string>(Array.from(known, key));
  return rules.map((rule) => {
    const graph = DataFactory.namedNode(new URL(rule.header['graph'] as string, base).href);
    const fresh: Quad[] = [];
    for (const quad of store.construct(rule.text)) {
      const id = key(quad);
      if (seen.has(id)) continue;
      seen.add(id);
      fresh.push(DataFactory.quad(quad.subject, quad.predicate, quad.object, graph));
    }
    store.add(fresh);
    return { rule, quads: fresh };
  });
}
