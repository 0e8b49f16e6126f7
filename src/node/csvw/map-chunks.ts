import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Fault } from '../../csvw/stream/cells.js';
import { largestChunk } from '../../csvw/stream/chunks.js';
import type { HashPieces } from '../../csvw/stream/keys.js';
import type { Before, ChunkResult, ChunkSink, MappedRows, RowFault, RowMapper } from '../../csvw/stream/mapper.js';
import type { ReadBytes } from '../../csvw/stream/records.js';
import { createOutput } from '../../csvw/stream/template.js';

/** What makes the mapper of a table in every thread: a module that exports createRowMapper(data). */
export interface MapperSource {
  module: string; // a URL
  data: unknown;
}

/** What a thread is told: the file, where its first row begins, and where its output goes, if anywhere. */
export interface ChunksOrder {
  file: string;
  from: number;
  target: string | undefined;
  isPacked: boolean; // the output is gzip
  mapper: MapperSource;
  shared: Shared;
  chunkSize: number;
  faultLimit: number;
  hashKeys: boolean;
}

/** What a thread has to say besides its output, when all chunks are done. */
export interface ChunksAnswer extends MappedRows {
  hashes: HashPieces;
  findings: unknown;
}

/** What the threads of one conversion share. Chunks are taken in order, and end in order: the turn says whose it is. */
export interface Shared {
  control: Int32Array; // see `slots`
  totals: Float64Array; // see `sums`; touched by the chunk whose turn it is
  ends: Float64Array; // by chunk: where it ends in the input
  recordsBefore: Float64Array; // by chunk, where rows are counted
  rowsBefore: Float64Array; // the same without comments
}

const slots = { signal: 0, nextChunk: 1, turn: 2, cuts: 3, areCutsDone: 4, isOver: 5 };
const sums = { bytes: 0, records: 1, faults: 2 };

/** Memory for as many chunks as a file can have, and for an output that begins at a byte of its file. */
export function createShared(chunks: number, at: number): Shared {
  const floats = (length: number) => new Float64Array(new SharedArrayBuffer(8 * length));
  const totals = floats(Object.keys(sums).length);
  totals[sums.bytes] = at;
  return {
    control: new Int32Array(new SharedArrayBuffer(4 * Object.keys(slots).length)),
    totals,
    ends: floats(chunks),
    recordsBefore: floats(chunks),
    rowsBefore: floats(chunks),
  };
}

/** How much is done so far: bytes of the input and its records, and where the output ends. */
export function doneOf({ control, totals, ends }: Shared) {
  const turn = Atomics.load(control, slots.turn);
  return {
    chunks: turn,
    read: turn === 0 ? 0 : (ends[turn - 1] as number),
    records: totals[sums.records] as number,
    written: totals[sums.bytes] as number,
  };
}

/** Tells of more chunks, and when there are no more. */
export function publishCuts({ control }: Shared, cuts: number, areDone: boolean): void {
  Atomics.store(control, slots.cuts, cuts);
  if (areDone) Atomics.store(control, slots.areCutsDone, 1);
  wake(control);
}

/** Ends all work: something failed, or a record cannot be read. Chunks whose turn has not come are dropped. */
export function endAll({ control }: Shared): void {
  Atomics.store(control, slots.isOver, 1);
  wake(control);
}

export const isOver = ({ control }: Shared): boolean => Atomics.load(control, slots.isOver) === 1;

/** Takes the next chunk that nobody has: its number, or undefined when all are taken. */
function takeChunk(shared: Shared): number | undefined {
  const { control } = shared;
  const chunk = Atomics.add(control, slots.nextChunk, 1);
  const isThere = (): boolean => chunk < Atomics.load(control, slots.cuts);
  const isReady = sleepUntil(shared, () => isThere() || Atomics.load(control, slots.areCutsDone) === 1);
  return isReady && isThere() ? chunk : undefined;
}

/** Sleeps until all chunks before have had their turn; false when the work is over and there is no turn. */
const awaitTurn = (shared: Shared, chunk: number): boolean =>
  sleepUntil(shared, () => Atomics.load(shared.control, slots.turn) === chunk);

function endTurn({ control }: Shared, chunk: number): void {
  Atomics.store(control, slots.turn, chunk + 1);
  wake(control);
}

/** Asks again after every signal; one that comes between the question and the sleep is not missed. False when the work is over. */
function sleepUntil(shared: Shared, isReady: () => boolean): boolean {
  for (;;) {
    const signal = Atomics.load(shared.control, slots.signal);
    if (isOver(shared)) return false;
    if (isReady()) return true;
    Atomics.wait(shared.control, slots.signal, signal);
  }
}

function wake(control: Int32Array): void {
  Atomics.add(control, slots.signal, 1);
  Atomics.notify(control, slots.signal);
}

/** Within a turn: adds to a sum, and says what it was. */
function addTo({ totals }: Shared, sum: number, more: number): number {
  const before = totals[sum] as number;
  totals[sum] = before + more;
  return before;
}

/** Maps chunks until there are none; every thread does so at once. A failure ends the others too. */
export async function mapChunks(order: ChunksOrder): Promise<ChunksAnswer> {
  try {
    const { createRowMapper } = await import(order.mapper.module);
    return mapAll(order, createRowMapper(order.mapper.data));
  } catch (error) {
    endAll(order.shared);
    throw error;
  }
}

