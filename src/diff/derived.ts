import type { Table } from '../csvw/metadata/table.js';
import { compilePlan } from '../csvw/rdf/plan.js';
import type { QueryFile } from '../graph/query-file.js';

/**
 * The properties that rules speak of and that no column of a sheet is for: what is said with them follows from something
 * else. None where a column makes its property of its values, for then nobody knows what the sheets say.
 */
export function derivedProperties(tables: Table[], rules: QueryFile[]): Set<string> {
  const properties = new Set(rules.flatMap(({ text }) => namesIn(text)));
  const plans = tables.map((table) => compilePlan(table, { index: 0, isMinimal: true }));
  for (const { predicate } of plans.flatMap(({ statements }) => statements)) {
    if (predicate.kind !== 'iri' || predicate.template.constant === undefined) return new Set();
    properties.delete(predicate.template.constant);
  }
  return properties;
}

/** The IRIs that a query names, whole or by its prefixes. */
function namesIn(text: string): string[] {
  const prefixes = new Map(
    [...text.matchAll(/^\s*PREFIX\s+([\w-]*):\s*<([^>]*)>/gim)].map(([, prefix = '', iri = '']) => [prefix, iri]),
  );
  const whole = [...text.matchAll(/<([^<>\s]+)>/g)].map(([, iri = '']) => iri);
  const short = [...text.matchAll(/(?<![\w-])([\w-]*):([\w.-]*\w)/g)].flatMap(([, prefix = '', local = '']) => {
    const space = prefixes.get(prefix);
    return space === undefined ? [] : [space + local];
  });
  return [...whole, ...short];
}
