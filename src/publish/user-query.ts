import { readFault } from '../graph/query-fault.js';
import { formOf } from '../graph/query-text.js';
import { UserError } from '../problem.js';
import { type JsonObject, prefixesOf } from './chunks.js';

/** SPARQL queries of users: the format of their answers, their prefixes and their faults. */

/** The formats of an answer by name, with the media type that the engine knows. "table" is for people, made from JSON. */
export const queryFormats: Record<string, string> = {
  table: 'application/sparql-results+json',
  json: 'application/sparql-results+json',
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  xml: 'application/sparql-results+xml',
  turtle: 'text/turtle',
};

/** How a caller offers the formats: "--format" on the command line. */
export interface FormatOption {
  name: string;
  formats: string[]; // of `queryFormats`
  standard: string; // for solutions; for graphs it is Turtle
}

/** The format of an answer with its media type; throws `UserError` when it is unknown or does not fit the query. */
export function answerFormat(query: string, given: string | undefined, { name, formats, standard }: FormatOption) {
  const form = formOf(query);
  if (!form) throw new UserError('only queries are answered here: SELECT, ASK, CONSTRUCT or DESCRIBE');
  const isGraph = form === 'CONSTRUCT' || form === 'DESCRIBE';
  const format = given ?? (isGraph ? 'turtle' : standard);
  const mediaType = formats.includes(format) ? queryFormats[format] : undefined;
  if (!mediaType) throw new UserError(`${name}: ${format} is none of ${formats.join(', ')}`);
  if (isGraph !== (format === 'turtle'))
    throw new UserError(`${name}: ${format} does not fit a ${form} query${isGraph ? '; use turtle' : ''}`);
  return { format, mediaType };
}

/** The prefixes of a JSON-LD document with a context; none when it cannot be read. */
export function prefixesIn(document: string): Record<string, string> {
  try {
    const read = JSON.parse(document) as { '@context'?: JsonObject | null } | null;
    return prefixesOf(read?.['@context'] ?? {});
  } catch {
    return {};
  }
}

/** A query with the prefixes that it does not declare itself; `linesBefore` is how many lines that adds. */
export function withPrefixes(query: string, prefixes: Record<string, string>): { query: string; linesBefore: number } {
  const declares = (name: string): boolean => query.toLowerCase().includes(`prefix ${name.toLowerCase()}:`);
  const missing = Object.entries(prefixes).filter(([name]) => !declares(name));
  const lines = missing.map(([name, iri]) => `PREFIX ${name}: <${iri}>\n`);
  return { query: lines.join('') + query, linesBefore: lines.length };
}

/** Throws an engine's error about a query as a `UserError`, with the line number in the text that the user wrote. */
export async function explainFaults<T>(linesBefore: number, ask: () => Promise<T> | T): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { message, line, column } = readFault((error as Error).message ?? String(error));
    if (line === undefined) throw new UserError(`the query cannot be answered: ${message}`);
    const place = `line ${line - linesBefore}, column ${column}`;
    throw new UserError(`the query is not understood at ${place}, or just before: ${message}`);
  }
}
