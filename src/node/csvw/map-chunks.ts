import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { largestChunk } from '../../csvw/stream/chunks.js';
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
}

/** A range of the file to map, and what stands before it. */
export interface Chunk {
  start: number;
  end: number;
  before: Before;
}

/** What came of a chunk; records are counted from its first: 0. */
export interface ChunkAnswer extends ChunkResult {
  size: number; // of the output
  faults: RowFault[]; // the first of them
  faultCount: number;
  hashes: Uint32Array; // of keys, in halves, the lower first
}

/**
 * Maps the chunks of one file, one after another. Where in the target the output of a chunk goes is known once all before it
 * are mapped: it is written by the second call after it, so that a thread need not wait for the others.
 */
export interface ChunkMapper {
  /** `at` is the place of the output of two chunks before. */
  map(chunk: Chunk, at: number | undefined): ChunkAnswer | Promise<ChunkAnswer>;
  /** Writes the last outputs to their places, and returns what else the mapper found out. */
  end(places: (number | undefined)[]): unknown;
}

const gzipLevel = 1; // more takes twice as long, for lines that hardly get smaller
const faultsPerChunk = 100;
const textLimit = 200;

/** Opens a file to map chunks of it; every thread does so. */
export async function openChunks(order: FileOrder): Promise<ChunkMapper> {
  const { file, mapper, isPacked, hashKeys } = order;
  const { createRowMapper } = await import(mapper.module);
  const { map, findings }: RowMapper = createRowMapper(mapper.data);
  const input = openSync(file, 'r');
  const target = order.target === undefined ? undefined : openSync(order.target, 'r+');
  const read = readerOf(input);
  const outs = [createOutput(), createOutput()]; // of every other chunk
  const outputs: Uint8Array[] = []; // that are to be written
  let halves = new Uint32Array(1 << 13);
  let hashed = 0;
  let faults: RowFault[] = [];
  let faultCount = 0;
  const sink: ChunkSink = {
    out: null,
    report(record, column, fault, text) {
      faultCount++;
      if (faults.length >= faultsPerChunk) return;
      faults.push({ record, column, ...fault, ...(text !== undefined && { text: text.slice(0, textLimit) }) });
    },
    ...(hashKeys && {
      key(_record: number, high: number, low: number) {
        if (hashed === halves.length) {
          const larger = new Uint32Array(2 * hashed);
          larger.set(halves);
          halves = larger;
        }
        halves[hashed++] = low;
        halves[hashed++] = high;
      },
    }),
  };
  const write = (at: number | undefined): void => {
    const output = outputs.shift();
    if (target !== undefined && output && at !== undefined) writeAll(target, output, at);
  };
  return {
    map({ start, end, before }, at) {
      if (outputs.length === outs.length) write(at);
      const out = outs.shift() as (typeof outs)[number];
      outs.push(out);
      if (target !== undefined) sink.out = out;
      faults = [];
      out.length = faultCount = hashed = 0;
      const whole = end - start;
      const result = mapRange(map, read(start, Math.min(whole, largestChunk)), whole, before, sink);
      let output = out.bytes.subarray(0, out.length);
      if (isPacked && out.length > 0) output = gzipSync(output, { level: gzipLevel });
      outputs.push(output);
      return { ...result, size: output.length, faults, faultCount, hashes: halves.slice(0, hashed) };
    },
    end(places) {
      for (const at of places) write(at);
      closeSync(input);
      if (target !== undefined) closeSync(target);
      return findings?.();
    },
  };
}

/** Writes bytes at a position of a file; the system may take them in pieces. */
function writeAll(descriptor: number, bytes: Uint8Array, position: number): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at, bytes.length - at, position + at);
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
