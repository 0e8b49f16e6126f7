import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { compareCodePoints } from '../order.js';
import { isReleaseName, sha256 } from './files.js';

/** A file of the web site that goes with a release. */
export interface Page {
  file: string; // "site/en/index.html"
  content: string | Uint8Array;
}

/** The site as the manifest lists it: thousands of small files are one entry. */
export interface PublishedPages {
  files: number;
  bytes: number;
  sha256: string; // of the lines "path sha256", sorted
}

/** The pages one by one: the SHA-256 of each, and their size in all. */
export interface HashedPages {
  hashes: Map<string, string>;
  bytes: number;
}

export const pagesFolder = 'site';

/** Writes the pages into a release's folder. */
export async function writePages(folder: string, pages: AsyncIterable<Page> | Iterable<Page>): Promise<HashedPages> {
  const hashes = new Map<string, string>();
  const made = new Set<string>();
  let bytes = 0;
  for await (const { file, content } of pages) {
    if (!isReleaseName(file) || !file.startsWith(`${pagesFolder}/`) || hashes.has(file))
      throw new Error(`${file} is no name for a page, or two have it`);
    const target = path.join(folder, file);
    const parent = path.dirname(target);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    const buffer = typeof content === 'string' ? Buffer.from(content) : content;
    writeFileSync(target, buffer);
    hashes.set(file, sha256(buffer));
    bytes += buffer.length;
  }
  return { hashes, bytes };
}

/** What stands in a release's folder, in the same form; undefined when there is no site. */
export function readPages(folder: string): HashedPages | undefined {
  if (!existsSync(path.join(folder, pagesFolder))) return undefined;
  const hashes = new Map<string, string>();
  let bytes = 0;
  const entries = readdirSync(path.join(folder, pagesFolder), { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (entry.isDirectory()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const content = entry.isFile() ? readFileSync(file) : Buffer.from('no plain file');
    hashes.set(path.relative(folder, file).replaceAll('\\', '/'), sha256(content));
    bytes += content.length;
  }
  return { hashes, bytes };
}

/** All pages as one entry. */
export function sumOf({ hashes, bytes }: HashedPages): PublishedPages {
  const lines = [...hashes].sort(([a], [b]) => compareCodePoints(a, b)).map(([file, hash]) => `${file} ${hash}\n`);
  return { files: hashes.size, bytes, sha256: createHash('sha256').update(lines.join('')).digest('hex') };
}
