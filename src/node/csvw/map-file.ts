import { closeSync, openSync, statSync } from 'node:fs';
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
  createChunkMapper,
  createMapperOf,
  type FileOrder,
  type MapperSource,
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
  watch?: (done: () => Done, file: number) => void; // called for each file, with a function that returns the progress
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
export async function mapFile(
  table: LargeTable,
  target: string | undefined,
  options?: MapOptions,
): Promise<MappedFile> {
  const [mapped] = await mapFiles([table], target, options);
  return mapped as MappedFile;
}

/**
 * Maps the rows of several files as `mapFile` does, with the same threads: starting a thread takes longer than mapping a
 * small file. After a record that cannot be read, the rest of its file is skipped, and nothing more is written.
 */
export async function mapFiles(
  tables: LargeTable[],
  target: string | undefined,
  { isPacked = false, chunkSize = 1 << 17, faultLimit = PROBLEM_LIMIT, threads: wanted, watch }: MapOptions = {},
): Promise<MappedFile[]> {
  const sizes = tables.map(({ file }) => statSync(file).size);
  const files = tables.map(({ from }) => unmapped(from));
  const chunks = chunksOf(tables, sizes, chunkSize);
  /** Adds the result of a chunk, in the order of the chunks. */
  const take = (file: number, { start, end }: Chunk, answer: ChunkAnswer): void => {
    const mapped = files[file] as MappedFile;
    if (mapped.stopped) return;
    for (const fault of answer.faults.slice(0, faultLimit - mapped.faults.length))
      mapped.faults.push({ ...fault, record: mapped.records + fault.record });
    mapped.faultCount += answer.faultCount;
    mapped.records += answer.records;
    mapped.read = end;
    mapped.chunkEnds.push(end);
    if (tables[file]?.hashKeys) mapped.hashes.push(answer.hashes);
    if (answer.isStopped) mapped.stopped = { record: mapped.records, byte: start + answer.last };
  };
  let next = chunks.next();
  let watched = -1;
  const nextChunk = (): FileChunk | undefined => {
    while (!next.done && files[next.value.file]?.stopped) next = chunks.next();
    if (next.done) return undefined;
    const found = next.value;
    if (found.file !== watched) watch?.(() => files[found.file] as MappedFile, found.file);
    watched = found.file;
    return found;
  };
  const turn = new Int32Array(new SharedArrayBuffer(4));
  const orders = tables.map(({ file, mapper, hashKeys = false }) => ({
    ...{ file, mapper, target, isPacked, hashKeys, turn },
  }));
  let taken: Promise<void> = Promise.resolve();
  const mapAll = async (thread: ChunkMapper): Promise<void> => {
    let open = -1;
    const end = async (): Promise<void> => {
      if (open >= 0) files[open]?.findings.push(await thread.end());
    };
    const map = async ({ file, chunk }: FileChunk): Promise<ChunkAnswer> => {
      if (file !== open) {
        await end();
        open = file;
        await thread.open(orders[file] as FileOrder);
      }
      return thread.map(chunk);
    };
    for (let found = nextChunk(); found; found = nextChunk()) {
      const { file, chunk } = found;
      const answer = map(found);
      taken = Promise.all([answer, taken]).then(([answered]) => take(file, chunk, answered));
      taken.catch(() => {}); // `await answer` throws the same error
      next = chunks.next(); // while the thread works
      await answer;
    }
    await end();
  };
  const mostChunks = Math.max(1, Math.ceil(sizes.reduce((sum, size) => sum + size, 0) / chunkSize));
  const threads = wanted ?? (mostChunks > 1 ? mostThreads() : 0);
  await nameFailedFile(target, async () =>
    threads === 0 ? mapAll(createChunkMapper()) : inThreads(Math.min(threads, mostChunks), mapAll),
  ).finally(() => chunks.return());
  await taken;
  for (const [i, { file }] of tables.entries()) if (statSync(file).size !== sizes[i]) throw changed();
  return files;
}

const unmapped = (from: number): MappedFile => ({
  read: from,
  records: 0,
  faults: [],
  faultCount: 0,
  hashes: [],
  findings: [],
  chunkEnds: [],
});

/** A chunk of one of several files. */
interface FileChunk {
  file: number;
  chunk: Chunk;
}

/** Cuts files into chunks, and numbers them in the order of the files. */
function* chunksOf(tables: LargeTable[], sizes: number[], chunkSize: number): Generator<FileChunk, void> {
  let number = 0;
  for (const [file, { file: name, from, dialect, countRows = false }] of tables.entries()) {
    const input = openSync(name, 'r');
    try {
      const size = sizes[file] as number;
      for (const chunk of findChunks(readerOf(input), { from, size, dialect, chunkSize, countRows }))
        yield { file, chunk: { ...chunk, number: number++ } };
    } finally {
      closeSync(input);
    }
  }
}

/** Runs work in several threads, and ends them. Throws the first error. */
async function inThreads(count: number, work: (thread: ChunkMapper) => Promise<void>): Promise<void> {
  const threads = Array.from({ length: count }, () => startThread<WorkerOrder, unknown>(workerUrl, resourceLimits));
  try {
    await Promise.all(
      threads.map(async ({ ask }) => {
        let known: object | undefined; // what the thread has received
        await work({
          open(order) {
            const { shared, ...mapper } = order.mapper;
            const isSharedKnown = shared !== undefined && shared === known;
            known = shared;
            return ask({ ...order, ...(isSharedKnown && { mapper }), isSharedKnown });
          },
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
    const { map } = await createMapperOf(mapper);
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
