import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { JsonObject } from './dump.js';
import type { PublishedFile } from './files.js';

/** What the thread is to write, and from which N-Triples: objects do not pass between threads. */
export interface ThreadOrder {
  folder: string;
  name: string; // the files' name without extension
  context: JsonObject;
  frame: JsonObject | undefined;
}

/**
 * Writes the formats marked `inThread` beside the main thread's own work. The thread loads its libraries at once and
 * begins with `write`, when the N-Triples are in the folder. An error inside is an error here.
 */
export interface FormatThread {
  write(order: ThreadOrder): Promise<PublishedFile[]>;
  close(): Promise<unknown>;
}

export function startFormats(): FormatThread {
  const worker = new Worker(new URL('./format-worker.js', import.meta.url), {
    resourceLimits: { maxYoungGenerationSizeMb: 16 },
  });
  return {
    async write(order) {
      const answer = once(worker, 'message');
      worker.postMessage(order);
      return (await answer)[0] as PublishedFile[];
    },
    close: () => worker.terminate(),
  };
}
