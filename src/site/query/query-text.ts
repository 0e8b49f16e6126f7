import { formOf, withoutTexts } from '../../graph/query-text.js';
import { mostRows } from './answer.js';

/** The part of an address behind # that holds a query, so that it can be passed on: "#query=SELECT+…". */
export const fragmentOf = (query: string): string => `#${new URLSearchParams({ query })}`;

/** The query in such a part; undefined when there is none. */
export const queryIn = (fragment: string): string | undefined =>
  new URLSearchParams(fragment.replace(/^#/, '')).get('query') ?? undefined;

/**
 * The query with a LIMIT, where it is a SELECT that has none of its own: one row more than is shown, so that it is known
 * whether there are more. What ends in VALUES has no room for one behind it and stays as it is.
 */
export function limited(query: string): string {
  if (formOf(query) !== 'SELECT') return query;
  const bare = withoutTexts(query);
  const behind = bare.slice(bare.lastIndexOf('}') + 1);
  const hasLimit = /(?<![?$:\w-])LIMIT\s+\d/i.test(behind);
  const endsInValues = /\bVALUES\s*(?:[?$]\w+|\([^()]*\))\s*\{[^{}]*\}\s*$/i.test(bare);
  return hasLimit || endsInValues ? query : `${query}\nLIMIT ${mostRows + 1}`;
}

/** The lines that a query lacks at its top: a PREFIX for each name it uses and does not declare, as far as it is known. */
export function missingPrefixes(query: string, prefixes: Readonly<Record<string, string>>): string {
  const declared = namesIn(query.replace(/<[^<>\s]*>/g, ' '), /\bPREFIX\s+([\w.-]*):/gi);
  const used = namesIn(withoutTexts(query), /(?<![\w?$:.-])([A-Za-z][\w.-]*):/g);
  return Object.entries(prefixes)
    .filter(([name]) => used.has(name) && !declared.has(name))
    .map(([name, iri]) => `PREFIX ${name}: <${iri}>\n`)
    .join('');
}

const namesIn = (text: string, pattern: RegExp): Set<string | undefined> =>
  new Set([...text.matchAll(pattern)].map(([, name]) => name));

/** The parts of a query that matter here: addresses, words; strings and comments are passed over. */
const parts = /<([^<>\s]*)>|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|#[^\n]*|[?$]?[A-Za-z_][\w.-]*(?::[\w.-]*)?|:[\w.-]*/g;

/**
 * Whom a query asks besides the sources it is given: the addresses behind SERVICE. `isOpen`: one of them is a variable
 * or is written with a prefix, so that nobody can say beforehand who it is.
 */
export function servicesIn(query: string): { addresses: string[]; isOpen: boolean } {
  const words = [...query.matchAll(parts)].filter(([text]) => !/^(?:["'#]|SILENT$)/i.test(text));
  const asked = words.flatMap(([text], i) => (text.toUpperCase() === 'SERVICE' ? [words[i + 1]?.[1] ?? ''] : []));
  const addresses = asked.filter((address) => originOf(address) !== undefined);
  return { addresses, isOpen: addresses.length < asked.length };
}

/** Who is asked at an address: "https://query.wikidata.org"; undefined for what is no address of the web. */
export function originOf(address: string): string | undefined {
  try {
    const { protocol, origin } = new URL(address);
    return protocol === 'https:' || protocol === 'http:' ? origin : undefined;
  } catch {
    return undefined;
  }
}
