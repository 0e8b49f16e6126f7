import { closeSync, fstatSync, openSync } from 'node:fs';
import os from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { type Chunk, findChunks, largestChunk } from '../../csvw/stream/chunks.js';
import { findTwins, type HashPieces, isOneOf, sortHashes } from '../../csvw/stream/key-hashes.js';
import type { ChunkSink, KeyTexts, MappedRows } from '../../csvw/stream/mapper.js';
import type { ByteDialect } from '../../csvw/stream/records.js';
import { PROBLEM_LIMIT } from '../../problem.js';
import { nameFailedFile } from '../disk-files.js';
import { startThread } from '../thread.js';
import {
  type ChunkAnswer,
  type ChunkMapper,
  changed,
  type FileOrder,
  type MapperSource,
  openChunks,
  readerOf,
} from './map-chunks.js';
import type { WorkerOrder } from './worker.js';

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
  isPacked?: boolean; // the output is gzip
  threads?: number; // all by default, and none for a file of one chunk
  chunkSize?: number;
  faultLimit?: number; // how many are kept; all are counted
  watch?: (done: () => Done) => void; // given a question for how far it is
}

/** How far a file is mapped. */
export interface Done {
  read: number; // bytes
  records: number; // comments and blank lines too
}

/** What came of mapping a file. */
export interface MappedFile extends MappedRows, Done {
  hashes: HashPieces; // of all rows' keys
  findings: unknown[]; // of each thread
  chunkEnds: number[];
}

const workerUrl = new URL('./worker.js', import.meta.url);
const resourceLimits = { maxYoungGenerationSizeMb: 8 }; // rows leave little behind

/** All cores, as far as memory allows: a thread takes about 18 MB. */
const mostThreads = (): number => Math.min(os.availableParallelism(), 8);

/**
 * Maps a file's rows in all threads, and writes what they make to the end of `target`; without one they are only checked. The
 * output is in the order of the input. Rejects with the first failure of a thread; the target is the caller's to remove then
 * (`writeAtomically` does).
 */
export function mapFile(table: LargeTable, target: string | undefined, options: MapOptions = {}): Promise<MappedFile> {
  return withFile(table.file, async (input) => {
    const { isPacked = false, chunkSize = 1 << 17, faultLimit = PROBLEM_LIMIT, watch } = options;
    const { file, from, dialect, mapper, countRows = false, hashKeys = false } = table;
    const { size } = fstatSync(input);
    const mapped: MappedFile = {
      read: from,
      records: 0,
      faults: [],
      faultCount: 0,
      hashes: [],
      findings: [],
      chunkEnds: [],
    };
    watch?.(() => mapped);
    const chunks = findChunks(readerOf(input), { from, size, dialect, chunkSize, countRows });
    let next = chunks.next();
    /** Takes the answer of a chunk, after those before it. */
    const take = ({ start, end }: Chunk, answer: ChunkAnswer): void => {
      if (mapped.stopped) return;
      for (const fault of answer.faults.slice(0, faultLimit - mapped.faults.length))
        mapped.faults.push({ ...fault, record: mapped.records + fault.record });
      mapped.faultCount += answer.faultCount;
      mapped.records += answer.records;
      mapped.read = end;
      mapped.chunkEnds.push(end);
      if (hashKeys) mapped.hashes.push(answer.hashes);
      if (answer.isStopped) mapped.stopped = { record: mapped.records, byte: start + answer.last };
    };
    let taken: Promise<void> = Promise.resolve();
    const mapAll = async (thread: ChunkMapper): Promise<void> => {
      while (!next.done && !mapped.stopped) {
        const chunk = next.value;
        const answer = thread.map(chunk);
        taken = Promise.all([answer, taken]).then(([answered]) => take(chunk, answered));
        taken.catch(() => {}); // the answer throws it too
        next = chunks.next(); // while the thread is at work
        await answer;
      }
      mapped.findings.push(await thread.end());
    };
    const mostChunks = Math.max(1, Math.ceil((size - from) / chunkSize));
    const threads = options.threads ?? (mostChunks > 1 ? mostThreads() : 0); // to begin one takes longer than the rows of a chunk
    const turn = new Int32Array(new SharedArrayBuffer(4));
    const order: FileOrder = { file, mapper, target, isPacked, hashKeys, turn };
    await nameFailedFile(target, async () =>
      threads === 0 ? mapAll(await openChunks(order)) : inThreads(order, Math.min(threads, mostChunks), mapAll),
    );
    await taken;
    if (fstatSync(input).size !== size) throw changed();
    return mapped;
  });
}

/** Lets several threads work, and ends them; the first failure of one is thrown. */
async function inThreads(order: FileOrder, count: number, work: (thread: ChunkMapper) => Promise<void>): Promise<void> {
  const threads = Array.from({ length: count }, () => startThread<WorkerOrder, unknown>(workerUrl, resourceLimits));
  try {
    await Promise.all(
      threads.map(async ({ ask }) => {
        await ask(order);
        await work({
          map: (chunk) => ask(chunk) as Promise<ChunkAnswer>,
          end: () => ask('end'),
        });
      }),
    );
  } finally {
    for (const thread of threads) await thread.close();
  }
}

/** A row of one of several files, with its key: counted from the first row: 0. */
export interface KeyedRow extends KeyTexts {
  file: number;
  record: number;
}

/** A file that has been mapped with the hashes of its keys. */
type Hashed = { table: LargeTable; mapped: Pick<MappedFile, 'hashes' | 'chunkEnds'> };

/** How many keys are looked up at most: memory for them is bounded. */
const suspectLimit = 10_000;

/**
 * Rows whose key another row has already, in one file or in two. Memory is 8 bytes a row: equal hashes only make suspects,
 * and a second pass over the files, needed only when there are any, compares the keys themselves.
 */
export async function findDuplicates(files: Hashed[]) {
  const hashes = sortHashes(files.flatMap(({ mapped }) => mapped.hashes.splice(0)));
  const suspects = findTwins(hashes, suspectLimit);
  const firsts = new Map<string, KeyedRow>();
  const duplicates: { first: KeyedRow; again: KeyedRow }[] = [];
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
