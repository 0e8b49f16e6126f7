import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';

/** A file of a release, as the manifest lists it. */
export interface PublishedFile {
  file: string; // "gcm-sdg.ttl", "data/links.csv"
  mediaType: string;
  bytes: number;
  sha256: string;
}

/** Writes a file so that it is on the disk, not on its way there, when this returns. */
export function writeDurably(folder: string, file: string, mediaType: string, content: string | Uint8Array): PublishedFile {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const target = path.join(folder, file);
  mkdirSync(path.dirname(target), { recursive: true });
  const descriptor = openSync(target, 'w');
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  return { file, mediaType, bytes: bytes.length, sha256: sha256(bytes) };
}

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

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
