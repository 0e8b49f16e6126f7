import type { Finding } from '../check/rules.js';
import { validateShapes } from '../check/shapes.js';
import { readQuads } from '../graph/quad-lines.js';
import { answerOrders } from './thread.js';

/** Shapes and the graph to validate, as text, because objects cannot be passed between threads. */
export interface ShapesOrder {
  text: string; // the shapes, in Turtle
  file: string;
  nquads: string; // the graph
}

/** The code of the thread that build-threads.ts starts. */
answerOrders<ShapesOrder, Finding[]>(({ text, file, nquads }) => validateShapes(text, file, readQuads(nquads)));
