import { setImmediate } from 'node:timers/promises';
import { utf8 } from '../bytes.js';
import { UserError } from '../problem.js';
import { addPage, type HashedPages, type Page, type WritePages } from '../publish/release-files.js';
import type { PagesAnswer, PagesOrder } from './pages-worker.js';
import { startThread } from './thread.js';

const groupSize = 1 << 20; // bytes
const mostGroups = 4;

/**
 * Writes the pages of a release into a folder, in groups: while groups are written, the next ones are made. The texts of a
 * group are encoded in memory that both threads see. This memory is used again, because the garbage collector is late to
 * free memory outside its heap. A second thread writes the other pages, which take time to compress.
 */
export const pagesWriter =
  (folder: string): WritePages =>
  async (pages) => {
    const [texts, others] = [startPagesThread(), startPagesThread()];
    const hashed: HashedPages = { hashes: new Map(), bytes: 0 };
    const write = async ({ ask }: typeof texts, group: Page[]): Promise<void> => {
      const answer = await ask({ folder, pages: group });
      if ('refused' in answer) throw new UserError(answer.refused, 1);
      for (const [at, written] of answer.written.entries()) addPage(hashed, group[at] as Page, written);
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
    try {
      for await (const page of pages) {
        const { content } = page;
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
      }
      await send();
      await Promise.all([...sent, ...compressed]);
      return hashed;
    } finally {
      await Promise.all([texts.close(), others.close()]);
    }
  };

const startPagesThread = () =>
  startThread<PagesOrder, PagesAnswer>(new URL('./pages-worker.js', import.meta.url), {
    maxYoungGenerationSizeMb: 8, // saves memory at the cost of speed
  });

const newMemory = (): Uint8Array => new Uint8Array(new SharedArrayBuffer(groupSize));
