import type { Quad } from 'n3';
import type { QueryFile } from '../graph/query-file.js';
import type { Table } from '../graph/table.js';
import { iri } from '../rdf/namespaces.js';
import { compareCodePoints } from '../text/order.js';
import { checksumsName, serializeChecksums } from './checksums.js';
import type { Dump, JsonObject, QuadRun } from './dump.js';
import { type PublishedFile, publishFile, type Write } from './files.js';
import { formats } from './formats.js';
import { type Manifest, manifestName, serializeManifest } from './manifest.js';
import { type Page, sumOf, writePages } from './pages.js';
import { cutLikeLines, type WriteSlow, writeSlowFormats } from './slow-formats.js';

/** What a release is made of. */
export interface Source {
  name: string; // the dumps' name without extension
  version: string;
  licence: string;
  base: string;
  runs: QuadRun[];
  context: JsonObject;
  frame: JsonObject | undefined;
  tables: { query: QueryFile; table: Table }[];
  copies: { file: string; mediaType: string; bytes: Uint8Array }[];
  /** Files that tell of the others: what is awaited is made beside them, and its function called when they are there. */
  about?: () => Promise<Telling>;
  /** The pages of the web site, if there is to be one; they may tell of the other files, which are there by then. */
  pages?: (files: PublishedFile[]) => AsyncIterable<Page>;
}

type Telling = (files: PublishedFile[]) => Source['copies'];

/**
 * Writes all files of a release, the manifest last, and returns the manifest. `writeSlow` is called when the N-Triples are
 * written; without it the slow formats are written in the calling thread.
 */
export async function writeRelease(source: Source, write: Write, writeSlow?: WriteSlow): Promise<Manifest> {
  const { name, version, base, runs } = source;
  const { files, tell } = await writeContents(source, write, writeSlow);
  const inOrder = (): PublishedFile[] => files.sort((a, b) => compareCodePoints(a.file, b.file));
  for (const { file, mediaType, bytes } of tell?.(inOrder()) ?? [])
    files.push(await publishFile(write, file, mediaType, (sink) => sink(bytes)));
  const pages = source.pages && (await writePages(write, source.pages(inOrder())));
  const hashes = files.map(({ file, sha256 }): [string, string] => [file, sha256]);
  const checksums = serializeChecksums([...hashes, ...(pages?.hashes ?? [])]);
  files.push(await publishFile(write, checksumsName, 'text/plain', (sink) => sink(checksums)));
  const hash = files.find(({ file }) => file === `${name}.nq`)?.sha256 ?? '';
  const listed = { name, version, ...issuedOf(name, runs), base, hash, ...count(runs), files: inOrder() };
  const manifest: Manifest = pages ? { ...listed, site: sumOf(pages) } : listed;
  await write(manifestName, (sink) => sink(serializeManifest(manifest)));
  return manifest;
}

/** The files that tell of no others, and what tells of them. Whatever happens, the slow formats are done when this ends. */
async function writeContents(
  source: Source,
  write: Write,
  writeSlow: WriteSlow = (name, triples) => writeSlowFormats(name, triples, write),
): Promise<{ files: PublishedFile[]; tell: Telling | undefined }> {
  const { name, runs, context, frame } = source;
  const dump: Dump = { runs: () => runs, context, frame };
  const files: PublishedFile[] = [];
  let tell: Telling | undefined;
  let slow: Promise<PublishedFile[]> | undefined;
  try {
    for (const format of formats) {
      if (format.isSlow) continue;
      const file = `${name}.${format.extension}`;
      files.push(await publishFile(write, file, format.mediaType, (sink) => format.write(dump, sink)));
      if (slow) continue;
      slow = writeSlow(name, { context, frame, runs: () => cutLikeLines(runs) }); // the N-Triples are there now
      slow.catch(() => {}); // it is awaited below, and may fail before that
    }
    const { tableFile } = await import('./table.js');
    for (const { query, table } of source.tables) {
      const { file, mediaType, text } = tableFile(source, query, table);
      files.push(await publishFile(write, file, mediaType, (sink) => sink(text)));
    }
    for (const { file, mediaType, bytes } of source.copies)
      files.push(await publishFile(write, file, mediaType, (sink) => sink(bytes)));
    tell = await source.about?.();
  } finally {
    await slow?.catch(() => {}); // it is asked again below
  }
  return { files: [...files, ...((await slow) ?? [])], tell };
}

function count(runs: QuadRun[]): { quads: number; triples: number } {
  const counts = { quads: 0, triples: 0 };
  for (const run of runs) {
    counts.quads += run.quads.length;
    counts.triples += run.recall('count', () => run.triples.length);
  }
  return counts;
}

/** When the dataset of this name was issued, as it says itself; a run has all statements about its subjects. */
function issuedOf(name: string, runs: QuadRun[]): { issued?: string } {
  for (const { triples } of runs) {
    const isNamed = ({ predicate, object }: Quad): boolean =>
      predicate.value === iri('dct:identifier') && object.value === name;
    const dataset = triples.find(isNamed)?.subject;
    const issued = triples.find(
      ({ subject, predicate }) => dataset?.equals(subject) && predicate.value === iri('dct:issued'),
    );
    if (issued) return { issued: issued.object.value };
  }
  return {};
}
