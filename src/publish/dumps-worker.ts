import { parentPort } from 'node:worker_threads';
import { Parser } from 'n3';
import type { DumpsOrder } from './dumps-thread.js';
import { writeDurably } from './files.js';
import { formats } from './formats.js';

/** What runs inside the thread that dumps-thread.ts starts: the slow formats, written one after another. */
parentPort?.once('message', async ({ folder, name, ntriples, context, frame }: DumpsOrder) => {
  const triples = new Parser({ format: 'N-Triples' }).parse(ntriples);
  const files = [];
  for (const format of formats) {
    if (!format.inThread) continue;
    const content = await format.write({ triples, context, frame });
    files.push(writeDurably(folder, `${name}.${format.extension}`, format.mediaType, content));
  }
  parentPort?.postMessage(files);
});
