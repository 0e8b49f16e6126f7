import type { JsonObject } from '../../publish/dump.js';
import type { PublishedFile } from '../../publish/files.js';
import { startThread, type Thread } from '../thread.js';

/** What the thread is to write, and from which N-Triples: objects do not pass between threads. */
export interface ThreadOrder {
  folder: string;
  name: string; // the files' name without extension
  context: JsonObject;
  frame: JsonObject | undefined;
  isKept: boolean; // whether what is made of a run of statements is kept for the next order
}

/**
 * Writes the slow formats beside the main thread's own work. The thread loads its libraries at once, and is asked when the
 * N-Triples are in the folder.
 */
export type FormatThread = Thread<ThreadOrder, ThreadAnswer>;

/** The files, or why the context or frame cannot be used for this graph. */
export type ThreadAnswer = { files: PublishedFile[] } | { refused: string };

/** Starts the thread. */
export const startFormats = (): FormatThread =>
  startThread(new URL('./format-worker.js', import.meta.url), { maxYoungGenerationSizeMb: 16 });
