import { languageFault } from '../../rdf/iri.js';
import { isObject, type Report, show, string } from '../vocabulary/json.js';

/** What the `@context` of a metadata document sets (Metadata Vocabulary, section 5.2). */
export interface Context {
  base: string; // what the document's addresses are relative to
  language: string | undefined; // of the texts in common properties and titles
}

const vocabulary = 'http://www.w3.org/ns/csvw';

/** Reads `@context`; `location` is where the document is. A context that is not CSVW's own is an error. */
export function readContext(given: unknown, location: string, report: Report): Context {
  const context: Context = { base: location, language: undefined };
  const [first, second, ...more] = Array.isArray(given) ? given : [given];
  const isLoneList = Array.isArray(given) && given.length === 1;
  if (first !== vocabulary || more.length > 0 || isLoneList || (second !== undefined && !isObject(second))) {
    report('@context', `must be "${vocabulary}", or a list of it and an object, not ${show(given)}`);
    return context;
  }
  for (const [name, value] of Object.entries(second ?? {})) {
    if (name === '@base') context.base = resolved(string(value), location, report);
    else if (name === '@language') context.language = language(value, report);
    else report('@context', `may hold @base and @language, not "${name}"`);
  }
  return context;
}

function resolved(base: string | undefined, location: string, report: Report): string {
  if (base !== undefined && URL.canParse(base, location)) return new URL(base, location).href;
  report('@context', `@base must be an address, not ${show(base)}: it is ignored`, 'warning');
  return location;
}

function language(value: unknown, report: Report): string | undefined {
  const tag = string(value);
  if (tag !== undefined && languageFault(tag) === undefined) return tag;
  report('@context', `@language must be a language tag, not ${show(value)}: it is ignored`, 'warning');
  return undefined;
}
