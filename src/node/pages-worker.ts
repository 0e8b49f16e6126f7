import { readFileSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../problem.js';
import { type Page, pagesFolder, type Write, type Written, writePage } from '../publish/release-files.js';
import type { MadePages, SiteOrder, ThingPage } from '../site/page-maker.js';
import type { Site } from '../site/view.js';
import { hashOf, readFromFolder, writeToFolder } from './release/release-folder.js';
import { notStored, syncFiles } from './release/staging.js';
import { answerOrders } from './thread.js';

/**
 * The code of a thread that writes the pages of a release, and can make pages of things. Each page is on the disk, and
 * verified, before its answer.
 */

/** Pages, or the addresses of pages to make, and the folder of the release. The site comes before the pages to make. */
export type PagesOrder = { folder: string } & (
  | { site: SiteOrder }
  | { pages: Page[] }
  | { toMake: readonly ThingPage[] }
);

/** Size and hash of each page, or why a page cannot be written. */
export type PagesAnswer = MadePages | { refused: string };

/** The release that the thread writes. The next one replaces it, so that its site does not stay in memory. */
let current: { folder: string; write: Write; site?: Site; sent: Set<string> } | undefined; // keys of long lists

answerOrders<PagesOrder, PagesAnswer>(async (order) => {
  try {
    return await follow(order);
  } catch (error) {
    if (error instanceof UserError) return { refused: error.message };
    throw error;
  }
});

async function follow(order: PagesOrder): Promise<MadePages> {
  const { folder } = order;
  if (current?.folder !== folder) current = { folder, write: writeToFolder(folder), sent: new Set() };
  const { write, site, sent } = current;
  if ('pages' in order) return { written: await writeAll(folder, write, order.pages), lists: [] };
  const { makePages, siteOf } = await import('../site/page-maker.js'); // only one of the threads needs it
  if ('site' in order) {
    current.site = siteOf(order.site);
    return { written: [], lists: [] };
  }
  if (!site) throw new Error('pages without a site');
  const written = await writeAll(folder, write, inFolder(makePages(site, order.toMake)));
  const { knownLists } = await import('../site/long-lists.js');
  const lists = knownLists(site).filter(({ key }) => !sent.has(key));
  for (const { key } of lists) sent.add(key);
  return { written, lists };
}

function* inFolder(pages: Iterable<Page>): Generator<Page> {
  for (const page of pages) yield { ...page, file: `${pagesFolder}/${page.file}` };
}

/** Writes pages to the disk, each as soon as it is made, and verifies them. */
async function writeAll(folder: string, write: Write, pages: Iterable<Page>): Promise<Written[]> {
  const written = new Map<string, Written>();
  for (const page of pages) written.set(page.file, await writePage(page, write, readFromFolder(folder)));
  await syncFiles([...written.keys()].map((file) => path.join(folder, file)));
  for (const [file, { sha256 }] of written)
    if (hashOf(readFileSync(path.join(folder, file))) !== sha256) throw notStored(file, 'it has changed');
  return [...written.values()];
}
