import path from 'node:path';
import { filesToWrite } from '../../figures/orders.js';
import type { FiguresOrder } from '../../figures/write-figures.js';
import type { PublishedFile } from '../../publish/release-files.js';
import type { FamilyFile } from '../../sheets/family-files.js';
import { rename } from '../disk-files.js';
import { openStaging, sweep } from '../release/staging.js';
import { startThread } from '../thread.js';
import type { FiguresThreadOrder } from './figures-worker.js';
import { areKept, copyKept, identifyFigures, identifyOrder, keepFiles } from './reuse-figures.js';

/** Writes the figures of a release in a thread, in parallel to the check and to the other files. */
export interface FiguresWriter {
  /** Starts to write the statements. Does nothing if a file has faults, or if an earlier release has the same figures. */
  begin(figures: readonly FamilyFile[]): void;
  /** Writes all files into the folder of a release, or copies the files of an earlier release. */
  write(folder: string, order: FiguresOrder): Promise<PublishedFile[]>;
  /** Remembers what `write` has written, for the next build. */
  keep(release: string): void;
  /** Ends the thread, and removes statements that were not published. */
  close(): Promise<void>;
}

/** Makes the writer for one build into the folder `out`. */
export function createFiguresWriter(out: string): FiguresWriter {
  const start = () =>
    startThread<FiguresThreadOrder, PublishedFile[]>(new URL('./figures-worker.js', import.meta.url), {
      maxYoungGenerationSizeMb: 16, // rows are short-lived
    });
  let thread: ReturnType<typeof start> | undefined;
  let early: (ReturnType<typeof openEarly> & { statements: Promise<PublishedFile[]> }) | undefined;
  let known: string | undefined; // identifies the figures
  let written: { order: string; files: PublishedFile[] } | undefined;
  return {
    begin(figures) {
      if (figures.length === 0 || figures.some(({ original }) => original !== undefined)) return;
      const plain = filesToWrite(figures);
      known = identifyFigures(plain);
      if (areKept(out, known)) return;
      const place = openEarly(out);
      if (!place) return;
      thread = start();
      const statements = thread.ask({ folder: place.folder, statements: plain });
      statements.catch(() => {}); // it is awaited later, if at all
      early = { ...place, statements };
    },
    async write(folder, order) {
      const figures = known ?? identifyFigures(order.files);
      known = figures;
      const id = identifyOrder(order, figures);
      const copied = await copyKept(out, id, folder);
      if (copied) {
        written = { order: id, files: copied };
        return copied;
      }
      thread ??= start();
      const statements = await (early?.statements ?? thread.ask({ folder, statements: order.files }));
      if (early) for (const { file } of statements) rename(path.join(early.folder, file), path.join(folder, file));
      const tables = await thread.ask({ folder, tables: order });
      written = { order: id, files: [...statements, ...tables] };
      await thread.close(); // the pages need its memory
      thread = undefined;
      return written.files;
    },
    keep(release) {
      if (written && known !== undefined) keepFiles(out, { ...written, figures: known, release });
    },
    async close() {
      await thread?.close();
      early?.remove();
    },
  };
}

/** Makes a folder for the statements. Returns undefined if the disk refuses; the release reports it. */
function openEarly(out: string) {
  try {
    sweep(out); // a build that was killed during the check has left its folder
    return openStaging(out);
  } catch {
    return undefined;
  }
}
