import { UserError } from '../problem.js';
import type { WritePages } from '../publish/release-files.js';
import type { PagesAnswer, PagesOrder } from './pages-worker.js';
import { startThread } from './thread.js';

/** A thread that writes the pages of a release into a folder, while the next pages are made. */
export function startPagesThread(folder: string): { write: WritePages; close(): Promise<unknown> } {
  const { ask, close } = startThread<PagesOrder, PagesAnswer>(new URL('./pages-worker.js', import.meta.url), {
    maxYoungGenerationSizeMb: 8, // saves memory at the cost of speed
  });
  return {
    async write(pages) {
      const answer = await ask({ folder, pages });
      if ('refused' in answer) throw new UserError(answer.refused, 1);
      return answer.written;
    },
    close,
  };
}
