import { closeSync, fstatSync, openSync } from 'node:fs';
import os from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { findCuts, largestChunk } from '../../csvw/stream/chunks.js';
import { findSuspects, type HashPieces, isOneOf } from '../../csvw/stream/keys.js';
import type { ChunkSink, KeyTexts, MappedRows } from '../../csvw/stream/mapper.js';
import type { ByteDialect, ReadBytes } from '../../csvw/stream/records.js';
import { PROBLEM_LIMIT } from '../../problem.js';
import { nameFailedFile } from '../disk-files.js';
import { startThread } from '../thread.js';
import {
  type ChunksAnswer,
  type ChunksOrder,
  changed,
  createShared,
  doneOf,
  endAll,
  isOver,
  type MapperSource,
  mapChunks,
  publishCuts,
  readerOf,
  type Shared,
} from './map-chunks.js';

/** A file whose rows are to be mapped. */
export interface LargeTable {
  file: string;
  from: number; // where its first row begins, past a byte order mark and the header
  dialect: ByteDialect;
  mapper: MapperSource;
  countRows?: boolean; // the mapper uses row numbers
  hashKeys?: boolean;
}

/** How a file is mapped. */
export interface MapOptions {
  at?: number; // where in the target the output begins
  isPacked?: boolean; // the output is gzip: a member a chunk (RFC 1952, section 2.2)
  threads?: number; // all by default, and none for a file of one chunk
  chunkSize?: number;
  faultLimit?: number; // how many are kept; all are counted
  watch?: (done: () => Done) => void; // given a question for how far it is
}

/** How far a file is mapped. */
export interface Done {
  read: number; // bytes
  records: number;
}

/** What came of mapping a file. */
export interface MappedFile extends MappedRows {
  records: number; // comments and blank lines too
  bytes: number; // of the target, with what stood there before
  hashes: HashPieces; // of all rows' keys
  findings: unknown[]; // of each thread
  chunkEnds: Float64Array;
}

const workerUrl = new URL('./worker.js', import.meta.url);
const resourceLimits = { maxYoungGenerationSizeMb: 8 }; // rows leave little behind

/** All cores, as far as memory allows: a thread takes about 18 MB, and all write to one file, one at a time. */
const mostThreads = (): number => Math.min(os.availableParallelism(), 8);

/**
 * Maps a file's rows in all threads, each chunk written to its own range of `target`: a file, or none where rows are only
 * checked. The output is in the order of the input. Rejects with the first failure of a thread; the target is
 * the caller's to remove then (`writeAtomically` does).
 */
export function mapFile(table: LargeTable, target: string | undefined, options: MapOptions = {}): Promise<MappedFile> {
  return withFile(table.file, async (input) => {
    const { at = 0, isPacked = false, chunkSize = 1 << 17, faultLimit = PROBLEM_LIMIT, watch } = options;
    const { file, from, mapper, hashKeys = false } = table;
    const { size } = fstatSync(input);
    const mostChunks = Math.max(1, Math.ceil((size - from) / chunkSize));
    const shared = createShared(mostChunks, at);
    watch?.(() => doneOf(shared));
    const order = { file, from, target, isPacked, mapper, shared, chunkSize, faultLimit, hashKeys };
    const cutting = publish(readerOf(input), size, table, chunkSize, shared);
    const threads = options.threads ?? (mostChunks > 1 ? mostThreads() : 0); // to begin one takes longer than the rows of a chunk
    const work = async () => {
      if (threads > 0) return inThreads(order, Math.min(threads, mostChunks));
      await cutting;
      return [await mapChunks(order)];
    };
    const [cuts, answers] = await Promise.allSettled([
      cutting,
      target === undefined ? work() : nameFailedFile(target, work),
    ]);
    if (answers.status === 'rejected') throw answers.reason;
    if (cuts.status === 'rejected') throw cuts.reason;
    if (!isOver(shared) && doneOf(shared).chunks !== cuts.value) throw new Error('a thread ended before its work');
    if (fstatSync(input).size !== size) throw changed();
    return summarize(answers.value, shared, cuts.value);
  });
}

/** Finds the cuts while the threads are already at work on the first. */
async function publish(read: ReadBytes, size: number, table: LargeTable, chunkSize: number, shared: Shared) {
  const { from, dialect, countRows = false } = table;
  let chunks = 0;
  try {
    for (const cuts of findCuts(read, { from, size, dialect, chunkSize, countRows })) {
      for (const { end, records, rows } of cuts) {
        shared.ends[chunks++] = end;
        if (chunks === shared.ends.length) break;
        shared.recordsBefore[chunks] = records;
        shared.rowsBefore[chunks] = rows;
      }
      publishCuts(shared, chunks, false);
      await setImmediate(); // lets failures and signals come in
      if (isOver(shared)) break;
    }
  } catch (error) {
    endAll(shared);
    throw error;
  }
  publishCuts(shared, chunks, true);
  return chunks;
}

