import { joinBytes, sha256 } from '../bytes.js';
import { UserError } from '../problem.js';
import { compareCodePoints } from '../text/order.js';

/** The size and SHA-256 of a file that was written. */
export interface Written {
  bytes: number;
  sha256: string;
}

/** A file of a release, as the manifest lists it. */
export interface PublishedFile extends Written {
  file: string; // "gcm-sdg.ttl", "data/links.csv"
  mediaType: string;
}

/** Takes a file piece by piece: its text, or bytes as they are. */
export type Sink = (piece: string | Uint8Array) => void;

/** Puts the contents of a file into a sink. */
export type Fill = (sink: Sink) => Promise<void> | void;

/** Writes a file of a release, and fails with `sameName` when it has written one with that name already. */
export type Write = (file: string, fill: Fill) => Promise<Written>;

/** "gcm-sdg.ttl" or "data/links.csv", and nothing that leads out of the release or stands for its manifest. */
export const isReleaseName = (file: string): boolean => /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(file);

/** The error for two files of a release with the same name. */
export const sameName = (file: string): UserError => new UserError(`two files of the release are called ${file}`, 1);

/** Writes a file that the manifest lists. Throws `UserError` when its name leads out of the release. */
export async function publishFile(write: Write, file: string, mediaType: string, fill: Fill): Promise<PublishedFile> {
  if (!isReleaseName(file)) throw new UserError(`${file} is no name for a file of a release`, 1);
  return { file, mediaType, ...(await write(file, fill)) };
}

const pieceSize = 1 << 16;

const encoder = new TextEncoder();
const encoded = new Uint8Array(4 * pieceSize); // for every piece: a buffer for each would be 40 MB of garbage in a build

/**
 * Passes a file on as bytes, in pieces of at least 64 KiB if it comes as text, so that it is never whole in memory. `put`
 * must use or copy the bytes before it returns.
 */
export async function fillBytes(fill: Fill, put: (bytes: Uint8Array) => void): Promise<void> {
  let waiting = '';
  const flush = (): void => {
    while (waiting !== '') {
      const { read, written } = encoder.encodeInto(waiting, encoded);
      put(encoded.subarray(0, written));
      waiting = waiting.slice(read);
    }
  };
  await fill((piece) => {
    if (typeof piece === 'string') waiting += piece;
    if (waiting.length > pieceSize || typeof piece !== 'string') flush();
    if (typeof piece !== 'string') put(piece);
  });
  flush();
}

/** Writes files into memory. */
export function writeToMemory(): { files: Map<string, Uint8Array>; write: Write } {
  const files = new Map<string, Uint8Array>();
  const write: Write = async (file, fill) => {
    if (files.has(file)) throw sameName(file);
    const pieces: Uint8Array[] = [];
    await fillBytes(fill, (bytes) => pieces.push(bytes.slice()));
    const whole = joinBytes(pieces);
    files.set(file, whole);
    return { bytes: whole.length, sha256: sha256(whole) };
  };
  return { files, write };
}

/** A file of the web site that goes with a release. */
export interface Page {
  file: string; // "site/en/index.html"
  content: string | Uint8Array;
}

/** The site as the manifest lists it: thousands of small files are one entry, with the hash of the lines "path sha256", sorted. */
export interface PublishedPages extends Written {
  files: number;
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

/** What a server must know of a thing that has a page. */
export interface Thing {
  iri: string;
  retired?: true; // it is no longer in use, and its address says so
  successors?: string[]; // the IRIs of what took its place
}

/** All of them by where their pages stand below the folder of a language, without extension: "sdg/16.2". */
export type Things = Record<string, Thing>;

/** Where they are listed, inside the folder of the pages. */
export const thingsFile = 'things.json';
