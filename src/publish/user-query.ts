import { readFault } from '../graph/query-file.js';
import { type ParsedQuery, type ParseFault, parseQuery, type TokenCounts } from '../graph/sparql.js';
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

/** Parses a user's query; throws `UserError` with the place of a fault. `refuse` sees the fault first. */
export function readUserQuery(
  text: string,
  options: { base?: string; prefixes?: Record<string, string> },
  refuse?: (fault: ParseFault) => void,
): ParsedQuery {
  const watch = ({ depth }: TokenCounts): string | undefined =>
    depth > mostBrackets ? `it holds more than ${mostBrackets} brackets in one another` : undefined;
  const query = parseQuery(text, { ...options, watch });
  if (!('fault' in query)) return query;
  const { message, line, column, isUpdate } = query.fault;
  if (isUpdate) throw new UserError('only queries are answered here: SELECT, ASK, CONSTRUCT or DESCRIBE');
  if (line === undefined) throw new UserError(`the query cannot be answered: ${message}`);
  refuse?.(query.fault);
  throw new UserError(`the query is not understood at line ${line}, column ${column}, or just before: ${message}`);
}

/** The parser's time grows with their square: 20,000 of them would take it two minutes. */
const mostBrackets = 1000;

/** The format of an answer with its media type; throws `UserError` when it is unknown or does not fit the query. */
export function answerFormat({ form }: ParsedQuery, given: string | undefined, option: FormatOption) {
  const { name, formats, standard } = option;
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

/** Throws what an engine says of a query as a `UserError`; places in it are those of the rewritten text, and left out. */
export async function explainFaults<T>(ask: () => Promise<T> | T): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { message } = readFault((error as Error).message ?? String(error));
    throw new UserError(`the query cannot be answered: ${message}`);
  }
}
