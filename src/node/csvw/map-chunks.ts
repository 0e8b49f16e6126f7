import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { type Chunk, largestChunk } from '../../csvw/stream/chunks.js';
import { createOutput } from '../../csvw/stream/line-template.js';
import type { Before, ChunkResult, ChunkSink, RowFault, RowMapper } from '../../csvw/stream/mapper.js';
import type { ReadBytes } from '../../csvw/stream/records.js';

/** What makes the mapper of a table in every thread: a module that exports createRowMapper(data). */
export interface MapperSource {
  module: string; // a URL
  data: unknown;
}

/** What is to be done with the rows of a file. */
export interface FileOrder {
  file: string;
  target: string | undefined; // the file that output goes to; none where rows are only checked
  mapper: MapperSource;
  isPacked: boolean; // the output is gzip: a member a chunk (RFC 1952, section 2.2)
  hashKeys: boolean;
  turn: Int32Array; // all that threads share: the number of the chunk whose output is to be written next
}

/** What came of a chunk; records are counted from its first: 0. */
export interface ChunkAnswer extends ChunkResult {
  faults: RowFault[]; // the first of them
  faultCount: number;
  hashes: Uint32Array; // of keys, in halves, the lower first
}

/** Maps the chunks of one file, one after another, and writes what they make as soon as all before them is written. */
export interface ChunkMapper {
  map(chunk: Chunk): ChunkAnswer | Promise<ChunkAnswer>;
  /** Closes the files, and returns what else the mapper found out. */
  end(): unknown;
}

const gzipLevel = 1; // more takes twice as long, for lines that hardly get smaller
const faultsPerChunk = 100;
const textLimit = 200;

/** Opens a file to map chunks of it; every thread does so. */
export async function openChunks(order: FileOrder): Promise<ChunkMapper> {
  const { file, mapper, isPacked, hashKeys, turn } = order;
  const { createRowMapper } = await import(mapper.module);
  const { map, findings }: RowMapper = createRowMapper(mapper.data);
  const input = openSync(file, 'r');
  const target = order.target === undefined ? undefined : openSync(order.target, 'a');
  const read = readerOf(input);
  const out = createOutput();
  let hashes: number[] = [];
  let faults: RowFault[] = [];
  let faultCount = 0;
  const sink: ChunkSink = {
    out: target === undefined ? null : out,
    report(record, column, fault, text) {
      faultCount++;
      if (faults.length >= faultsPerChunk) return;
      faults.push({ record, column, ...fault, ...(text !== undefined && { text: text.slice(0, textLimit) }) });
    },
    ...(hashKeys && {
      key(_record: number, high: number, low: number) {
        hashes.push(low, high);
      },
    }),
  };
  return {
    map({ number, start, end, before }) {
      faults = [];
      hashes = [];
      out.length = faultCount = 0;
      const whole = end - start;
      const result = mapRange(map, read(start, Math.min(whole, largestChunk)), whole, before, sink);
      if (target !== undefined) {
        const output = out.bytes.subarray(0, out.length);
        const packed = isPacked && out.length > 0 ? gzipSync(output, { level: gzipLevel }) : output;
        if (awaitTurn(turn, number)) {
          for (let at = 0; at < packed.length; ) at += writeSync(target, packed, at); // the system may take it in pieces
          endTurn(turn, result.isStopped ? over : number + 1);
        }
      }
      return { ...result, faults, faultCount, hashes: new Uint32Array(hashes) };
    },
    end() {
      closeSync(input);
      if (target !== undefined) closeSync(target);
      return findings?.();
    },
  };
}

const over = -1; // a turn of none: what is after a record that cannot be read is not written

/** Sleeps until all chunks before are written; false when nothing more is to be. */
function awaitTurn(turn: Int32Array, number: number): boolean {
  for (;;) {
    const now = Atomics.load(turn, 0);
    if (now === number || now === over) return now === number;
    Atomics.wait(turn, 0, now);
  }
}

function endTurn(turn: Int32Array, next: number): void {
  Atomics.store(turn, 0, next);
  Atomics.notify(turn, 0);
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
