import { parentPort, workerData } from 'node:worker_threads';
import { validateShapes } from './shapes.js';

/** What runs inside the thread that shapes-thread.ts starts: one graph in, its violations out. */
const { text, file } = workerData as { text: string; file: string };
parentPort?.on('message', async (nquads: string) => {
  parentPort?.postMessage(await validateShapes(text, file, nquads));
});
