import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { withOpen } from '../disk-files.js';

/** Folders that are on their way to be a release, or away: what is written is on the disk before it is a release. */

/** What is not a release yet, or no more: ".staging-123-a8f", ".current-123", ".removed-123-9c2"; the number is the process's. */
const passing = /^\.(?:staging|current|removed)-\d+/;

/** Takes away what a process that was killed left behind. Only who holds the lock of the folder may do so. */
export function sweep(out: string): void {
  if (!fs.existsSync(out)) return;
  for (const name of fs.readdirSync(out))
    if (passing.test(name)) fs.rmSync(path.join(out, name), { recursive: true, force: true });
}

/**
 * Lets `use` fill a folder beside the releases, on their file system, and takes away what is left of it when that ends,
 * for good or ill, or when the process does.
 */
export async function withStaging<T>(out: string, use: (staging: string) => Promise<T>): Promise<T> {
  const staging = fs.mkdtempSync(path.join(out, `.staging-${process.pid}-`));
  const remove = (): void => {
    try {
      discard(out, staging);
    } catch {
      // a disk that fails: what went wrong is told already, and the next build sweeps
    }
  };
  process.on('exit', remove);
  try {
    return await use(staging);
  } finally {
    remove();
    process.off('exit', remove);
  }
}

/**
 * Takes a folder away whole: first it loses its name, so that nobody takes the half of it that is left for a release, and
 * no thread that is still at work makes a file in it.
 */
export function discard(out: string, folder: string): void {
  if (!fs.existsSync(folder)) return;
  const removed = path.join(out, `.removed-${process.pid}-${randomBytes(4).toString('hex')}`);
  fs.renameSync(folder, removed);
  fs.rmSync(removed, { recursive: true, force: true, maxRetries: 3 });
}

/** How many small files wait for the disk at once: one after another, five thousand take four times as long. */
const atOnce = 16;

/** Waits until the contents of a file are on the disk, and not on their way there. */
export const syncFile = (file: string): void => withOpen(file, 'r+', fs.fsyncSync);

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
  try {
    withOpen(folder, 'r', fs.fsyncSync);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EINVAL') throw error;
  }
}

/**
 * Makes a folder where there is none yet, with those above it, so that all of them stay. One after another: asked for all
 * at once, Node never comes to an end where the system lets none be made, as in /proc.
 */
export function makeDurableFolder(folder: string): void {
  for (const missing of missingFolders(folder)) {
    fs.mkdirSync(missing);
    syncFolder(path.dirname(missing));
  }
}

/** The folders that are not there yet on the way to one, itself included, from the top. */
export function missingFolders(folder: string): string[] {
  const missing: string[] = [];
  for (let at = path.resolve(folder); !fs.existsSync(at); at = path.dirname(at)) missing.unshift(at);
  return missing;
}
