import { parentPort } from 'node:worker_threads';
import { Parser } from 'n3';
import { validateShapes } from '../check/shapes.js';

/** The shapes with the graph that they are to be checked on. Objects do not pass between threads, so the graph is text. */
export interface ShapesOrder {
  text: string; // the shapes, in Turtle
  file: string;
  nquads: string; // the graph
}

/** The code of the thread that shapes-thread.ts starts. */
parentPort?.on('message', async ({ text, file, nquads }: ShapesOrder) => {
  const quads = new Parser({ format: 'N-Quads' }).parse(nquads);
  parentPort?.postMessage(await validateShapes(text, file, quads));
});
