import type { Problem } from '../problem.js';
import { resolve } from './metadata/json.js';
import { type Input, type Loader, withTables } from './metadata/metadata.js';
import type { SayQuad } from './rdf/map-rows.js';
import { type ConversionOptions, convertGroup, memoryTable, validateGroup } from './tables.js';

/**
 * CSV on the Web as a library: converts tables with metadata to RDF, and validates them.
 * W3C Model for Tabular Data and Metadata, Metadata Vocabulary, Generating RDF from Tabular Data (December 2015).
 */
export type { Problem } from '../problem.js';
export { describe, type Input, type Loader, type Resource, type TableGroup } from './metadata/metadata.js';
export type { SayQuad } from './rdf/map-rows.js';
export type { ConversionOptions } from './tables.js';

/**
 * Converts the tables or metadata at a URL to RDF, and calls `say` for each statement. If the result contains an error,
 * such as a missing file, do not use the statements. An invalid cell is a warning.
 */
export const toRdf = (input: Input, load: Loader, options: ConversionOptions, say: SayQuad): Promise<Problem[]> =>
  withTables(input, load, (group) => convertGroup(group, load, options, say, memoryTable(say)));

/** Validates the tables or metadata at a URL. Returns all problems of metadata, cells, and keys in and across tables. */
export const validate = (input: Input, load: Loader): Promise<Problem[]> =>
  withTables(input, load, (group) =>
    validateGroup(
      group,
      load,
      memoryTable(() => {}),
    ),
  );

/** Loads files from memory. Their names, such as "links.csv", are relative to the URL `base`, which ends with a slash. */
export function memoryLoader(files: ReadonlyMap<string, Uint8Array>, base: string): Loader {
  const known = new Map([...files].map(([file, bytes]) => [resolve(file, base), { file, bytes }]));
  return async (url) => {
    const found = known.get(resolve(url, base));
    return found && { file: found.file, size: found.bytes.length, bytes: async () => found.bytes };
  };
}

const timeLimit = 30_000; // milliseconds
const accept = 'application/csvm+json, application/ld+json;q=0.9, application/json;q=0.8, text/csv, */*;q=0.1';

/** Loads files from the web. Reads only URLs that the caller passes, and each URL only once. */
export function createWebLoader(): Loader {
  const known = new Map<string, ReturnType<Loader>>();
  return (url) => {
    const loading = known.get(url) ?? fetchResource(url);
    known.set(url, loading);
    return loading;
  };
}

async function fetchResource(url: string): ReturnType<Loader> {
  if (!/^https?:/.test(url)) return undefined;
  const response = await fetch(url, { headers: { accept }, signal: AbortSignal.timeout(timeLimit) }).catch((error) => {
    const reason = (error.cause as Error | undefined)?.message ?? error.message;
    throw Object.assign(new Error(`Cannot read ${url}: ${reason}`), { syscall: 'fetch' }); // reported like a system error
  });
  if (!response.ok) {
    await response.body?.cancel();
    return undefined;
  }
  const bytes = new Uint8Array(await response.arrayBuffer());
  return {
    file: url,
    bytes: async () => bytes,
    link: response.headers.get('link') ?? undefined,
    contentType: response.headers.get('content-type') ?? undefined,
  };
}
