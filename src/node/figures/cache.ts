import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { rename } from '../disk-files.js';

/**
 * The folder "cache" of a folder of releases. Its files only save time, so no fault of the disk is an error. They begin
 * with their SHA-256, because a file can be incomplete after a power failure.
 */
export const cacheFolder = (out: string): string => path.join(out, 'cache');

/** Reads a file. Returns undefined if it is missing or damaged. */
export function readCached(out: string, name: string): string | undefined {
  try {
    const content = readFileSync(path.join(cacheFolder(out), name), 'utf8');
    const end = content.indexOf('\n');
    const text = content.slice(end + 1);
    return content.slice(0, end) === hashOf(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

/** Writes a file atomically. Returns false if the disk is full, read-only or broken. */
export function writeCached(out: string, name: string, text: string): boolean {
  const temporary = path.join(out, `.cache-${process.pid}-${randomBytes(4).toString('hex')}`);
  try {
    mkdirSync(cacheFolder(out), { recursive: true });
    writeFileSync(temporary, `${hashOf(text)}\n${text}`);
    rename(temporary, path.join(cacheFolder(out), name)); // a reader never sees a part
    return true;
  } catch {
    removeIfAny(temporary);
    return false;
  }
}

function removeIfAny(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // the next build removes it
  }
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
