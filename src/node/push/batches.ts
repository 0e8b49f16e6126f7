import { UserError } from '../../problem.js';
import type { Statement } from './statement.js';

/** Statements of one graph that go in one request. */
export interface Batch {
  graph: string;
  count: number;
  bytes: number;
  chunks: Buffer[]; // its statements as N-Triples; as bytes, since strings would hold on to all that they were cut from
  text: string; // what is not among them yet
  first: number; // the number of the first one's line in the file
}

export interface BatchLimits {
  statements: number;
  bytes: number;
}

/** Graphs of a file whose state is kept; more of them are no release. */
const mostGraphs = 10_000;

/** Bytes that wait for their batch to become full, over all graphs. */
const mostWaiting = 4 << 20;

export interface Batches {
  /** Adds the statement of a line of the file; what it returns is to be sent now. */
  add(statement: Statement, line: number): Batch | undefined;
  /** What is left at the end. */
  rest(): Batch[];
  /** The first line that waits; undefined when none does. */
  firstWaiting(): number | undefined;
}

/** Sorts statements by their graphs into batches. A statement that is larger than a batch may be has one for itself. */
export function collectBatches(limits: BatchLimits): Batches {
  const waiting = new Map<string, Batch>();
  let bytes = 0;
  const take = (batch: Batch): Batch => {
    waiting.delete(batch.graph);
    bytes -= batch.bytes;
    return batch;
  };
  return {
    add({ graph, triple }, line) {
      const size = Buffer.byteLength(triple) + 1;
      const before = waiting.get(graph);
      const isFull =
        before !== undefined &&
        (before.count >= limits.statements || before.bytes + size > limits.bytes || bytes + size > mostWaiting);
      const full = isFull ? take(before) : bytes + size > mostWaiting ? take(largest(waiting)) : undefined;
      const batch = waiting.get(graph) ?? { graph, count: 0, bytes: 0, chunks: [], text: '', first: line };
      batch.count++;
      batch.text += `${triple}\n`;
      if (batch.text.length > 1 << 15) settle(batch);
      batch.bytes += size;
      bytes += size;
      waiting.set(graph, batch);
      if (waiting.size > mostGraphs)
        throw new UserError(`the file has more than ${mostGraphs} graphs at once: give one by --graph`, 1);
      return full;
    },
    rest: () => [...waiting.values()].map(take),
    firstWaiting: () => (waiting.size === 0 ? undefined : Math.min(...[...waiting.values()].map(({ first }) => first))),
  };
}

function settle(batch: Batch): void {
  batch.chunks.push(Buffer.from(batch.text));
  batch.text = '';
}

/** The statements of a batch as N-Triples, between two texts. */
export const bytesOf = ({ chunks, text }: Batch, before = '', after = ''): Uint8Array<ArrayBuffer> =>
  Buffer.concat([Buffer.from(before), ...chunks, Buffer.from(text + after)]);

const largest = (waiting: Map<string, Batch>): Batch =>
  [...waiting.values()].reduce((most, batch) => (batch.bytes > most.bytes ? batch : most));
