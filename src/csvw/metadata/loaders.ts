import { resolve } from './json.js';

/** What is at an address, and what a server says of it. */
export interface Resource {
  bytes(): Promise<Uint8Array>;
  file: string; // as people know it: "data/links.csv"
  size?: number; // in bytes, where it is known without reading
  path?: string; // where the bytes are, when they are a file's
  link?: string | undefined; // the Link header
  contentType?: string | undefined; // the Content-Type header
}

/** Gives what is at an address, or undefined when there is nothing. It throws what the system refuses. */
export type Loader = (url: string) => Promise<Resource | undefined>;

/** Loads files that are in memory: "links.csv" is at that address relative to `base`, which ends with a slash. */
export function memoryLoader(files: ReadonlyMap<string, Uint8Array>, base: string): Loader {
  const known = new Map([...files].map(([file, bytes]) => [resolve(file, base), { file, bytes }]));
  return async (url) => {
    const found = known.get(resolve(url, base));
    return found && { file: found.file, size: found.bytes.length, bytes: async () => found.bytes };
  };
}

const timeLimit = 30_000; // milliseconds
const accept = 'application/csvm+json, application/ld+json;q=0.9, application/json;q=0.8, text/csv, */*;q=0.1';

/** Loads what is on the web. It reads only addresses that the caller passes, each of them once. */
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
    throw Object.assign(new Error(`${url} cannot be read: ${reason}`), { syscall: 'fetch' }); // like what the system refuses
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
