import { createHash } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Recall } from '../../sheets/family-files.js';
import { cacheFolder, readCached, writeCached } from './cache.js';

/** Changes when the form of a census or the check of a cell changes. */
const edition = 1;

const nameOf = /^figures-[0-9a-f]{64}\.json$/;

/** Results of this process, for its next checks. */
const recent = new Map<string, string>();
const mostRecent = 4; // each has up to a megabyte

function remember(name: string, text: string): string {
  recent.set(name, text);
  const [oldest] = recent.keys();
  if (recent.size > mostRecent && oldest !== undefined) recent.delete(oldest);
  return text;
}

/**
 * Keeps what a run found in the figures for the next run, in the folder "cache" of the folder of releases, by the SHA-256
 * of all inputs. Only the newest result is kept. Before the first release, or without permission to write, each run reads the
 * figures again.
 */
export function keepCensus(out: string): Recall {
  return (inputs, make) => {
    const hash = createHash('sha256').update(`${edition} ${process.version}\n`);
    for (const bytes of inputs) hash.update(`${bytes.length}\n`).update(bytes);
    const name = `figures-${hash.digest('hex')}.json`;
    const known = recent.get(name) ?? readCached(out, name);
    const text = remember(name, known ?? make());
    const isThere = known !== undefined && existsSync(path.join(cacheFolder(out), name));
    if (!isThere && existsSync(path.join(out, 'releases')) && writeCached(out, name, text)) removeOthers(out, name);
    return text;
  };
}

function removeOthers(out: string, name: string): void {
  try {
    for (const other of readdirSync(cacheFolder(out)))
      if (nameOf.test(other) && other !== name) rmSync(path.join(cacheFolder(out), other), { force: true });
  } catch {
    // the disk failed, so the next run removes them
  }
}