/** Lets several threads map chunks, and ends them; the first failure of one is thrown. */
async function inThreads(order: ChunksOrder, count: number): Promise<ChunksAnswer[]> {
  const threads = Array.from({ length: count }, () =>
    startThread<ChunksOrder, ChunksAnswer>(workerUrl, resourceLimits),
  );
  const ended = await Promise.allSettled(
    threads.map((thread) =>
      thread.ask(order).catch((error: unknown) => {
        endAll(order.shared); // a thread out of memory cannot do so itself
        throw error;
      }),
    ),
  );
  for (const thread of threads) await thread.close();
  return ended.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}

function summarize(answers: ChunksAnswer[], shared: Shared, chunks: number): MappedFile {
  const { records, written } = doneOf(shared);
  const stopped = answers.find((answer) => answer.stopped)?.stopped;
  return {
    faults: answers.flatMap(({ faults }) => faults).sort((a, b) => a.record - b.record),
    faultCount: answers.reduce((sum, { faultCount }) => sum + faultCount, 0),
    ...(stopped && { stopped }),
    records,
    bytes: written,
    hashes: answers.flatMap(({ hashes }) => hashes),
    findings: answers.map(({ findings }) => findings),
    chunkEnds: shared.ends.subarray(0, chunks),
  };
}

/** A row of one of several files, with its key: counted from the first row: 0. */
export interface KeyedRow extends KeyTexts {
  file: number;
  record: number;
}

/** Two rows with the same key. */
export interface Duplicate {
  first: KeyedRow;
  again: KeyedRow;
}

/** Files that have been mapped with the hashes of their keys. */
export type HashedFile = { table: LargeTable; mapped: Pick<MappedFile, 'hashes' | 'chunkEnds'> };

/** How many keys are looked up at most: memory for them is bounded. */
const suspectLimit = 10_000;

/**
 * Rows whose key another row has already, in one file or in two. Memory is 8 bytes a row: equal hashes only make suspects,
 * and a second pass over the files, needed only when there are any, compares the keys themselves.
 */
export async function findDuplicates(files: HashedFile[]): Promise<Duplicate[]> {
  const suspects = findSuspects(
    files.flatMap(({ mapped }) => mapped.hashes),
    suspectLimit,
  );
  const firsts = new Map<string, KeyedRow>();
  const duplicates: Duplicate[] = [];
  if (suspects.length > 0)
    for (const [file, { table, mapped }] of files.entries())
      await visitKeys(table, mapped, suspects, (record, texts) => {
        const row = { file, record, ...texts };
        const name = JSON.stringify(texts.key);
        const first = firsts.get(name);
        if (first) duplicates.push({ first, again: row });
        else firsts.set(name, row);
        return duplicates.length < PROBLEM_LIMIT;
      });
  return duplicates;
}

/** Takes a record, counted from the first row: 0, and its key; false when nothing more is wanted. */
export type VisitKey = (record: number, texts: KeyTexts) => boolean;

/**
 * Goes over a file that has been mapped once more, and shows the keys that have one of some hashes, in the order of the
 * file. What is wrong with the rows the first pass has told.
 */
export function visitKeys(
  { file, from, mapper }: LargeTable,
  { chunkEnds }: Pick<MappedFile, 'chunkEnds'>,
  hashes: bigint[],
  visit: VisitKey,
): Promise<void> {
  return withFile(file, async (input) => {
    const { createRowMapper } = await import(mapper.module);
    const { map } = createRowMapper(mapper.data);
    const read = readerOf(input);
    const isWanted = isOneOf(hashes);
    let before = 0; // records of the chunks before
    let isOver = false;
    const sink: ChunkSink = {
      out: null,
      report() {},
      key(record, high, low, texts) {
        if (!isOver && isWanted(high, low)) isOver = !visit(before + record, texts());
      },
    };
    let start = from;
    for (const end of chunkEnds) {
      if (end - start > largestChunk) break;
      const bytes = read(start, end - start);
      if (bytes.length < end - start) throw changed();
      const { records, isStopped } = map(bytes, 0, bytes.length, { records: before, rows: 0 }, sink);
      if (isStopped || isOver) break;
      before += records;
      start = end;
      await setImmediate(); // lets signals in
    }
  });
}

/** Opens a file for as long as the work on it takes. */
export async function withFile<T>(file: string, work: (descriptor: number) => Promise<T> | T): Promise<T> {
  const descriptor = openSync(file, 'r');
  try {
    return await work(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
