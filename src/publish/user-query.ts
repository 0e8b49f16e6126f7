import { explained } from '../graph/query-faults.js';
import { readFault } from '../graph/query-file.js';
import { type ParsedQuery, type ParseFault, parseQuery, type TokenCounts } from '../graph/sparql.js';
import { UserError } from '../problem.js';
import { type JsonObject, prefixesOf } from './chunks.js';

/** Queries of users: answer formats, prefixes and errors. */

/** Answer formats by name, with the media type that the engine supports. "table" is text made from JSON. */
export const queryFormats: Record<string, string> = {
  table: 'application/sparql-results+json',
  json: 'application/sparql-results+json',
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  xml: 'application/sparql-results+xml',
  turtle: 'text/turtle',
};

/** Format option of a caller: "--format" on the command line. */
export interface FormatOption {
  name: string;
  formats: string[]; // names in `queryFormats`
  standard: string; // default for solutions; the default for graphs is Turtle
}

/** Parses a query. Throws `UserError` with the position of a fault. `refuse` receives the fault first. */
export function readUserQuery(
  text: string,
  options: { base?: string; prefixes?: Record<string, string> },
  refuse?: (fault: ParseFault) => void,
): ParsedQuery {
  const watch = ({ depth }: TokenCounts): string | undefined =>
    depth > mostBrackets ? `More than ${mostBrackets} nested brackets` : undefined;
  const query = parseQuery(text, { ...options, watch });
  if (!('fault' in query)) return query;
  const { isUpdate } = query.fault;
  if (isUpdate) throw new UserError('Only queries are supported: SELECT, ASK, CONSTRUCT and DESCRIBE');
  const fault = explained(query.fault, text);
  const { message, line, column } = fault;
  if (line === undefined) throw new UserError(`The query cannot be answered: ${message}`);
  refuse?.(fault);
  throw new UserError(`Syntax error at line ${line}, column ${column}, or just before: ${message}`);
}

/** Parsing time is quadratic in the number of brackets: 20,000 would take 2 minutes. */
const mostBrackets = 1000;

/** Returns the answer format and its media type. Throws `UserError` if it is unknown or does not fit the query. */
export function answerFormat({ form }: ParsedQuery, given: string | undefined, option: FormatOption) {
  const { name, formats, standard } = option;
  const isGraph = form === 'CONSTRUCT' || form === 'DESCRIBE';
  const format = given ?? (isGraph ? 'turtle' : standard);
  const mediaType = formats.includes(format) ? queryFormats[format] : undefined;
  if (!mediaType) throw new UserError(`${name}: "${format}" is not one of ${formats.join(', ')}`);
  if (isGraph !== (format === 'turtle'))
    throw new UserError(`${name}: "${format}" does not work with ${form} queries${isGraph ? '. Use turtle' : ''}`);
  return { format, mediaType };
}

/** Returns the prefixes of a JSON-LD context, or an empty object if it cannot be parsed. */
export function prefixesIn(document: string): Record<string, string> {
  try {
    const read = JSON.parse(document) as { '@context'?: JsonObject | null } | null;
    return prefixesOf(read?.['@context'] ?? {});
  } catch {
    return {};
  }
}

/** Converts engine errors to `UserError`. Removes positions, because they refer to the rewritten query. */
export async function explainFaults<T>(ask: () => Promise<T> | T): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { message } = readFault((error as Error).message ?? String(error));
    throw new UserError(`The query cannot be answered: ${message}`);
  }
}
