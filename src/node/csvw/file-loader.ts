import { readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isObject } from '../../csvw/metadata/json.js';
import type { Loader } from '../../csvw/metadata/metadata.js';

/** A folder with copies of the files that are published at `base`, which ends with a slash. */
interface Copy {
  base: string;
  folder: string;
}

/**
 * Creates a loader that reads only these folders. It never uses the network, and never leaves a folder through "..", links
 * or file: URLs. If the `@base` of a metadata document is a web URL, the folder of the document is a copy of that URL.
 */
export function createFileLoader(folders: string[], base?: string): Loader {
  const roots = folders.map((folder) => realpathSync(folder));
  const copies: Copy[] = base === undefined ? [] : folders.map((folder) => ({ base, folder }));
  return async (url) => {
    const file = pathOf(url, copies);
    if (file === undefined || !isFileIn(roots, file)) return undefined;
    if (/\.json$/i.test(file)) copies.push(...copyOf(file));
    return {
      file: path.relative('', file) || file,
      path: file,
      size: statSync(file).size,
      bytes: async () => readFileSync(file),
    };
  };
}

function pathOf(url: string, copies: Copy[]): string | undefined {
  try {
    if (url.startsWith('file:')) return fileURLToPath(url.replace(/[?#].*$/, ''));
    const copy = copies.find(({ base }) => url.startsWith(base));
    const rest = copy && decodeURIComponent(url.slice(copy.base.length).replace(/[?#].*$/, ''));
    return copy && rest !== undefined && !rest.includes('\0') ? path.join(copy.folder, rest) : undefined;
  } catch {
    return undefined; // not the URL of a file
  }
}

/** True for a regular file in these folders. Reading a pipe could block. */
function isFileIn(roots: string[], file: string): boolean {
  try {
    const real = realpathSync(file);
    const isInside = roots.some(
      (root) => !/^\.\.([/\\]|$)/.test(path.relative(root, real)) && !path.isAbsolute(path.relative(root, real)),
    );
    return isInside && statSync(real).isFile();
  } catch {
    return false;
  }
}

/** Reads the web URL of a metadata document from its `@base`. */
function copyOf(file: string): Copy[] {
  try {
    const document: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const context = isObject(document) && Array.isArray(document['@context']) ? document['@context'][1] : undefined;
    const base = isObject(context) ? context['@base'] : undefined;
    if (typeof base !== 'string' || !/^https?:/.test(base)) return [];
    return [{ base: new URL('.', base).href, folder: path.dirname(file) }];
  } catch {
    return []; // the reader of the document reports its faults
  }
}

/** Returns the URL of a file, as if its folder were published at `base`, if given. */
export const addressOf = (file: string, base?: string): string =>
  base === undefined ? pathToFileURL(file).href : new URL(encodeURIComponent(path.basename(file)), base).href;
