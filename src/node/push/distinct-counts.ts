import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { mix } from '../../csvw/stream/mapper.js';
import { nameFailedFile } from '../disk-files.js';
import type { Statement } from './read-statements.js';

/**
 * Counts the distinct statements of each graph by hashes of 64 bits, with 12 bytes per statement in a file in `folder`. In
 * a billion statements, the probability of a hash collision is 1 in 40.
 */
export function createDistinctCounts(folder: string) {
  const graphs = new Map<string, number>(); // number of each graph
  const hashes = createHashParts(path.join(folder, 'hashes'));
  const hash = new Uint32Array(2);
  return {
    total: 0, // with duplicates
    add({ graph, triple }: Statement): void {
      const number = graphs.get(graph) ?? graphs.size;
      if (number === graphs.size) graphs.set(graph, number);
      hashText(triple, hash);
      hashes.add(number, hash[0] as number, hash[1] as number);
      this.total++;
    },
    /** Returns the number of distinct statements in each graph. */
    async count() {
      const found = new Array<number>(graphs.size).fill(0);
      for (const records of hashes.read()) {
        countPart(records, found);
        await setImmediate(); // lets Node process signals
      }
      return new Map([...graphs].map(([graph, number]) => [graph, found[number] as number]));
    },
    end: hashes.end,
  };
}

export type DistinctCounts = ReturnType<typeof createDistinctCounts>;

/** Computes a hash of 64 bits, which is not cryptographic. */
function hashText(text: string, hash: Uint32Array): void {
  let high = 0x9e3779b9;
  let low = 0x85ebca6b;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    high = Math.imul(high ^ unit, 0x01000193);
    high ^= high >>> 13;
    low = Math.imul(low ^ unit, 0x5bd1e995);
    low ^= low >>> 15;
  }
  hash[0] = mix(high ^ (low >>> 7));
  hash[1] = mix(low);
}

/** Counts the distinct hashes of each graph by sorting them. */
function countPart(records: Uint32Array, found: number[]): void {
  const ends = new Uint32Array(found.length); // where the hashes of each graph end
  for (let at = 0; at < records.length; at += width) increase(ends, records[at] as number);
  for (let graph = 1; graph < ends.length; graph++) ends[graph] = (ends[graph] as number) + (ends[graph - 1] as number);
  const next = new Uint32Array([0, ...ends]);
  const hashes = new BigUint64Array(records.length / width);
  const halves = new Uint32Array(hashes.buffer);
  for (let at = 0; at < records.length; at += width) {
    const place = 2 * increase(next, records[at] as number);
    halves[place] = records[at + 1] as number;
    halves[place + 1] = records[at + 2] as number;
  }
  for (let graph = 0; graph < found.length; graph++)
    found[graph] = (found[graph] as number) + countDifferent(hashes.subarray(ends[graph - 1] ?? 0, ends[graph]));
}

/** Increases a number, and returns the previous one. */
function increase(numbers: Uint32Array, at: number): number {
  const before = numbers[at] as number;
  numbers[at] = before + 1;
  return before;
}

function countDifferent(hashes: BigUint64Array): number {
  hashes.sort();
  let different = 0;
  for (let i = 0; i < hashes.length; i++) if (i === 0 || hashes[i] !== hashes[i - 1]) different++;
  return different;
}

const width = 3; // numbers per record: the graph of a statement, and two halves of its hash
const parts = 512;
const blockWords = width * 512; // written together
const blockBytes = 4 * blockWords;

/** Distributes records to parts by their hashes, so that parts can be sorted separately. Keeps 3 MB in memory. */
function createHashParts(file: string) {
  const waiting = new Uint32Array(parts * blockWords);
  const lengths = new Uint32Array(parts);
  const blocks = Array.from({ length: parts }, (): number[] => []); // positions in the file, by part
  let [descriptor, written] = [-1, 0];
  const write = (part: number): void => {
    if (descriptor < 0) descriptor = openSync(file, 'wx+');
    const block = new Uint8Array(waiting.buffer, part * blockBytes, blockBytes);
    for (let at = 0; at < blockBytes; )
      at += writeSync(descriptor, block, at, blockBytes - at, written * blockBytes + at);
    blocks[part]?.push(written++);
    lengths[part] = 0;
  };
  return {
    add(graph: number, high: number, low: number): void {
      const part = high % parts;
      if (lengths[part] === blockWords) nameFailedFile(file, () => write(part));
      const at = part * blockWords + (lengths[part] as number);
      waiting[at] = graph;
      waiting[at + 1] = high;
      waiting[at + 2] = low;
      lengths[part] = (lengths[part] as number) + width;
    },
    /** Returns the records of each part, from the file and from memory. */
    *read(): Generator<Uint32Array> {
      for (const [part, places] of blocks.entries()) {
        const rest = waiting.subarray(part * blockWords, part * blockWords + (lengths[part] as number));
        const records = new Uint32Array(places.length * blockWords + rest.length);
        const bytes = new Uint8Array(records.buffer);
        for (const [i, place] of places.entries())
          if (readSync(descriptor, bytes, i * blockBytes, blockBytes, place * blockBytes) !== blockBytes)
            throw Object.assign(new Error('The temporary file of hashes was changed'), { syscall: 'read' });
        records.set(rest, places.length * blockWords);
        yield records;
      }
    },
    end: () => void (descriptor >= 0 && closeSync(descriptor)),
  };
}
