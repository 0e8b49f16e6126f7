import type { Target, Trace } from '../graph/statements.js';
import type { Place, Problem, Severity } from '../problem.js';

/** What a rule or shape found in the graph, before anyone knows which cell is to blame. */
export interface Violation extends Target {
  code: string; // the rule's or shape's name
  severity: Severity;
  message: string;
  other?: string; // a second thing that takes part
  fix?: string;
  rule: string; // the file that holds the rule
}

/** Violations → problems at their cells. A thing that came from no sheet is reported at the rule, by its IRI. */
export function toProblems(violations: Violation[], trace: Trace): Problem[] {
  return violations.map((violation) => {
    const { code, severity, message, fix, rule, focus, other } = violation;
    const where: Place = trace(violation) ?? { file: rule, value: focus };
    const problem: Problem = { code, severity, message, where, rule };
    const second = other === undefined ? undefined : trace({ focus: other });
    if (second) problem.related = [second];
    if (fix !== undefined) problem.fix = fix;
    return problem;
  });
}
