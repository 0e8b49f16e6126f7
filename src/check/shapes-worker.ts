import { parentPort } from 'node:worker_threads';
import { validateShapes } from './shapes.js';

export interface ShapesOrder {
  text: string; // the shapes, in Turtle
  file: string;
  nquads: string; // the graph
}

/** What runs inside the thread that shapes-thread.ts starts. */
parentPort?.on('message', async ({ text, file, nquads }: ShapesOrder) => {
  parentPort?.postMessage(await validateShapes(text, file, nquads));
});
