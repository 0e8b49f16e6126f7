import type { Quad } from 'n3';
import { canonicalOrder, toNQuads, unionOf } from '../graph/nquads.js';
import type { QueryFile } from '../graph/query-file.js';
import type { Table } from '../graph/table.js';
import { compareCodePoints } from '../order.js';
import { UserError } from '../problem.js';
import type { Dump, JsonObject } from './dump.js';
import { type PublishedFile, type Sink, writeDurably } from './files.js';
import type { FormatThread, ThreadAnswer } from './format-thread.js';
import { formats } from './formats.js';
import type { Manifest } from './manifest.js';
import { runsOf } from './runs.js';

/** What a release is made of. */
export interface Source {
  name: string; // the dumps' name without extension
  version: string;
  licence: string;
  base: string;
  quads: Iterable<Quad>; // in any order
  provenance: string; // the graph that stays out of the triples
  context: JsonObject;
  frame: JsonObject | undefined;
  tables: { query: QueryFile; table: Table }[];
  copies: { file: string; mediaType: string; text: string }[];
}

/** Writes all files of a release into a folder and returns what they are. `thread` may have been started long before. */
export async function writeRelease(folder: string, source: Source, thread: FormatThread): Promise<Manifest> {
  const { name, version, base, context, frame } = source;
  const dump = prepare(source);
  const write = (file: string, mediaType: string, fill: (sink: Sink) => Promise<void> | void) =>
    writeDurably(folder, file, mediaType, fill);
  const files: PublishedFile[] = [];
  let inThread: Promise<ThreadAnswer> | undefined;
  for (const format of formats) {
    if (format.inThread) continue;
    files.push(await write(`${name}.${format.extension}`, format.mediaType, (sink) => format.write(dump, sink)));
    inThread ??= thread.ask({ folder, name, context, frame }); // the N-Triples are there now
    inThread.catch(() => {}); // it is awaited below
  }
  const { tableFile } = await import('./table.js');
  for (const { query, table } of source.tables) {
    const { file, mediaType, text } = tableFile(source, query, table);
    files.push(await write(file, mediaType, (sink) => sink(text)));
  }
  for (const { file, mediaType, text } of source.copies) files.push(await write(file, mediaType, (sink) => sink(text)));
  const answer = (await inThread) ?? { files: [] };
  if ('refused' in answer) throw new UserError(answer.refused, 1);
  files.push(...answer.files);
  files.sort((a, b) => compareCodePoints(a.file, b.file));
  const hash = files.find(({ file }) => file === `${name}.nq`)?.sha256 ?? '';
  let triples = 0;
  for (const run of dump.runs()) triples += run.length;
  return { name, version, base, hash, quads: dump.quads.length, triples, files };
}

function prepare({ quads, provenance, context, frame }: Source): Dump {
  const ordered = canonicalOrder(quads);
  const anonymous = ordered.find(({ subject, object }) =>
    [subject, object].some((term) => term.termType === 'BlankNode'),
  );
  if (anonymous) throw new Error(`a blank node is to be published: ${toNQuads([anonymous])}`);
  const published = ordered.filter(({ graph }) => graph.value !== provenance);
  return { quads: ordered, runs: () => runsOf(unionOf(published), ({ subject }) => subject.value), context, frame };
}
