import { iri } from '../rdf/iri.js';
import { compareCodePoints } from '../text/order.js';
import type { Chunk, Dump } from './chunks.js';
import { formats, publishDump, writeSlowFormats } from './formats.js';
import { checksumsName, type Manifest, manifestName, serializeChecksums, serializeManifest } from './manifest.js';
import { type Page, type PublishedFile, publishFile, sumOf, type Write, writePages } from './release-files.js';
import type { Parts } from './release-parts.js';

/** A file of a release with its content. */
export interface Copy {
  file: string; // "data/links.csv"
  mediaType: string;
  bytes: Uint8Array;
}

/** Input of a release. */
export interface Source
  extends Pick<Parts, 'name' | 'version' | 'licence' | 'context' | 'frame' | 'vocabulary' | 'roles'> {
  base: string;
  chunks: Chunk[];
  copies: Copy[];
  /**
   * Starts the work for the files that describe others, in parallel. The resulting function is called when those exist.
   */
  about?: () => Promise<DescribeFiles>;
  /** Writes further files, in parallel to the formats. */
  more?: (write: Write) => Promise<PublishedFile[]>;
  /** Creates the pages of the web site, if requested, when the other files exist. */
  pages?: (files: PublishedFile[]) => AsyncIterable<Page>;
}

type DescribeFiles = (files: PublishedFile[]) => Copy[];

/** Writes the slow formats. The Node version uses a worker thread, which reads the N-Triples. */
export type WriteSlow = (name: string, dump: Dump) => Promise<PublishedFile[]>;

/**
 * Writes all files of a release, the manifest last, and returns the manifest. Calls `writeSlow` when the N-Triples
 * exist. By default the slow formats are written in this thread.
 */
export async function writeRelease(source: Source, write: Write, writeSlow?: WriteSlow): Promise<Manifest> {
  const { name, version, base, chunks } = source;
  const { files, describe } = await writeContents(source, write, writeSlow);
  const inOrder = (): PublishedFile[] => files.sort((a, b) => compareCodePoints(a.file, b.file));
  for (const one of describe?.(inOrder()) ?? []) files.push(await publishCopy(write, one));
  const pages = source.pages && (await writePages(write, source.pages(inOrder())));
  const hashes = files.map(({ file, sha256 }): [string, string] => [file, sha256]);
  const checksums = serializeChecksums([...hashes, ...(pages?.hashes ?? [])]);
  files.push(await publishFile(write, checksumsName, 'text/plain', (sink) => sink(checksums)));
  const manifest: Manifest = {
    name,
    version,
    ...issuedOf(name, chunks),
    base,
    hash: files.find(({ file }) => file === `${name}.nq`)?.sha256 ?? '',
    quads: chunks.reduce((count, { quads }) => count + quads.length, 0),
    triples: chunks.reduce((count, { triples }) => count + triples.length, 0),
    files: inOrder(),
    ...(pages && { site: sumOf(pages) }),
  };
  await write(manifestName, (sink) => sink(serializeManifest(manifest)));
  return manifest;
}

/** Writes all files that do not describe other files. The slow formats are always finished when this ends. */
async function writeContents(
  { name, chunks, context, frame, copies, about, more }: Source,
  write: Write,
  writeSlow: WriteSlow = (name, dump) => writeSlowFormats(name, dump, write),
): Promise<{ files: PublishedFile[]; describe: DescribeFiles | undefined }> {
  const dump: Dump = { chunks: () => chunks, context, frame };
  const files: PublishedFile[] = [];
  let describe: DescribeFiles | undefined;
  const others = more?.(write) ?? Promise.resolve([]);
  others.catch(() => {}); // it is awaited below, and can fail before
  let slow: Promise<PublishedFile[]> | undefined;
  try {
    for (const format of formats) {
      if (format.isSlow) continue;
      files.push(await publishDump(format, name, dump, write));
      if (slow) continue;
      slow = writeSlow(name, dump); // the N-Triples exist now
      slow.catch(() => {}); // it is awaited below, and can fail before
    }
    for (const one of copies) files.push(await publishCopy(write, one));
    describe = await about?.();
  } finally {
    await Promise.allSettled([slow, others]); // their errors are thrown below
  }
  return { files: [...files, ...((await slow) ?? []), ...(await others)], describe };
}

const publishCopy = (write: Write, { file, mediaType, bytes }: Copy): Promise<PublishedFile> =>
  publishFile(write, file, mediaType, (sink) => sink(bytes));

/** Returns the issue date of the data set with this name. A chunk contains all statements about its subjects. */
function issuedOf(name: string, chunks: Chunk[]): { issued?: string } {
  const [identifier, issued] = [iri('dct:identifier'), iri('dct:issued')];
  for (const { triples } of chunks) {
    const dataset = triples.find(({ predicate, object }) => predicate.value === identifier && object.value === name);
    const found = triples.find(
      ({ subject, predicate }) => dataset?.subject.equals(subject) && predicate.value === issued,
    );
    if (found) return { issued: found.object.value };
  }
  return {};
}
