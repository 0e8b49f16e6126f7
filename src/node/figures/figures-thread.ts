import type { FigureFile } from '../../figures/rows-of-file.js';
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
    return await ask({ ...order, order: { ...order.order, files: shared(order.order.files) } });
  } finally {
    await close();
  }
}

/** Moves the bytes of files to memory that both threads see: a message would copy them twice. */
function shared(files: readonly FigureFile[]): FigureFile[] {
  const memory = new Uint8Array(new SharedArrayBuffer(files.reduce((sum, { bytes }) => sum + bytes.length, 0)));
  let end = 0;
  return files.map((file) => {
    const start = end;
    end += file.bytes.length;
    memory.set(file.bytes, start);
    return { ...file, bytes: memory.subarray(start, end) };
  });
}
