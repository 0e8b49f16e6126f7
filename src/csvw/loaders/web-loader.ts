import type { Loader } from './loader.js';

const timeLimit = 30_000; // milliseconds
const accept = 'application/csvm+json, application/ld+json;q=0.9, application/json;q=0.8, text/csv, */*;q=0.1';

/** Loads what is on the web. Only who is told to read an address uses it; each is asked for once. */
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
  const link = response.headers.get('link');
  const contentType = response.headers.get('content-type');
  return {
    file: url,
    bytes: async () => bytes,
    ...(link !== null && { link }),
    ...(contentType !== null && { contentType }),
  };
}
