import { UserError } from '../problem.js';
import { type EncodedPage, pageWriter, type WritePages, type Written } from '../publish/release-files.js';
import { writeToFolder } from './release/release-folder.js';
import { answerOrders } from './thread.js';

/** The code of the thread that writes the pages of a release. */

/** Pages, and the folder of the release. */
export interface PagesOrder {
  folder: string;
  pages: EncodedPage[];
}

/** Size and hash of each page, or why a page cannot be written. */
export type PagesAnswer = { written: Written[] } | { refused: string };

const writers = new Map<string, WritePages>(); // by folder

answerOrders<PagesOrder, PagesAnswer>(async ({ folder, pages }) => {
  const write = writers.get(folder) ?? pageWriter(writeToFolder(folder));
  writers.set(folder, write);
  try {
    return { written: await write(pages) };
  } catch (error) {
    if (error instanceof UserError) return { refused: error.message };
    throw error;
  }
});
