import './expression-guard.js';
import { answerOrders } from '../thread.js';
import { type Chunk, type ChunkMapper, type FileOrder, openChunks } from './map-chunks.js';

/** What a thread that map-file.ts starts is told: a file first, then each chunk of it, and at last none. */
export type WorkerOrder = FileOrder | { chunk: Chunk; at: number | undefined } | { places: (number | undefined)[] };

let chunks: ChunkMapper;

answerOrders<WorkerOrder, unknown>(async (order) => {
  if ('chunk' in order) return chunks.map(order.chunk, order.at);
  if ('places' in order) return chunks.end(order.places);
  chunks = await openChunks(order);
  return undefined;
});
