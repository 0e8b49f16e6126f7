import { readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isObject } from '../../csvw/metadata/json.js';
import type { Loader } from '../../csvw/metadata/metadata.js';

/** A folder whose files are what is published under an address that ends with a slash. */
interface Copy {
  base: string;
  folder: string;
}

/**
 * Loads files from the folders that are given, and from nowhere else: no network, and no way out of a folder by "..", by
 * a link or by a file: address. A metadata document whose `@base` is a web address stands for a copy of what is there, so
 * that its tables are looked for beside it.
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
    return undefined; // an address that names no file here
  }
}

/** A plain file: reading a pipe would wait for ever. */
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

/** What a metadata document says that it is a copy of. */
function copyOf(file: string): Copy[] {
  try {
    const document: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const context = isObject(document) && Array.isArray(document['@context']) ? document['@context'][1] : undefined;
    const base = isObject(context) ? context['@base'] : undefined;
    if (typeof base !== 'string' || !/^https?:/.test(base)) return [];
    return [{ base: new URL('.', base).href, folder: path.dirname(file) }];
  } catch {
    return []; // what is wrong with it is told by whoever reads it
  }
}

/** The address of a file: under `base` where one is given, as if its folder were published there. */
export const addressOf = (file: string, base?: string): string =>
  base === undefined ? pathToFileURL(file).href : new URL(encodeURIComponent(path.basename(file)), base).href;
