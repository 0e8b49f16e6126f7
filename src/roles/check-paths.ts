import type { Quad } from 'n3';
import { iri } from '../rdf/iri.js';
import type { Tell } from './check-texts.js';
import wordings from './messages.json' with { type: 'json' };
import type { Roles } from './roles.js';
import type { Statements } from './statements.js';

/** Reports paths with a step that leads to a text, or that cannot begin where the step before ends, by domains and ranges. */
export function pathFaults(used: readonly Quad[], roles: Roles, { value, values }: Statements, tell: Tell): void {
  const end = (property: string, isStart: boolean): string | undefined => {
    const [own, other] = isStart ? (['rdfs:domain', 'rdfs:range'] as const) : (['rdfs:range', 'rdfs:domain'] as const);
    const inverses = roles.properties.get(property)?.inverses ?? [];
    return value(property, own) ?? inverses.flatMap((one) => value(one, other) ?? [])[0];
  };
  const above = (type: string): Set<string> => {
    const found = new Set([type]);
    for (const one of found) for (const parent of values(one, 'rdfs:subClassOf')) found.add(parent);
    return found;
  };
  /** False only if both classes are described, and neither is above the other. A thing can have both classes, so it is a warning. */
  const mayMeet = (a: string | undefined, b: string | undefined): boolean =>
    a === undefined || b === undefined || above(a).has(b) || above(b).has(a);
  for (const quad of used) {
    if (quad.predicate.value !== iri('role:path')) continue;
    const { value: subject } = quad.subject;
    const part = [...roles.sections.values(), [...roles.neighbourhoods.values()], roles.coverage, roles.matrices]
      .flat()
      .find((one) => one.iri === subject);
    if (part === undefined) continue;
    let reached: string | undefined = 'rows' in part ? part.rows : part.of;
    const check = (step: string, begin: string | undefined): void => {
      if (values(step, 'rdf:type').includes(iri('owl:DatatypeProperty')))
        tell(wordings.textStep, quad, { role: 'role:path', subject, step });
      else if (!mayMeet(reached, begin))
        tell(wordings.gap, quad, { role: 'role:path', subject, reached: reached ?? '', step, begin: begin ?? '' });
    };
    for (const step of part.path) {
      check(step, end(step, true));
      reached = end(step, false);
    }
    if ('columns' in part) check('role:columns', part.columns);
    const further = [
      ...('codes' in part ? [...part.codes, part.groupBy ?? ''] : []),
      ...('next' in part ? part.next : []),
    ];
    for (const step of further) check(step, end(step, true));
  }
}
