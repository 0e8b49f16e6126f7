import { iri } from '../rdf/iri.js';
import { compareCodePoints } from '../text/order.js';
import type { Statistics } from './catalogue/statistics.js';
import type { Chunk, Dump } from './chunks.js';
import { formats, publishDump, writeSlowFormats } from './formats.js';
import { checksumsName, type Manifest, manifestName, serializeChecksums, serializeManifest } from './manifest.js';
import { type Page, type PublishedFile, publishFile, sumOf, type Write, type WritePages } from './release-files.js';
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
  /** Counts the triples, at the first call only. */
  statistics(): Statistics;
  copies: Copy[];
  /**
   * Starts the work for the files that describe others, in parallel. The resulting function is called when those exist.
   */
  about?: () => Promise<DescribeFiles>;
  /** Writes further files, in parallel to the formats and the pages. */
  more?: (write: Write) => Promise<PublishedFile[]>;
  /** Creates the pages of the web site, if requested. Some of them need the list of all other files. */
  pages?: (files: Promise<PublishedFile[]>) => AsyncIterable<Page>;
}

type DescribeFiles = (files: PublishedFile[]) => Copy[];

const inOrder = (files: PublishedFile[]): PublishedFile[] => files.sort((a, b) => compareCodePoints(a.file, b.file));

/** Writes the slow formats. The Node version uses a worker thread, which reads the N-Triples. */
export type WriteSlow = (name: string, dump: Dump) => Promise<PublishedFile[]>;

/**
 * Writes all files of a release, the manifest last, and returns the manifest. Calls `writeSlow` when the N-Triples
 * exist, and `writePages` when the N-Quads exist. By default the slow formats are written in this thread.
 */
export async function writeRelease(
  source: Source,
  write: Write,
  writePages: WritePages,
  writeSlow?: WriteSlow,
): Promise<Manifest> {
  const { name, version, base, chunks } = source;
  const contents = await writeContents(source, write, writeSlow);
  const making = source.pages && writePages(source.pages(contents.all));
  await Promise.allSettled([making, contents.all]); // if one fails, the other one has finished too
  const pages = await making;
  const files = await contents.all;
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
    files: inOrder(files),
    ...(pages && { site: sumOf(pages) }),
  };
  await write(manifestName, (sink) => sink(serializeManifest(manifest)));
  return manifest;
}

/**
 * Writes the files that this thread makes. `all`: the list of all files except the pages, when the other threads have
 * finished, and the files that describe them are written. The slow formats are finished if this fails.
 */
async function writeContents(
  { name, chunks, context, frame, copies, about, more }: Source,
  write: Write,
  writeSlow: WriteSlow = (name, dump) => writeSlowFormats(name, dump, write),
): Promise<{ all: Promise<PublishedFile[]> }> {
  const dump: Dump = { chunks: () => chunks, context, frame };
  const files: PublishedFile[] = [];
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
    const describe = await about?.();
    const finish = async (): Promise<PublishedFile[]> => {
      await Promise.allSettled([slow, others]); // if one fails, the other one has finished too
      files.push(...((await slow) ?? []), ...(await others));
      for (const one of describe?.(inOrder(files)) ?? []) files.push(await publishCopy(write, one));
      return inOrder(files);
    };
    const all = finish();
    all.catch(() => {}); // it is awaited with the pages
    return { all };
  } catch (error) {
    await Promise.allSettled([slow, others]);
    throw error;
  }
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
