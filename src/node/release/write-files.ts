import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { fillBytes, sameName, type Write } from '../../publish/files.js';

/**
 * Writes files into a folder, piece by piece, and hashes them meanwhile. A file is on its way to the disk when its promise
 * resolves; `publishRelease` waits until it is there.
 */
export function writeToFolder(folder: string): Write {
  const made = new Set<string>(); // folders
  return async (file, fill) => {
    const target = path.join(folder, file);
    const parent = path.dirname(target);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    const descriptor = openNew(target, file);
    const hash = createHash('sha256');
    let size = 0;
    try {
      await fillBytes(fill, (bytes) => {
        for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
        hash.update(bytes);
        size += bytes.length;
      });
    } finally {
      closeSync(descriptor);
    }
    return { bytes: size, sha256: hash.digest('hex') };
  };
}

/** A new file; where upper and lower case are the same, so are two names that differ in that. */
function openNew(target: string, file: string): number {
  try {
    return openSync(target, 'wx');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw sameName(file);
    throw error;
  }
}
