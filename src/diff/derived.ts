import type { Derived } from '../graph/derive.js';
import type { Statements } from '../graph/statements.js';

/** The properties of the statements that rules make and no sheet does: what is said with them follows from something else. */
export function derivedProperties(statements: Statements, derived: Derived[]): Set<string> {
  const properties = new Set(derived.flatMap(({ quads }) => quads.map(({ predicate }) => predicate.value)));
  for (const { predicate } of statements.quads) properties.delete(predicate.value);
  return properties;
}
