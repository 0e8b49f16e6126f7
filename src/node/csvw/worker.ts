import './expression-guard.js';
import type { Chunk } from '../../csvw/stream/chunks.js';
import { answerOrders } from '../thread.js';
import { createChunkMapper, type FileOrder } from './map-chunks.js';

/** A message from map-file.ts: a file, then its chunks, then 'end', then the next file. */
export type WorkerOrder = (FileOrder & { isSharedKnown: boolean }) | Chunk | 'end';

const chunks = createChunkMapper();
let shared: object | undefined; // data of the last file that came with it

/** Hashes of keys are moved to the caller instead of copied. */
const hashesIn = (answer: unknown) => {
  const { hashes } = (answer ?? {}) as { hashes?: Uint32Array<ArrayBuffer> };
  return hashes ? [hashes.buffer] : [];
};

answerOrders<WorkerOrder, unknown>(async (order) => {
  if (order === 'end') return chunks.end();
  if ('number' in order) return chunks.map(order);
  if (!order.isSharedKnown) shared = order.mapper.shared;
  await chunks.open({ ...order, mapper: { ...order.mapper, ...(shared && { shared }) } });
  return undefined;
}, hashesIn);
