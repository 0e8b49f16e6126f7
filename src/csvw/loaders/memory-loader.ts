import { resolve } from '../vocabulary/url.js';
import type { Loader } from './loader.js';

/** Loads files that are in memory: "links.csv" is at that address relative to `base`, which ends with a slash. */
export function memoryLoader(files: ReadonlyMap<string, Uint8Array>, base: string): Loader {
  const known = new Map([...files].map(([file, bytes]) => [resolve(file, base), { file, bytes }]));
  return async (url) => {
    const found = known.get(resolve(url, base));
    return found && { file: found.file, size: found.bytes.length, bytes: async () => found.bytes };
  };
}
