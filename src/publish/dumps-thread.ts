import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { JsonObject } from './dump.js';
import type { PublishedFile } from './files.js';

/** What the thread is to write: the triples as text, for objects do not pass between threads. */
export interface DumpsOrder {
  folder: string;
  name: string; // the files' name without extension
  ntriples: string;
  context: JsonObject;
  frame: JsonObject | undefined;
}

/** Writes the formats marked `inThread` beside the main thread's own work; an error inside is an error here. */
export async function writeInThread(order: DumpsOrder): Promise<PublishedFile[]> {
  const worker = new Worker(new URL('./dumps-worker.js', import.meta.url));
  try {
    const answer = once(worker, 'message');
    worker.postMessage(order);
    return (await answer)[0] as PublishedFile[];
  } finally {
    await worker.terminate();
  }
}
