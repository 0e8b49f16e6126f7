import type { ChunkSink } from './chunk.js';
import type { Output } from './output.js';

/** A fault with its record, which is counted from the first of the chunk: 0. */
export interface ChunkFault {
  record: number;
  cell: number;
  fault: unknown;
  text: string;
}

/** What a chunk has to say besides its output. */
export interface ChunkAnswer {
  chunk: number;
  isStopped: boolean; // its last record could not be read
  faults: ChunkFault[];
  faultCount: number; // of all, kept or not
  hashes?: Uint32Array; // of keys in order, two halves each
}

interface WorkerSink extends ChunkSink {
  restart(): void;
  /** The answer, if there is something to say; `keep` grants how many of so many faults may go into it. */
  answer(chunk: number, isStopped: boolean, keep: (count: number) => number): ChunkAnswer | undefined;
}

const textLimit = 200;

/** Collects what a chunk's mapper tells of, within bounds. */
export function createSink(out: Output | null, faultsPerChunk: number, hashKeys: boolean): WorkerSink {
  let faults: ChunkFault[] = [];
  let faultCount = 0;
  let hashes = new Uint32Array(0);
  let hashed = 0;
  const sink: WorkerSink = {
    out,
    report(record, cell, fault, text) {
      faultCount++;
      if (faults.length >= faultsPerChunk) return;
      faults.push({ record, cell, fault, text: text.slice(0, textLimit) });
    },
    restart() {
      faults = [];
      faultCount = hashed = 0;
    },
    answer(chunk, isStopped, keep) {
      if (faultCount === 0 && hashed === 0 && !isStopped) return undefined;
      const answer = { chunk, isStopped, faults: faults.slice(0, keep(faults.length)), faultCount };
      return hashed === 0 ? answer : { ...answer, hashes: hashes.slice(0, hashed) };
    },
  };
  if (!hashKeys) return sink;
  sink.key = (_record, high, low) => {
    if (hashed === hashes.length) {
      const larger = new Uint32Array(Math.max(1 << 13, 2 * hashed));
      larger.set(hashes);
      hashes = larger;
    }
    hashes[hashed++] = low;
    hashes[hashed++] = high;
  };
  return sink;
}
