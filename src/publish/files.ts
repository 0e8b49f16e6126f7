import { createHash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../problem.js';

/** A file of a release, as the manifest lists it. */
export interface PublishedFile {
  file: string; // "gcm-sdg.ttl", "data/links.csv"
  mediaType: string;
  bytes: number;
  sha256: string;
}

/** Takes a file piece by piece: its text, or bytes as they are. */
export type Sink = (piece: string | Uint8Array) => void;

const pieceSize = 1 << 16;

/**
 * Writes a file piece by piece, so that no format has to be in memory whole. When this returns the file is on the
 * disk, not on its way there.
 */
export async function writeDurably(
  folder: string,
  file: string,
  mediaType: string,
  fill: (sink: Sink) => Promise<void> | void,
): Promise<PublishedFile> {
  if (!isReleaseName(file)) throw new UserError(`${file} is no name for a file of a release`, 1);
  const target = path.join(folder, file);
  if (existsSync(target)) throw new UserError(`two files of the release are called ${file}`, 1);
  mkdirSync(path.dirname(target), { recursive: true });
  const descriptor = openSync(target, 'w');
  const hash = createHash('sha256');
  let size = 0;
  let waiting = '';
  const put = (bytes: Uint8Array): void => {
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    hash.update(bytes);
    size += bytes.length;
  };
  const flush = (): void => {
    put(Buffer.from(waiting));
    waiting = '';
  };
  try {
    await fill((piece) => {
      if (typeof piece === 'string') waiting += piece;
      if (waiting.length > pieceSize || typeof piece !== 'string') flush();
      if (typeof piece !== 'string') put(piece);
    });
    flush();
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  return { file, mediaType, bytes: size, sha256: hash.digest('hex') };
}

/** "gcm-sdg.ttl" or "data/links.csv", and nothing that leads out of the release or stands for its manifest. */
export const isReleaseName = (file: string): boolean => /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(file);

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

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
