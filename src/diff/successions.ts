import { search } from './look-up.js';
import type { Side } from './side.js';
import { isReplacedBy, replaces } from './vocabulary.js';

/** Who takes whose place, by however many steps. */
export interface Successions {
  /** Where a user of a thing goes now: the ends of its chains, "A → B → C" is C. */
  lastOf(iri: string): string[];
  comesAfter(next: string, old: string): boolean;
}

/** What the newer side says of the successors of some things, and of theirs: it is read once for each step of a chain. */
export function lookUpSuccessions(to: Side, wanted: Set<string>): Successions {
  const direct = new Map<string, Set<string>>();
  for (let open = wanted; open.size > 0; ) {
    const next = new Set<string>();
    for (const { subject, property, value } of search(to.pieces(), [isReplacedBy, replaces])) {
      if (value.termType !== 'NamedNode') continue;
      const [old, successor] = property === isReplacedBy ? [subject, value.value] : [value.value, subject];
      if (!open.has(old) || old === successor) continue;
      direct.set(old, (direct.get(old) ?? new Set()).add(successor));
      next.add(successor);
    }
    open = new Set([...next].filter((one) => !direct.has(one)));
  }
  const after = (old: string): string[] => reachable(old, direct);
  return {
    lastOf(iri) {
      const last = after(iri).filter((one) => !direct.has(one));
      return last.length > 0 ? last : [...(direct.get(iri) ?? [])]; // they take each other's place
    },
    comesAfter: (next, old) => after(old).includes(next),
  };
}

/** All that comes after a thing, itself left out. */
function reachable(from: string, direct: Map<string, Set<string>>): string[] {
  const seen = new Set([from]);
  for (const one of seen) for (const next of direct.get(one) ?? []) seen.add(next); // what is added is visited too
  seen.delete(from);
  return [...seen];
}
