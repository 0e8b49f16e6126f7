import { withoutTexts } from '../../graph/query-text.js';

/** The lines that a query lacks at its top: a PREFIX for each name it uses and does not declare, as far as it is known. */
export function missingPrefixes(query: string, prefixes: Readonly<Record<string, string>>): string {
  const declared = new Set(namesIn(query.replace(/<[^<>\s]*>/g, ' '), /\bPREFIX\s+([\w.-]*):/gi));
  const used = new Set(namesIn(withoutTexts(query), /(?<![\w?$:.-])([A-Za-z][\w.-]*):/g));
  return Object.entries(prefixes)
    .filter(([name]) => used.has(name) && !declared.has(name))
    .map(([name, iri]) => `PREFIX ${name}: <${iri}>\n`)
    .join('');
}

const namesIn = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, name]) => name ?? '');

/** "http://www.w3.org/2004/02/skos/core#broader" → "skos:broader"; undefined where no prefix fits. */
export function shorten(iri: string, prefixes: Readonly<Record<string, string>>): string | undefined {
  const fitting = Object.entries(prefixes)
    .filter(([, namespace]) => iri.startsWith(namespace) && /^\w(?:[\w.-]*[\w-])?$/.test(iri.slice(namespace.length)))
    .sort(([, a], [, b]) => b.length - a.length)[0];
  return fitting && `${fitting[0]}:${iri.slice(fitting[1].length)}`;
}
