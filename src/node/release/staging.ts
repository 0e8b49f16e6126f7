import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../../problem.js';
import { nameFailedFile, rename, withOpen } from '../disk-files.js';

/** Temporary folders of releases that are being published or removed, and temporary files of the cache. */

/** Names with the PID: ".staging-123-a8f", ".current-123", ".removed-123-9c2", ".cache-123-5d0". */
const temporary = /^\.(?:staging|current|removed|cache)-\d+/;

const inUse = new Set<string>(); // by this process

/** Removes what a killed process has left. Requires the lock. */
export function sweep(out: string): void {
  if (!fs.existsSync(out)) return;
  const left = fs.readdirSync(out).map((name) => path.join(out, name));
  for (const one of left) if (temporary.test(path.basename(one)) && !inUse.has(one)) removeFolder(one);
}

/** Calls `use` with a temporary folder on the file system of the releases. Removes it afterwards, or on exit. */
export async function withStaging<T>(out: string, use: (staging: string) => Promise<T>): Promise<T> {
  const { folder, remove } = openStaging(out);
  try {
    return await use(folder);
  } finally {
    remove();
  }
}

/**
 * Makes a temporary folder on the file system of the releases. `remove` removes it, at the latest on exit, with the missing
 * folders that it needed, if they are still empty.
 */
export function openStaging(out: string): { folder: string; remove(): void } {
  const made = missingFolders(out);
  makeDurableFolder(out);
  const folder = fs.mkdtempSync(path.join(out, `.staging-${process.pid}-`));
  inUse.add(folder);
  const remove = (): void => {
    process.off('exit', remove);
    try {
      discard(out, folder);
      for (const one of [...made].reverse()) if (fs.readdirSync(one).length === 0) fs.rmdirSync(one);
    } catch {
      // The disk failed, and the error is already reported. The next build removes the folder.
    }
    inUse.delete(folder);
  };
  process.on('exit', remove);
  return { folder, remove };
}

/** Renames a folder before removing it, so that it is never an incomplete release, and running threads cannot add files. */
export function discard(out: string, folder: string): void {
  if (!fs.existsSync(folder)) return;
  const removed = path.join(out, `.removed-${process.pid}-${randomBytes(4).toString('hex')}`);
  rename(folder, removed);
  removeFolder(removed);
}

/** Removes a folder. Tries again if another program uses it for a moment. */
const removeFolder = (folder: string): void => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });

/** Number of files to synchronize in parallel, which is 4 times as fast for 5000 small files. */
const atOnce = 16;

/** Waits until the content of a file is on the disk. */
export const syncFile = (file: string): void => withOpen(file, 'r+', fs.fsyncSync);

/** Waits until many files are on the disk, in any order. */
export async function syncFiles(files: string[]): Promise<void> {
  const waiting = files.values(); // shared by all loops
  const work = async (): Promise<void> => {
    for (const file of waiting) {
      const handle = await open(file, 'r+');
      await nameFailedFile(file, () => handle.sync()).finally(() => handle.close());
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

/** Returns the error for a file that is not what was written. */
export const notStored = (file: string, fault: string): UserError =>
  new UserError(`The disk did not store the release correctly: ${file}: ${fault}`, 1);

/** Waits until the names in a folder are on the disk. Windows and some file systems do not support this. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  try {
    withOpen(folder, 'r', fs.fsyncSync);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EINVAL') throw error;
  }
}

/** Creates a folder and its parents, and waits until they are on the disk. Recursive mkdir of Node never ends in /proc. */
export function makeDurableFolder(folder: string): void {
  for (const missing of missingFolders(folder)) {
    fs.mkdirSync(missing);
    syncFolder(path.dirname(missing));
  }
}

/** Returns the missing folders of a path, outermost first. */
export function missingFolders(folder: string): string[] {
  const missing: string[] = [];
  for (let at = path.resolve(folder); !fs.existsSync(at); at = path.dirname(at)) missing.unshift(at);
  return missing;
}
