import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import path from 'node:path';
import { nameFailedFile } from '../system-error.js';

/** Numbers of a record: the graph of a statement, and the two halves of its hash. */
export const width = 3;

/** Records in parts by their hashes, so that each part can be sorted by itself. */
export interface HashParts {
  add(graph: number, high: number, low: number): void;
  /** The records of each part. */
  read(): Generator<Uint32Array>;
  end(): void;
}

const parts = 512;
const blockWords = width * 512; // of one part, that are written together
const blockBytes = 4 * blockWords;

/** Keeps three megabytes of records in memory, and the others in a file in `folder`. */
export function createHashParts(folder: string): HashParts {
  const file = path.join(folder, 'hashes');
  const waiting = new Uint32Array(parts * blockWords);
  const lengths = new Uint32Array(parts);
  const blocks = Array.from({ length: parts }, (): number[] => []); // of each part: where they are in the file
  let [descriptor, written] = [-1, 0];
  const write = (part: number): void => {
    if (descriptor < 0) descriptor = openSync(file, 'wx+');
    writeBlock(descriptor, new Uint8Array(waiting.buffer, part * blockBytes, blockBytes), written);
    blocks[part]?.push(written++);
    lengths[part] = 0;
  };
  return {
    add(graph, high, low) {
      const part = high % parts;
      if (lengths[part] === blockWords) nameFailedFile(file, () => write(part));
      const at = part * blockWords + (lengths[part] as number);
      waiting[at] = graph;
      waiting[at + 1] = high;
      waiting[at + 2] = low;
      lengths[part] = (lengths[part] as number) + width;
    },
    *read() {
      for (const [part, places] of blocks.entries()) {
        const start = part * blockWords;
        yield readPart(descriptor, places, waiting.subarray(start, start + (lengths[part] as number)));
      }
    },
    end: () => void (descriptor >= 0 && closeSync(descriptor)),
  };
}

function writeBlock(descriptor: number, bytes: Uint8Array, place: number): void {
  for (let at = 0; at < blockBytes; ) at += writeSync(descriptor, bytes, at, blockBytes - at, place * blockBytes + at);
}

/** All of a part: the blocks of it that are in the file, and what waits. */
function readPart(descriptor: number, places: number[], waiting: Uint32Array): Uint32Array {
  const records = new Uint32Array(places.length * blockWords + waiting.length);
  const bytes = new Uint8Array(records.buffer);
  for (const [i, place] of places.entries())
    if (readSync(descriptor, bytes, i * blockBytes, blockBytes, place * blockBytes) !== blockBytes)
      throw Object.assign(new Error('the file of hashes is not what was written'), { syscall: 'read' });
  records.set(waiting, places.length * blockWords);
  return records;
}
