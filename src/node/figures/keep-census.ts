import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Recall } from '../../sheets/family-files.js';

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
  const folder = path.join(out, 'cache');
  return (inputs, make) => {
    const hash = createHash('sha256').update(`${edition} ${process.version}\n`);
    for (const bytes of inputs) hash.update(`${bytes.length}\n`).update(bytes);
    const name = `figures-${hash.digest('hex')}.json`;
    const file = path.join(folder, name);
    const text = remember(name, recent.get(name) ?? readIfAny(file) ?? make());
    try {
      if (existsSync(path.join(out, 'releases')) && !existsSync(file)) write(folder, name, text);
    } catch {
      // the folder cannot be written, so the next run reads the figures again
    }
    return text;
  };
}

function readIfAny(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function write(folder: string, name: string, text: string): void {
  mkdirSync(folder, { recursive: true });
  const temporary = path.join(folder, `.${process.pid}-${name}`);
  writeFileSync(temporary, text);
  renameSync(temporary, path.join(folder, name)); // a reader never sees a part
  for (const other of readdirSync(folder)) if (nameOf.test(other) && other !== name) rmSync(path.join(folder, other));
}
