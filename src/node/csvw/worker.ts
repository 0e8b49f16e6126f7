import './expression-guard.js';
import type { Chunk } from '../../csvw/stream/chunks.js';
import { answerOrders } from '../thread.js';
import { type ChunkMapper, type FileOrder, openChunks } from './map-chunks.js';

/** What a thread that map-file.ts starts is told: a file first, then each chunk of it, and at last that there is none. */
export type WorkerOrder = FileOrder | Chunk | 'end';

let chunks: ChunkMapper;

answerOrders<WorkerOrder, unknown>(async (order) => {
  if (order === 'end') return chunks.end();
  if ('number' in order) return chunks.map(order);
  chunks = await openChunks(order);
  return undefined;
});
