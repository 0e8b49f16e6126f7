import { setImmediate } from 'node:timers/promises';
import { utf8 } from '../bytes.js';
import { UserError } from '../problem.js';
import { addPage, type HashedPages, isWritten, type Page, type WritePages } from '../publish/release-files.js';
import type { MadePages, PageMaker } from '../site/page-maker.js';
import type { PagesAnswer, PagesOrder } from './pages-worker.js';
import { startThread } from './thread.js';

const groupSize = 1 << 20; // bytes
const mostGroups = 4;

/** Writes the pages of a release into a folder. While it does, a second thread can make pages. */
export interface PagesWriter {
  writerFor(folder: string): WritePages;
  maker: PageMaker;
}

/** Makes the writer for one release. */
export function createPagesWriter(): PagesWriter {
  let ask: (order: PagesOrder) => Promise<MadePages> = async () => {
    throw new Error('the pages are written already, or not yet');
  };
  let target = '';
  let begun: Promise<MadePages> | undefined;
  return {
    writerFor: (folder) => async (pages) => {
      const [texts, others] = [startPagesThread(8), startPagesThread(48)];
      ask = (order) => answerOf(others, order);
      target = folder;
      try {
        return await writePages(folder, pages, texts, others);
      } finally {
        await Promise.all([texts.close(), others.close()]);
      }
    },
    maker: {
      begin(site) {
        begun = ask({ folder: target, site });
        begun.catch(() => {}); // `make` reports it
      },
      async make(toMake) {
        const [, made] = await Promise.all([begun, ask({ folder: target, toMake })]);
        return made;
      },
    },
  };
}

/** Passes an order to a thread. Throws `UserError` if a page cannot be written. */
async function answerOf(thread: PagesThread, order: PagesOrder): Promise<MadePages> {
  const answer = await thread.ask(order);
  if ('refused' in answer) throw new UserError(answer.refused, 1);
  return answer;
}

/**
 * Writes pages in groups: while groups are written, the next ones are made. The texts of a group are encoded in memory that
 * both threads see. This memory is used again, because the garbage collector is late to free memory outside its heap.
 * `others` writes the other pages, which take time to compress.
 */
async function writePages(
  folder: string,
  pages: AsyncIterable<Page>,
  texts: PagesThread,
  others: PagesThread,
): Promise<HashedPages> {
  const hashed: HashedPages = { hashes: new Map(), bytes: 0 };
  const write = async (thread: PagesThread, group: Page[]): Promise<void> => {
    const { written } = await answerOf(thread, { folder, pages: group });
    for (const [at, one] of written.entries()) addPage(hashed, group[at] as Page, one);
  };
  const sent: Promise<Uint8Array>[] = []; // groups; each returns its memory
  const compressed: Promise<void>[] = [];
  let memory = newMemory();
  let end = 0;
  let group: Page[] = [];
  const send = async (): Promise<void> => {
    const own = memory;
    const written = write(texts, group).then(() => own);
    written.catch(() => {}); // it is awaited below
    sent.push(written);
    await setImmediate(); // messages arrive, such as the end of another thread, which frees its memory
    [group, end] = [[], 0];
    memory = sent.length < mostGroups ? newMemory() : ((await sent.shift()) as Uint8Array);
  };
  /** Encodes a text in the memory of the group. Returns undefined if it is too long. */
  const encode = (text: string): Uint8Array | undefined => {
    const { read, written } = new TextEncoder().encodeInto(text, memory.subarray(end));
    if (read < text.length) return undefined;
    end += written;
    return memory.subarray(end - written, end);
  };
  for await (const page of pages) {
    const { content } = page;
    if (isWritten(content)) {
      addPage(hashed, page, content);
      continue;
    }
    if (typeof content !== 'string') {
      const written = write(others, [page]);
      written.catch(() => {}); // it is awaited below
      compressed.push(written);
      continue;
    }
    let encoded = encode(content);
    if (!encoded && end > 0) {
      await send();
      encoded = encode(content);
    }
    group.push({ ...page, content: encoded ?? utf8(content) });
    if (!encoded) await send(); // it is larger than the memory of a group
  }
  await send();
  await Promise.all([...sent, ...compressed]);
  return hashed;
}

type PagesThread = ReturnType<typeof startPagesThread>;

/** A small young generation saves memory at the cost of speed. */
const startPagesThread = (maxYoungGenerationSizeMb: number) =>
  startThread<PagesOrder, PagesAnswer>(new URL('./pages-worker.js', import.meta.url), { maxYoungGenerationSizeMb });

const newMemory = (): Uint8Array => new Uint8Array(new SharedArrayBuffer(groupSize));
