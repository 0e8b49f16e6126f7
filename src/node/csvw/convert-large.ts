import { closeSync, fstatSync, openSync } from 'node:fs';
import os from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { findCuts } from '../../csvw/large/cuts.js';
import type { ByteDialect } from '../../csvw/large/records.js';
import type { ChunkAnswer, ChunkFault } from '../../csvw/large/sink.js';
import { nameFailedFile } from '../system-error.js';
import { blockReader, changed } from './positional.js';
import { areAllDone, createShared, endAll, isOver, publishCuts, type Shared } from './shared.js';

/** A table to be mapped: its file, and the module that makes its mapper in every thread. */
export interface LargeTable {
  file: string;
  from: number; // where its first row begins, past a byte order mark and the header
  dialect: ByteDialect;
  mapper: { module: string; data: unknown }; // a URL; it exports createChunkMapper(data): ChunkMapper
  countRows?: boolean; // the mapper uses row numbers
  hashKeys?: boolean;
}

export interface LargeOptions {
  threads?: number;
  at?: number; // where in the target the output begins
  chunkSize?: number;
  faultLimit?: number; // how many are kept; all are counted
}

export interface LargeResult {
  records: number; // comments and blank lines too
  bytes: number; // of the target, with what stood there before
  faults: ChunkFault[]; // in the order of the file; records counted from the first row: 0
  faultCount: number;
  stoppedAt?: number; // the record that could not be read, for its quotes; what follows was not looked at
  hashes: BigUint64Array; // of all rows' keys, in no order
  chunkEnds: Float64Array;
}

/** What a thread is told. */
export interface Order {
  file: string;
  target: string | undefined;
  from: number;
  mapper: LargeTable['mapper'];
  shared: Shared;
  chunkSize: number;
  faultsPerChunk: number;
  faultLimit: number;
  hashKeys: boolean;
}

const workerUrl = new URL('./worker.js', import.meta.url);
const faultsPerChunk = 100;

/** All cores, as far as memory allows: a thread takes about 18 MB, and all write to one file, one at a time. */
const mostThreads = (): number => Math.min(os.availableParallelism(), 8);

/**
 * Maps a table's rows in all threads, each chunk written to its own range of `target`: a file, or none where rows are only
 * checked. The output is in the order of the input. Rejects with the first failure of a thread; the target is
 * the caller's to remove then (`writeAtomically` does).
 */
export async function convertLarge(
  table: LargeTable,
  target: string | undefined,
  { threads = mostThreads(), at = 0, chunkSize = 1 << 17, faultLimit = 1000 }: LargeOptions = {},
): Promise<LargeResult> {
  const input = openSync(table.file, 'r');
  try {
    const { size } = fstatSync(input);
    const mostChunks = Math.max(1, Math.ceil((size - table.from) / chunkSize));
    const shared = createShared(mostChunks);
    shared.offset[0] = at;
    const { file, from, mapper, hashKeys = false } = table;
    const order: Order = { file, target, from, mapper, shared, chunkSize, faultsPerChunk, faultLimit, hashKeys };
    const answers: ChunkAnswer[] = [];
    const start = () => startWorkers(order, Math.max(1, Math.min(threads, mostChunks)), answers);
    const work = target === undefined ? start() : nameFailedFile(target, start);
    const [cutting, working] = await Promise.allSettled([publish(input, size, table, chunkSize, shared), work]);
    if (working.status === 'rejected') throw working.reason;
    if (cutting.status === 'rejected') throw cutting.reason;
    if (!isOver(shared) && !areAllDone(shared, cutting.value)) throw new Error('a thread ended before its work');
    if (fstatSync(input).size !== size) throw changed();
    return summarize(answers, shared, cutting.value);
  } finally {
    closeSync(input);
  }
}

/** Finds the cuts while the threads are already at work on the first. */
async function publish(input: number, size: number, table: LargeTable, chunkSize: number, shared: Shared) {
  const { from, dialect, countRows = false } = table;
  let chunks = 0;
  try {
    for (const cuts of findCuts(blockReader(input, size - from), { from, size, dialect, chunkSize, countRows })) {
      for (const { end, records, rows } of cuts) {
        shared.ends[chunks++] = end;
        if (chunks === shared.ends.length) break;
        shared.recordsBefore[chunks] = records;
        shared.rowsBefore[chunks] = rows;
      }
      publishCuts(shared, chunks, false);
      await setImmediate(); // lets answers and failures come in
      if (isOver(shared)) break;
    }
  } catch (error) {
    endAll(shared);
    throw error;
  }
  publishCuts(shared, chunks, true);
  return chunks;
}

async function startWorkers(order: Order, threads: number, answers: ChunkAnswer[]): Promise<void> {
  const resourceLimits = { maxYoungGenerationSizeMb: 8 }; // rows leave little behind
  const ends = Array.from({ length: threads }, () => {
    const worker = new Worker(workerUrl, { workerData: order, resourceLimits });
    worker.on('message', (answer: ChunkAnswer) => answers.push(answer));
    return new Promise<Error | undefined>((resolve) => {
      worker.once('error', (error) => {
        endAll(order.shared); // a thread out of memory cannot say so itself
        resolve(error);
      });
      worker.once('exit', () => resolve(undefined));
    });
  });
  const failure = (await Promise.all(ends)).find((error) => error !== undefined);
  if (failure) throw failure;
}

function summarize(answers: ChunkAnswer[], shared: Shared, chunks: number): LargeResult {
  answers.sort((a, b) => a.chunk - b.chunk);
  const before = new Float64Array(chunks + 1);
  for (let chunk = 0; chunk < chunks; chunk++)
    before[chunk + 1] = (before[chunk] as number) + (shared.records[chunk] as number);
  const first = (chunk: number): number => before[chunk] as number;
  const stopped = answers.find(({ isStopped }) => isStopped);
  const result: LargeResult = {
    records: first(chunks),
    bytes: shared.offset[0] as number,
    faults: answers.flatMap(({ chunk, faults }) =>
      faults.map((fault) => ({ ...fault, record: first(chunk) + fault.record })),
    ),
    faultCount: answers.reduce((sum, { faultCount }) => sum + faultCount, 0),
    hashes: joinHashes(answers),
    chunkEnds: shared.ends.subarray(0, chunks),
  };
  if (stopped) result.stoppedAt = first(stopped.chunk) + (shared.records[stopped.chunk] as number);
  return result;
}

/** One array of all; the pieces are let go one by one, so that both together are hardly more than one. */
function joinHashes(answers: ChunkAnswer[]): BigUint64Array {
  const length = answers.reduce((sum, { hashes }) => sum + (hashes?.length ?? 0), 0);
  const joined = new Uint32Array(length);
  let at = 0;
  for (const answer of answers) {
    if (!answer.hashes) continue;
    joined.set(answer.hashes, at);
    at += answer.hashes.length;
    delete answer.hashes;
  }
  return new BigUint64Array(joined.buffer);
}
