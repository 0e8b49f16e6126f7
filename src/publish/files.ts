import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, writeSync } from 'node:fs';
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
 * Writes a file piece by piece, so that no format has to be in memory whole. It is on its way to the disk when this
 * returns; `makeDurable` waits until it is there.
 */
export async function writeHashed(
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
  } finally {
    closeSync(descriptor);
  }
  return { file, mediaType, bytes: size, sha256: hash.digest('hex') };
}

/** "gcm-sdg.ttl" or "data/links.csv", and nothing that leads out of the release or stands for its manifest. */
export const isReleaseName = (file: string): boolean => /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(file);

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
