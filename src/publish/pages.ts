import { sha256 } from '../bytes.js';
import { compareCodePoints } from '../text/order.js';
import { isReleaseName, type Write } from './files.js';

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

/** The folder of the pages in a release. */
export const pagesFolder = 'site';

/** Writes the pages of a release. */
export async function writePages(write: Write, pages: AsyncIterable<Page> | Iterable<Page>): Promise<HashedPages> {
  const hashes = new Map<string, string>();
  let bytes = 0;
  for await (const { file, content } of pages) {
    if (!isReleaseName(file) || !file.startsWith(`${pagesFolder}/`) || hashes.has(file))
      throw new Error(`${file} is no name for a page, or two have it`);
    const page = await write(file, (sink) => sink(content));
    hashes.set(file, page.sha256);
    bytes += page.bytes;
  }
  return { hashes, bytes };
}

/** All pages as one entry. */
export function sumOf({ hashes, bytes }: HashedPages): PublishedPages {
  const lines = [...hashes].sort(([a], [b]) => compareCodePoints(a, b)).map(([file, hash]) => `${file} ${hash}\n`);
  return { files: hashes.size, bytes, sha256: sha256(lines.join('')) };
}
