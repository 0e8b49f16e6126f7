import { canonicalLine } from '../rdf/nquads.js';
import { fromBytes, isUtf8 } from './pieces.js';

/** A statement of a subject: the property's IRI, and the value as N-Triples writes it. */
export interface Said {
  property: string;
  value: string; // "<http://…>", "\"…\"@en"
}

const beyondAscii = /[\x80-\xff]/;

/**
 * What the lines of one subject say, each statement once and nothing of provenance, which names the rows of sheets: a row that
 * was moved is no change of what is said. Undefined when a line is not canonical.
 */
export function readStatements(lines: string[]): Said[] | undefined {
  const said: Said[] = [];
  let last = '';
  for (const line of lines) {
    const [, property, value, graph] = canonicalLine.exec(line) ?? [];
    if (property === undefined || value === undefined) return undefined;
    if (beyondAscii.test(line) && !isUtf8(line)) return undefined;
    const statement = `${property} ${value}`; // the same of two graphs comes twice in a row
    if (statement !== last && !graph?.endsWith('/graph/provenance>'))
      said.push({ property: propertyOf(property), value: fromBytes(value) });
    last = statement;
  }
  return said;
}

const properties = new Map<string, string>(); // there are few, and each comes a million times

function propertyOf(bytes: string): string {
  const known = properties.get(bytes);
  if (known !== undefined) return known;
  const property = fromBytes(bytes);
  if (properties.size < 10_000 && !beyondAscii.test(bytes)) properties.set(property, property);
  return property;
}
