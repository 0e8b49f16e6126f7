import type { Quad } from 'n3';
import type { QueryFile } from '../graph/query-file.js';
import type { Table } from '../graph/table.js';
import { compareCodePoints } from '../order.js';
import { UserError } from '../problem.js';
import { checksumsName, serializeChecksums } from './checksums.js';
import type { Dump, JsonObject, QuadRun } from './dump.js';
import { type PublishedFile, type Sink, writeHashed } from './files.js';
import type { FormatThread, ThreadAnswer } from './format-thread.js';
import { formats } from './formats.js';
import type { Manifest } from './manifest.js';
import { type Page, sumOf, writePages } from './pages.js';

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

type Write = (file: string, mediaType: string, fill: (sink: Sink) => Promise<void> | void) => Promise<PublishedFile>;

/**
 * Writes all files of a release into a folder and returns what they are. `thread` may have been started long before;
 * when this ends, for good or ill, it has done with the folder. `isKept`: it keeps its texts for the next release.
 */
export async function writeRelease(
  folder: string,
  source: Source,
  thread: FormatThread,
  isKept: boolean,
): Promise<Manifest> {
  const { name, version, base, runs } = source;
  const write: Write = (file, mediaType, fill) => writeHashed(folder, file, mediaType, fill);
  const { files, tell } = await writeContents(folder, source, thread, isKept, write);
  const inOrder = (): PublishedFile[] => files.sort((a, b) => compareCodePoints(a.file, b.file));
  for (const { file, mediaType, bytes } of tell?.(inOrder()) ?? [])
    files.push(await write(file, mediaType, (sink) => sink(bytes)));
  const pages = source.pages && (await writePages(folder, source.pages(inOrder())));
  const hashes = files.map(({ file, sha256 }): [string, string] => [file, sha256]);
  const checksums = serializeChecksums([...hashes, ...(pages?.hashes ?? [])]);
  files.push(await write(checksumsName, 'text/plain', (sink) => sink(checksums)));
  const hash = files.find(({ file }) => file === `${name}.nq`)?.sha256 ?? '';
  const manifest = { name, version, ...issuedOf(name, runs), base, hash, ...count(runs), files: inOrder() };
  return pages ? { ...manifest, site: sumOf(pages) } : manifest;
}

/** The files that tell of no others, and what tells of them. Whatever happens, the thread has done when this ends. */
async function writeContents(
  folder: string,
  source: Source,
  thread: FormatThread,
  isKept: boolean,
  write: Write,
): Promise<{ files: PublishedFile[]; tell: Telling | undefined }> {
  const { name, runs, context, frame } = source;
  const dump: Dump = { runs: () => runs, context, frame };
  const files: PublishedFile[] = [];
  let tell: Telling | undefined;
  let inThread: Promise<ThreadAnswer> | undefined;
  try {
    for (const format of formats) {
      if (format.inThread) continue;
      files.push(await write(`${name}.${format.extension}`, format.mediaType, (sink) => format.write(dump, sink)));
      inThread ??= thread.ask({ folder, name, context, frame, isKept }); // the N-Triples are there now
    }
    const { tableFile } = await import('./table.js');
    for (const { query, table } of source.tables) {
      const { file, mediaType, text } = tableFile(source, query, table);
      files.push(await write(file, mediaType, (sink) => sink(text)));
    }
    for (const { file, mediaType, bytes } of source.copies)
      files.push(await write(file, mediaType, (sink) => sink(bytes)));
    tell = await source.about?.();
  } finally {
    await inThread?.catch(() => {}); // it is asked again below
  }
  const answer = (await inThread) ?? { files: [] };
  if ('refused' in answer) throw new UserError(answer.refused, 1);
  return { files: [...files, ...answer.files], tell };
}

function count(runs: QuadRun[]): { quads: number; triples: number } {
  const counts = { quads: 0, triples: 0 };
  for (const run of runs) {
    counts.quads += run.quads.length;
    counts.triples += run.recall('count', () => run.triples.length);
  }
  return counts;
}

const dct = 'http://purl.org/dc/terms/';

/** When the dataset of this name was issued, as it says itself; a run has all statements about its subjects. */
function issuedOf(name: string, runs: QuadRun[]): { issued?: string } {
  for (const { triples } of runs) {
    const isNamed = ({ predicate, object }: Quad): boolean =>
      predicate.value === `${dct}identifier` && object.value === name;
    const dataset = triples.find(isNamed)?.subject;
    const issued = triples.find(
      ({ subject, predicate }) => dataset?.equals(subject) && predicate.value === `${dct}issued`,
    );
    if (issued) return { issued: issued.object.value };
  }
  return {};
}
