import { readFileSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../problem.js';
import { type Page, type Written, writePage } from '../publish/release-files.js';
import { hashOf, readFromFolder, writeToFolder } from './release/release-folder.js';
import { notStored, syncFiles } from './release/staging.js';
import { answerOrders } from './thread.js';

/** The code of the thread that writes the pages of a release. Each page is on the disk, and verified, before its answer. */

/** Pages, and the folder of the release. */
export interface PagesOrder {
  folder: string;
  pages: Page[];
}

/** Size and hash of each page, or why a page cannot be written. */
export type PagesAnswer = { written: Written[] } | { refused: string };

const writers = new Map<string, ReturnType<typeof writeToFolder>>(); // by folder

answerOrders<PagesOrder, PagesAnswer>(async ({ folder, pages }) => {
  const write = writers.get(folder) ?? writeToFolder(folder);
  writers.set(folder, write);
  const written: Written[] = [];
  try {
    for (const page of pages) written.push(await writePage(page, write, readFromFolder(folder)));
    await syncFiles(pages.map(({ file }) => path.join(folder, file)));
    for (const [at, { file }] of pages.entries())
      if (hashOf(readFileSync(path.join(folder, file))) !== written[at]?.sha256)
        throw notStored(file, 'it has changed');
    return { written };
  } catch (error) {
    if (error instanceof UserError) return { refused: error.message };
    throw error;
  }
});
