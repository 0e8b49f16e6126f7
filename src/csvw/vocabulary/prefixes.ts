import { csvwNamespaces } from '../../rdf/namespaces.js';

/** The names that metadata may use unannounced: prefixes, terms and datatypes of the CSVW context (http://www.w3.org/ns/csvw). */

const prefixes: Record<string, string> = csvwNamespaces;

/** Classes of the vocabulary; the datatypes have a table of their own. */
const terms = new Set(
  'Cell Column Datatype Dialect Direction ForeignKey NumericFormat Row Schema Table TableGroup TableReference Transformation'.split(
    ' ',
  ),
);

const otherTerms: Record<string, string> = {
  describedby: `${prefixes['wrds']}describedby`,
  license: `${prefixes['xhv']}license`,
  role: `${prefixes['xhv']}role`,
};

/** `skos:prefLabel` → its IRI; anything whose prefix is not known stays as it is. */
export function expandPrefix(name: string): string {
  const colon = name.indexOf(':');
  const prefix = name.slice(0, Math.max(0, colon));
  const namespace = Object.hasOwn(prefixes, prefix) ? prefixes[prefix] : undefined;
  return namespace === undefined || name.startsWith('//', colon + 1) ? name : namespace + name.slice(colon + 1);
}

/** `Table` → its IRI; undefined for what is no term of the vocabulary. */
export const expandTerm = (name: string): string | undefined =>
  terms.has(name) ? `${prefixes['csvw']}${name}` : Object.hasOwn(otherTerms, name) ? otherTerms[name] : undefined;