const gzipLevel = 1; // more takes twice as long, for lines that hardly get smaller

function mapAll(order: ChunksOrder, { map, findings }: RowMapper): ChunksAnswer {
  const { shared } = order;
  const input = openSync(order.file, 'r');
  const target = order.target === undefined ? undefined : openSync(order.target, 'r+');
  const read = readerOf(input);
  const answer: ChunksAnswer = { faults: [], faultCount: 0, hashes: [], findings: undefined };
  const told = collectTold();
  let chunk: number | undefined;
  const packed = (bytes: Uint8Array): Uint8Array =>
    order.isPacked && bytes.length > 0 ? gzipSync(bytes, { level: gzipLevel }) : bytes;
  /** Writes what a chunk has so far, in its turn. */
  const write = (bytes: Uint8Array): void => {
    if (target !== undefined) writeAll(target, bytes, addTo(shared, sums.bytes, bytes.length));
  };
  const out = createOutput((bytes, length) => {
    const full = packed(bytes.subarray(0, length));
    if (awaitTurn(shared, chunk as number)) write(full);
  });
  const sink: ChunkSink = {
    out: target === undefined ? null : out,
    report: told.report,
    ...(order.hashKeys && { key: told.key }),
  };
  for (;;) {
    chunk = takeChunk(shared);
    if (chunk === undefined) break;
    out.length = 0;
    told.restart();
    const from = chunk === 0 ? order.from : (shared.ends[chunk - 1] as number);
    const before = { records: shared.recordsBefore[chunk] as number, rows: shared.rowsBefore[chunk] as number };
    const whole = (shared.ends[chunk] as number) - from;
    const { records, last, isStopped } = mapRange(map, read(from, Math.min(whole, largestChunk)), whole, before, sink);
    const rest = packed(out.bytes.subarray(0, out.length));

    if (!awaitTurn(shared, chunk)) break;
    const recordsBefore = addTo(shared, sums.records, records);
    const place = addTo(shared, sums.bytes, rest.length);
    const kept = Math.max(0, Math.min(told.faults.length, order.faultLimit - (shared.totals[sums.faults] as number)));
    addTo(shared, sums.faults, kept);
    if (isStopped) endAll(shared);
    else endTurn(shared, chunk);
    if (target !== undefined) writeAll(target, rest, place);
    for (const fault of told.faults.slice(0, kept))
      answer.faults.push({ ...fault, record: recordsBefore + fault.record });
    answer.faultCount += told.faultCount;
    if (order.hashKeys) answer.hashes.push(told.hashes());
    if (isStopped) answer.stopped = { record: recordsBefore + records, byte: from + last };
  }
  closeSync(input);
  if (target !== undefined) closeSync(target);
  return { ...answer, findings: findings?.() };
}

const faultsPerChunk = 100;
const textLimit = 200;

/** Collects what a chunk's mapper tells, within bounds. */
function collectTold() {
  let halves = new Uint32Array(1 << 13); // of hashes of keys
  let hashed = 0;
  const told = {
    faults: [] as RowFault[],
    faultCount: 0,
    report(record: number, column: number, fault: Fault, text?: string): void {
      told.faultCount++;
      if (told.faults.length >= faultsPerChunk) return;
      told.faults.push({ record, column, ...fault, ...(text !== undefined && { text: text.slice(0, textLimit) }) });
    },
    key(_record: number, high: number, low: number): void {
      if (hashed === halves.length) {
        const larger = new Uint32Array(2 * hashed);
        larger.set(halves);
        halves = larger;
      }
      halves[hashed++] = low;
      halves[hashed++] = high;
    },
    hashes: (): Uint32Array => halves.slice(0, hashed),
    restart(): void {
      told.faults = [];
      told.faultCount = hashed = 0;
    },
  };
  return told;
}

/** Maps the bytes of a chunk, of one that is too long only the beginning. */
function mapRange(
  map: RowMapper['map'],
  bytes: Uint8Array,
  whole: number,
  before: Before,
  sink: ChunkSink,
): ChunkResult {
  if (bytes.length < Math.min(whole, largestChunk)) throw changed();
  const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length); // code that sees Buffers too is slower
  const result = map(plain, 0, bytes.length, before, sink);
  if (bytes.length === whole || result.isStopped) return result;
  return { ...result, records: result.records - 1, isStopped: true }; // the last one is cut off
}

/** What is thrown when a file is not what it was at the beginning: like what the system refuses. */
export const changed = (): Error =>
  Object.assign(new Error('the file was changed while it was read'), { syscall: 'read' });

/** Reads an open file by position; the memory is the same for every read. */
export function readerOf(descriptor: number): ReadBytes {
  let memory = Buffer.alloc(0); // a Buffer finds a byte fast
  return (from, length) => {
    if (length > memory.length) memory = Buffer.allocUnsafeSlow(length + (length >> 3)); // chunks are about as long
    let at = 0;
    while (at < length) {
      const count = readSync(descriptor, memory, at, length - at, from + at);
      if (count === 0) break;
      at += count;
    }
    return memory.subarray(0, at);
  };
}

/** Writes bytes at a position of a file; the system may take them in pieces. */
export function writeAll(descriptor: number, bytes: Uint8Array, position: number): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at, bytes.length - at, position + at);
}
