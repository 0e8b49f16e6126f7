import type { Finding } from '../check/rules.js';
import { validateShapes } from '../check/shapes.js';
import { readQuads } from '../graph/quad-lines.js';
import type { FormatAnswer, FormatOrder } from './release/slow-formats.js';
import { answerOrders } from './thread.js';

/** The code of the thread that build-thread.ts starts. The shapes come first, so only they are loaded with it. */

/** Shapes and the graph to validate, as text, because objects cannot be passed between threads. */
export interface ShapesOrder {
  text: string; // the shapes, in Turtle
  file: string;
  nquads: string; // the graph
}

/** A task of the thread. `formats: 'soon'` loads the code, so that it is ready for the order. */
export type BuildOrder = { shapes: ShapesOrder } | { formats: FormatOrder | 'soon' };

/** The answer to an order for shapes, or to one for formats. */
export type BuildAnswer = Finding[] | FormatAnswer | undefined;

answerOrders<BuildOrder, BuildAnswer>(async (order) => {
  if ('shapes' in order) {
    const { text, file, nquads } = order.shapes;
    return validateShapes(text, file, readQuads(nquads));
  }
  const { writeFormats } = await import('./release/slow-formats.js');
  return order.formats === 'soon' ? undefined : writeFormats(order.formats);
});
