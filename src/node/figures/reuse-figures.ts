import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FiguresOrder } from '../../figures/write-figures.js';
import type { PublishedFile } from '../../publish/release-files.js';
import { hashOf, writeToFolder } from '../release/release-folder.js';

/** The files that a build wrote for an order, so that the next build can copy them: most edits do not change the figures. */
interface Kept {
  order: string; // SHA-256 of the order and of the program
  release: string; // name of the folder that contains the files
  files: PublishedFile[];
}

const keptFile = (out: string): string => path.join(out, 'cache', 'figure-files.json');

/** Changes when other code would write other files for the same order. */
const edition = 1;

/** Identifies an order by its content. */
export function identify({ files, ...others }: FiguresOrder): string {
  const hash = createHash('sha256').update(`${edition} ${process.version} ${JSON.stringify(others)}`);
  for (const { bytes, ...about } of files) hash.update(`\n${JSON.stringify(about)} ${bytes.length}\n`).update(bytes);
  return hash.digest('hex');
}

/**
 * Copies the files of an earlier release into a folder if it was built from the same order. Returns undefined if that
 * release is missing, or if one of its files has changed.
 */
export async function copyKept(out: string, order: string, folder: string): Promise<PublishedFile[] | undefined> {
  const kept = readKept(out);
  if (kept?.order !== order) return undefined;
  const from = path.join(out, 'releases', kept.release);
  if (!kept.files.every(({ file }) => existsSync(path.join(from, file)))) return undefined;
  const write = writeToFolder(folder);
  for (const { file, sha256 } of kept.files) {
    const bytes = readFileSync(path.join(from, file));
    if (hashOf(bytes) !== sha256) return undefined; // the build writes all files again
    await write(file, (sink) => sink(bytes));
  }
  return kept.files;
}

function readKept(out: string): Kept | undefined {
  try {
    return JSON.parse(readFileSync(keptFile(out), 'utf8'));
  } catch {
    return undefined;
  }
}

/** Remembers what a build wrote. */
export function keepFiles(out: string, kept: Kept): void {
  mkdirSync(path.dirname(keptFile(out)), { recursive: true });
  writeFileSync(keptFile(out), JSON.stringify(kept));
}
