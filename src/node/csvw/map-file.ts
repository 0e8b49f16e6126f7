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

/** A file with rows to map. */
export interface LargeTable {
  file: string;
  from: number; // start of its first row, after the byte order mark and the header
  dialect: ByteDialect;
  mapper: MapperSource;
  countRows?: boolean; // the mapper uses row numbers
  hashKeys?: boolean;
}

/** Options for mapping a file. */
export interface MapOptions {
  isPacked?: boolean; // gzip the output
  threads?: number; // default: one for each core, or none for a file of one chunk
  chunkSize?: number;
  faultLimit?: number; // faults beyond it are only counted
  watch?: (done: () => Done) => void; // receives a function that returns the progress
}

/** The progress of mapping a file. */
export interface Done {
  read: number; // bytes
  records: number; // including comments and blank lines
}

/** The result of mapping a file. */
export interface MappedFile extends MappedRows, Done {
  hashes: HashPieces; // of the keys of all rows
  findings: unknown[]; // of each thread
  chunkEnds: number[];
}

const workerUrl = new URL('./worker.js', import.meta.url);
const resourceLimits = { maxYoungGenerationSizeMb: 8 }; // rows need little memory

/** Limits memory: a thread takes about 18 MB. */
const mostThreads = (): number => Math.min(os.availableParallelism(), 8);

/**
 * Maps a file's rows in several threads, and appends the output to `target` in the order of the input. Without `target`,
 * the rows are only checked. Rejects if a thread fails; then the caller must delete the target, as `writeAtomically` does.
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
    /** Adds the result of a chunk, in the order of the chunks. */
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
        taken.catch(() => {}); // `await answer` throws the same error
        next = chunks.next(); // while the thread works
        await answer;
      }
      mapped.findings.push(await thread.end());
    };
    const mostChunks = Math.max(1, Math.ceil((size - from) / chunkSize));
    const threads = options.threads ?? (mostChunks > 1 ? mostThreads() : 0); // starting a thread takes longer than mapping a chunk
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

/** Runs work in several threads, and ends them. Throws the first error. */
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

/** A row of one of several files, counted from 0, with its key. */
export interface KeyedRow extends KeyTexts {
  file: number;
  record: number;
}

/** A mapped file with the hashes of its keys. */
type Hashed = { table: LargeTable; mapped: Pick<MappedFile, 'hashes' | 'chunkEnds'> };

/** Maximum number of keys to look up, which limits memory. */
const suspectLimit = 10_000;

/**
 * Finds rows with the key of an earlier row, in the same file or another. Memory is 8 bytes for each row: only if there
 * are equal hashes, a second pass over the files compares their keys.
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

/** Receives a record, counted from 0 at the first row, and its key. Returns false to stop. */
export type VisitKey = (record: number, texts: KeyTexts) => boolean;

/** Reads a mapped file again, and visits the keys with these hashes, in the order of the file. Faults are not reported again. */
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
    let before = 0; // records in previous chunks
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
      await setImmediate(); // handles signals
    }
  });
}

/** Opens a file, and closes it after the work. */
export async function withFile<T>(file: string, work: (descriptor: number) => Promise<T> | T): Promise<T> {
  const descriptor = openSync(file, 'r');
  try {
    return await work(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
