import { closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';

/** How many small files wait for the disk at once: one after another, five thousand take four times as long. */
const atOnce = 16;

/** Waits until the contents of a file are on the disk, and not on their way there. */
export function syncFile(file: string): void {
  const descriptor = openSync(file, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** The same for many files, of which none needs to be there before another. */
export async function syncFiles(files: string[]): Promise<void> {
  const waiting = files.values(); // each of the loops takes the next one from it
  const work = async (): Promise<void> => {
    for (const file of waiting) {
      const handle = await open(file, 'r+');
      await handle.sync().finally(() => handle.close());
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

/** Makes the names in a folder durable; some file systems cannot, and then there is nothing to do. */
export function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EINVAL') throw error;
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Makes a folder where there is none yet, with those above it, so that all of them stay. One after another: asked for all
 * at once, Node never comes to an end where the system lets none be made, as in /proc.
 */
export function makeDurableFolder(folder: string): void {
  for (const missing of missingFolders(folder)) {
    mkdirSync(missing);
    syncFolder(path.dirname(missing));
  }
}

/** The folders that are not there yet on the way to one, itself included, from the top. */
export function missingFolders(folder: string): string[] {
  const missing: string[] = [];
  for (let at = path.resolve(folder); !existsSync(at); at = path.dirname(at)) missing.unshift(at);
  return missing;
}
