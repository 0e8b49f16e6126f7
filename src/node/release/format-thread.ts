import { startThread, type Thread } from '../thread.js';
import type { FormatAnswer, FormatOrder } from './format-worker.js';

/**
 * Writes the slow formats beside the main thread's own work. The thread loads its libraries at once, and is asked when the
 * N-Triples are in the folder.
 */
export type FormatThread = Thread<FormatOrder, FormatAnswer>;

/** Starts the thread. */
export const startFormats = (): FormatThread =>
  startThread(new URL('./format-worker.js', import.meta.url), { maxYoungGenerationSizeMb: 16 });
