import type { PublishedFile } from '../../publish/release-files.js';
import { startThread } from '../thread.js';
import type { FiguresThreadOrder } from './figures-worker.js';

/** Writes the figures of a release in a thread, while the formats of the graph are written. */
export async function writeFiguresInThread(order: FiguresThreadOrder): Promise<PublishedFile[]> {
  const { ask, close } = startThread<FiguresThreadOrder, PublishedFile[]>(
    new URL('./figures-worker.js', import.meta.url),
    {
      maxYoungGenerationSizeMb: 16, // rows are short-lived
    },
  );
  try {
    return await ask(order);
  } finally {
    await close();
  }
}
