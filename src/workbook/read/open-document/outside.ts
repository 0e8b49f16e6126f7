import type { Place } from '../../../problem.js';
import texts from '../../messages.json' with { type: 'json' };
import type { Attributes } from '../../xml.js';
import type { Faults } from '../reading.js';

/** Elements that take values from another file or a database, with the attribute that names it. */
const sources: Record<string, string> = {
  'table-source': 'xlink:href',
  'cell-range-source': 'xlink:href',
  'dde-source': 'office:dde-topic',
  'database-source-sql': 'table:database-name',
  'database-source-query': 'table:database-name',
  'database-source-table': 'table:database-name',
};

/** Attributes that can contain a formula or a range. */
const formulas = ['table:formula', 'table:expression', 'table:cell-range-address'];

/** Returns a function that reports references to other files, once per file. */
export function outsideTeller(faults: Faults) {
  const reported = new Set<string>();
  return (name: string, attributes: Attributes, place: () => Partial<Place>): void => {
    for (const target of targetsOf(name, attributes)) {
      if (reported.has(target)) continue;
      reported.add(target);
      faults.tell(texts.outsideLink, { ...place(), value: target });
    }
  };
}

function targetsOf(name: string, attributes: Attributes): string[] {
  const source = sources[name];
  if (source !== undefined) return [attributes[source] ?? ''];
  const found: string[] = [];
  for (const formula of formulas) {
    const text = attributes[formula];
    if (text?.includes("'#")) for (const [, target = ''] of text.matchAll(/'((?:[^']|'')*)'#/g)) found.push(target);
    if (text !== undefined && /\bDDE\(/.test(text)) found.push(text);
  }
  return found;
}

/** Returns the file of a table that only keeps the values of another file: `'file:///C:/budget.ods'#Sheet1`. */
export const keptFile = (table: string): string | undefined => /^'((?:[^']|'')*)'#/.exec(table)?.[1];
