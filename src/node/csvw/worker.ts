import './expression-guard.js';
import type { Chunk } from '../../csvw/stream/chunks.js';
import { answerOrders } from '../thread.js';
import { type ChunkMapper, type FileOrder, openChunks } from './map-chunks.js';

/** A message from map-file.ts: first the file, then each of its chunks, then 'end'. */
export type WorkerOrder = FileOrder | Chunk | 'end';

let chunks: ChunkMapper;

answerOrders<WorkerOrder, unknown>(async (order) => {
  if (order === 'end') return chunks.end();
  if ('number' in order) return chunks.map(order);
  chunks = await openChunks(order);
  return undefined;
});
