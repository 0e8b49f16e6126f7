import {
  chmodSync,
  copyFileSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { withTemporary } from './temporary.js';

interface Replacement {
  target: string;
  next: string; // what it shall hold
  last: string | undefined; // what it holds; undefined when it is not there yet
}

/**
 * Gives files of a folder new contents, all of them or none: they are written beside first, and when one cannot take its
 * name, those before it get their old contents back.
 */
export async function replaceFiles(folder: string, contents: Map<string, Uint8Array>): Promise<void> {
  if (contents.size === 0) return;
  await withTemporary(
    () => mkdtempSync(path.join(folder, '.gcm-import-')),
    async (beside) => renameAll([...contents].map(([name, bytes], i) => prepare(folder, name, bytes, beside, i))),
  );
}

function prepare(folder: string, name: string, bytes: Uint8Array, beside: string, number: number): Replacement {
  const given = path.join(folder, name);
  const found = statSync(given, { throwIfNoEntry: false });
  const target = found ? realpathSync(given) : given; // a link is followed
  const next = path.join(beside, `${number}.new`);
  writeFileSync(next, bytes, { flush: true });
  if (!found) return { target, next, last: undefined };
  const last = path.join(beside, `${number}.old`);
  copyFileSync(target, last);
  chmodSync(next, found.mode);
  return { target, next, last };
}

function renameAll(files: Replacement[]): void {
  const done: Replacement[] = [];
  try {
    for (const file of files) {
      renameSync(file.next, file.target);
      done.push(file);
    }
  } catch (error) {
    for (const { target, last } of done) {
      if (last === undefined) rmSync(target);
      else renameSync(last, target);
    }
    throw error;
  }
}
