import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { type Chunk, largestChunk } from '../../csvw/stream/chunks.js';
import { createOutput, type Output } from '../../csvw/stream/line-template.js';
import type { Before, ChunkResult, ChunkSink, RowFault, RowMapper } from '../../csvw/stream/mapper.js';
import type { ReadBytes } from '../../csvw/stream/records.js';

/** A module that exports `createRowMapper({ ...shared, ...data })`, so that each thread can create a mapper. */
export interface MapperSource {
  module: string; // a URL
  data: object;
  shared?: object; // the same for many files; each thread receives it once
}

/** Creates the mapper of a file. */
export async function createMapperOf({ module, data, shared }: MapperSource): Promise<RowMapper> {
  const { createRowMapper } = await import(module);
  return createRowMapper({ ...shared, ...data });
}

/** Instructions for mapping the rows of a file. */
export interface FileOrder {
  file: string;
  target: string | undefined; // the output file; undefined: only check the rows
  mapper: MapperSource;
  isPacked: boolean; // gzip the output, each chunk as one member (RFC 1952, section 2.2)
  hashKeys: boolean;
  turn: Int32Array; // shared by the threads: number of the next chunk to write
}

/** The result of a chunk. Records are counted from 0 in the chunk. */
export interface ChunkAnswer extends ChunkResult {
  faults: RowFault[]; // up to a limit
  faultCount: number;
  hashes: Uint32Array; // of keys, as halves, the lower half first
}

/** Maps the chunks of one file after the other. It writes the output of a chunk after all chunks before it. */
export interface ChunkMapper {
  open(order: FileOrder): unknown;
  map(chunk: Chunk): ChunkAnswer | Promise<ChunkAnswer>;
  /** Closes the file, and returns the `findings` of its mapper. */
  end(): unknown;
}

const gzipLevel = 1; // higher levels take twice as long, and hardly make the output smaller
const faultsPerChunk = 100;
const textLimit = 200;

/** Creates a mapper of chunks, which reuses its output buffer. Each thread has one. */
export function createChunkMapper(): ChunkMapper {
  const out = createOutput();
  let file: ReturnType<typeof mapperOf> | undefined;
  return {
    async open(order) {
      file = mapperOf(order, await createMapperOf(order.mapper), out);
    },
    map(chunk) {
      if (!file) throw new Error('no file is open');
      return file.map(chunk);
    },
    end: () => file?.end(),
  };
}

/** Opens a file to map its chunks. */
function mapperOf(order: FileOrder, { map, findings }: RowMapper, out: Output) {
  const { file, isPacked, hashKeys, turn } = order;
  const input = openSync(file, 'r');
  const target = order.target === undefined ? undefined : openSync(order.target, 'a');
  const read = readerOf(input);
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
    map({ number, start, end, before }: Chunk): ChunkAnswer {
      faults = [];
      hashes = [];
      out.length = faultCount = 0;
      const whole = end - start;
      const result = mapRange(map, read(start, Math.min(whole, largestChunk)), whole, before, sink);
      if (target !== undefined) {
        const output = out.bytes.subarray(0, out.length);
        const packed = isPacked && out.length > 0 ? gzipSync(output, { level: gzipLevel }) : output;
        if (awaitTurn(turn, number)) {
          for (let at = 0; at < packed.length; ) at += writeSync(target, packed, at); // the system may write only a part
          endTurn(turn, result.isStopped ? over : number + 1);
        }
      }
      return { ...result, faults, faultCount, hashes: new Uint32Array(hashes) };
    },
    end(): unknown {
      closeSync(input);
      if (target !== undefined) closeSync(target);
      return findings?.();
    },
  };
}

const over = -1; // in place of a turn: nothing is written after a record that cannot be read

/** Waits until all previous chunks are written. False if nothing more must be written. */
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

/** Maps the bytes of a chunk, or the beginning of a chunk that is too long. */
function mapRange(
  map: RowMapper['map'],
  bytes: Uint8Array,
  whole: number,
  before: Before,
  sink: ChunkSink,
): ChunkResult {
  if (bytes.length < Math.min(whole, largestChunk)) throw changed();
  const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length); // code that also receives Buffers is slower
  const result = map(plain, 0, bytes.length, before, sink);
  if (bytes.length === whole || result.isStopped) return result;
  return { ...result, records: result.records - 1, isStopped: true }; // the last record is truncated
}

/** Creates an error for a file that changed meanwhile, in the form of a system error. */
export const changed = (): Error => Object.assign(new Error('The file changed while it was read'), { syscall: 'read' });

/** Creates a reader of an open file. It reuses its memory for every read. */
export function readerOf(descriptor: number): ReadBytes {
  let memory = Buffer.alloc(0); // indexOf of a Buffer is fast
  return (from, length) => {
    if (length > memory.length) {
      const rest = Math.max(0, fstatSync(descriptor).size - from);
      if (rest > memory.length) memory = Buffer.allocUnsafeSlow(Math.min(length + (length >> 3), rest)); // chunks have similar lengths
    }
    const most = Math.min(length, memory.length);
    let at = 0;
    while (at < most) {
      const count = readSync(descriptor, memory, at, most - at, from + at);
      if (count === 0) break;
      at += count;
    }
    return memory.subarray(0, at);
  };
}
