import { DataFactory } from 'n3';
import { canonicalOrder } from '../graph/nquads.js';
import type { QueryFile } from '../graph/query-file.js';
import type { Table } from '../graph/table.js';
import type { Quad } from 'n3';
import { compareCodePoints } from '../order.js';
import type { Dump, JsonObject } from './dump.js';
import { writeInThread } from './dumps-thread.js';
import { type PublishedFile, sha256, writeDurably } from './files.js';
import { formats } from './formats.js';
import type { Manifest } from './manifest.js';
import { csv, tsv } from './table.js';

/** What a release is made of. */
export interface Source {
  name: string; // the dumps' name without extension
  version: string;
  base: string;
  quads: Quad[]; // in any order
  provenance: string; // the graph that stays out of the triples
  context: JsonObject;
  frame: JsonObject | undefined;
  tables: { query: QueryFile; table: Table }[];
  copies: { file: string; mediaType: string; content: Uint8Array }[];
}

/** Writes all files of a release into a folder and returns what they are. */
export async function writeRelease(folder: string, source: Source): Promise<Manifest> {
  const { name, version, base, context, frame } = source;
  const dump = prepare(source);
  const inThread = writeInThread({ folder, name, ntriples: dump.tripleLines.join(''), context, frame });
  const files: PublishedFile[] = [];
  for (const format of formats) {
    if (format.inThread) continue;
    files.push(writeDurably(folder, `${name}.${format.extension}`, format.mediaType, await format.write(dump)));
  }
  for (const { query, table } of source.tables) files.push(writeTable(folder, source, query, table));
  for (const { file, mediaType, content } of source.copies) files.push(writeDurably(folder, file, mediaType, content));
  files.push(...(await inThread));
  files.sort((a, b) => compareCodePoints(a.file, b.file));
  const hash = sha256(dump.quadLines.join(''));
  return { name, version, base, hash, quads: dump.quads.length, triples: dump.triples.length, files };
}

function prepare({ quads, provenance, context, frame }: Source): Dump {
  const all = canonicalOrder(quads);
  const anonymous = all.quads.find(({ subject, object }) => [subject, object].some((term) => term.termType === 'BlankNode'));
  if (anonymous) throw new Error(`a blank node is to be published: ${all.lines[all.quads.indexOf(anonymous)]}`);
  const union = canonicalOrder(
    all.quads
      .filter(({ graph }) => graph.value !== provenance)
      .map(({ subject, predicate, object }) => DataFactory.quad(subject, predicate, object)),
  );
  return { quads: all.quads, quadLines: all.lines, triples: union.quads, tripleLines: union.lines, context, frame };
}

/** A query's answer as the file that its header names; `{base}` and `{version}` stand in a preamble. */
function writeTable(folder: string, { base, version }: Source, { header }: QueryFile, table: Table): PublishedFile {
  const isTsv = header['format'] === 'tsv';
  const preamble = header['preamble']?.trimStart().replaceAll('{base}', base).replaceAll('{version}', version);
  const content = (preamble ? `${preamble}\n` : '') + (isTsv ? tsv(table) : csv(table));
  const mediaType = isTsv ? 'text/tab-separated-values' : 'text/csv';
  return writeDurably(folder, header['file'] as string, mediaType, content);
}
