import { joinBytes, sha256 } from '../bytes.js';
import { UserError } from '../problem.js';
import { compareCodePoints } from '../text/order.js';
import type { Parts } from '../workbook/zip.js';

/** Size and SHA-256 of a written file. */
export interface Written {
  bytes: number;
  sha256: string;
}

/** A file of a release, as the manifest lists it. */
export interface PublishedFile extends Written {
  file: string; // "my-data.ttl", "data/links.csv"
  mediaType: string;
}

/** Receives a file piece by piece, as text or bytes. */
export type Sink = (piece: string | Uint8Array) => void;

/** Writes the content of a file to a sink. */
export type Fill = (sink: Sink) => Promise<void> | void;

/** Writes a file of a release. Fails with `sameName` if the name is already used. */
export type Write = (file: string, fill: Fill) => Promise<Written>;

/** True for "my-data.ttl" or "data/links.csv". False for paths that leave the release. */
export const isReleaseName = (file: string): boolean => /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(file);

/** Returns the error for two files with the same name. */
export const sameName = (file: string): UserError =>
  new UserError(`Two files of the release have the same name: ${file}`, 1);

/** Writes a file and returns its manifest entry. Throws `UserError` if the name is invalid. */
export async function publishFile(write: Write, file: string, mediaType: string, fill: Fill): Promise<PublishedFile> {
  if (!isReleaseName(file)) throw new UserError(`"${file}" is not a valid file name in a release`, 1);
  return { file, mediaType, ...(await write(file, fill)) };
}

/** Length of the pieces of a file, in bytes. */
export const pieceSize = 1 << 18;

const encoder = new TextEncoder();
const encoded = new Uint8Array(4 * pieceSize); // shared: a buffer per piece would be 40 MB of garbage in a build

/**
 * Passes a file on as bytes. Joins text to pieces of at least 256 KiB, so that a file is never completely in memory. `put`
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

/** Collects files in memory. */
export function writeToMemory(): { files: Map<string, Uint8Array>; write: Write; read: Read } {
  const files = new Map<string, Uint8Array>();
  const write: Write = async (file, fill) => {
    if (files.has(file)) throw sameName(file);
    const pieces: Uint8Array[] = [];
    await fillBytes(fill, (bytes) => pieces.push(bytes.slice()));
    const whole = joinBytes(pieces);
    files.set(file, whole);
    return { bytes: whole.length, sha256: sha256(whole) };
  };
  function* read(file: string): Generator<Uint8Array> {
    const whole = files.get(file) ?? new Uint8Array();
    for (let at = 0; at < whole.length; at += pieceSize) yield whole.subarray(at, at + pieceSize);
  }
  return { files, write, read };
}

/** A page of the web site. */
export interface Page {
  file: string; // "site/en/index.html"
  content: string | Uint8Array | readonly Uint8Array[] | Parts | ReleaseFile | Written; // parts are written as a ZIP file
  isPacked?: boolean; // the file contains the content compressed with gzip
}

/** The content of another file of the release. */
export interface ReleaseFile {
  releaseFile: string; // "my-data.nq"
}

/** Manifest entry of the site: thousands of files as one, with the hash of the sorted lines "path sha256". */
export interface PublishedPages extends Written {
  files: number;
}

/** SHA-256 of each page, and their total size. */
export interface HashedPages {
  hashes: Map<string, string>;
  bytes: number;
}

/** Folder of the pages in a release. */
export const pagesFolder = 'site';

/** Writes the pages of a release. The Node version uses threads. */
export type WritePages = (pages: AsyncIterable<Page>) => Promise<HashedPages>;

/** Reads a file of the release, in pieces of `pieceSize`. */
export type Read = (file: string) => Iterable<Uint8Array>;

/** Writes pages one after the other. */
export const pageWriter =
  (write: Write, read: Read): WritePages =>
  async (pages) => {
    const hashed: HashedPages = { hashes: new Map(), bytes: 0 };
    for await (const page of pages) addPage(hashed, page, await writePage(page, write, read));
    return hashed;
  };

/** Adds a written page. */
export function addPage(hashed: HashedPages, { file }: Page, { sha256, bytes }: Written): void {
  hashed.hashes.set(file, sha256);
  hashed.bytes += bytes;
}

/** True for a page that another thread has written. */
export const isWritten = (content: Page['content']): content is Written =>
  typeof content === 'object' && 'sha256' in content;

/** Writes a page, unless it is already written. */
export async function writePage({ file, content, isPacked }: Page, write: Write, read: Read): Promise<Written> {
  if (isWritten(content)) return content;
  if (!isReleaseName(file) || !file.startsWith(`${pagesFolder}/`)) throw new Error(`${file} is not a valid page name`);
  return write(file, async (sink) => {
    if (content instanceof Map) return sink((await import('../workbook/zip.js')).zipParts(content));
    const pieces = typeof content === 'string' || content instanceof Uint8Array ? [content] : piecesOf(content, read);
    if (isPacked) return gzipPieces(pieces, sink);
    for (const piece of pieces) sink(piece);
  });
}

/** Compresses pieces with gzip. The output of zlib depends on the version of Node, so fflate is used. */
export async function gzipPieces(
  pieces: Iterable<string | Uint8Array>,
  sink: (packed: Uint8Array) => void,
): Promise<void> {
  const { Gzip } = await import('fflate');
  const gzip = new Gzip({ mtime: 0 }, (packed) => sink(packed));
  for (const piece of pieces) gzip.push(typeof piece === 'string' ? encoder.encode(piece) : piece);
  gzip.push(new Uint8Array(), true);
}

const piecesOf = (content: readonly Uint8Array[] | ReleaseFile, read: Read): Iterable<Uint8Array> =>
  'releaseFile' in content ? read(content.releaseFile) : content;

/** Combines all pages into one entry. */
export function sumOf({ hashes, bytes }: HashedPages): PublishedPages {
  const lines = [...hashes].sort(([a], [b]) => compareCodePoints(a, b)).map(([file, hash]) => `${file} ${hash}\n`);
  return { files: hashes.size, bytes, sha256: sha256(lines.join('')) };
}

/** Data for the server about a resource with a page. */
export interface Thing {
  iri: string;
  retired?: true; // no longer in use
  successors?: string[]; // IRIs
}

/** Resources by the path of their page in a language folder, without extension: "topic/16.2". */
export type Things = Record<string, Thing>;

/** File that contains them, in the folder of the pages. */
export const thingsFile = 'things.json';

/** Folder of the pages of things on a large site, which are in all languages. */
export const sharedFolder = 'things';

/** The list of data files of a large site. */
export const shardList = 'data/shards.json';
