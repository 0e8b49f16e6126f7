import { packedGraph } from '../site/data-files.js';
import { draftOf } from './draft.js';
import type { Handler } from './state.js';

/** Returns the new graph for the query page, as compressed N-Quads. */
export const graph: Handler<'graph'> = async (state, _order, onStep): Promise<Uint8Array> =>
  packedGraph(await draftOf(state, onStep));
