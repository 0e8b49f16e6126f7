import { open, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { Content } from './send.js';

/**
 * The plain file at a path of a release, opened, so that it stays there as long as it is sent; undefined when there is
 * none, or when links lead out of the release.
 */
export async function openFile(folder: string, file: string): Promise<Content | undefined> {
  const name = await realpath(path.join(folder, file)).catch(ifAbsent);
  if (name === undefined || !name.startsWith(folder + path.sep)) return undefined;
  const handle = await open(name, 'r').catch(ifAbsent);
  if (handle === undefined) return undefined;
  const stats = await handle.stat();
  if (!stats.isFile()) {
    await handle.close();
    return undefined;
  }
  return {
    bytes: stats.size,
    // With its end the stream knows the last byte for it; a client that has all goes away before another read would tell.
    read: (range = { start: 0, end: stats.size - 1 }) => handle.createReadStream(range),
    close: () => handle.close(),
  };
}

const absences = ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'];

/** A file that is there and cannot be read is a fault here: to say that it is gone would be wrong. */
function ifAbsent(error: NodeJS.ErrnoException): undefined {
  if (!absences.includes(error.code ?? '')) throw error;
}
