import './expression-guard.js';
import { answerOrders } from '../thread.js';
import { type Chunk, type ChunkMapper, type FileOrder, openChunks } from './map-chunks.js';

/** What a thread that map-file.ts starts is told: a file first, then each chunk of it, and at last none. */
export type WorkerOrder = FileOrder | { chunk?: Chunk; at: number | undefined };

let chunks: ChunkMapper;

answerOrders<WorkerOrder, unknown>(async (order) => {
  if ('at' in order) return order.chunk ? chunks.map(order.chunk, order.at) : chunks.end(order.at);
  chunks = await openChunks(order);
  return undefined;
});
