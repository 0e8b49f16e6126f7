import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FigureFile } from '../../figures/rows-of-file.js';
import type { FiguresOrder } from '../../figures/write-figures.js';
import type { PublishedFile } from '../../publish/release-files.js';
import { hashOf, writeToFolder } from '../release/release-folder.js';
import { readCached, writeCached } from './cache.js';

/** The files that a build wrote for an order. The next build copies them, because most edits do not change the figures. */
interface Kept {
  order: string; // SHA-256 of the order and of the program
  figures: string; // SHA-256 of the figures alone
  release: string; // name of the folder that contains the files
  files: PublishedFile[];
}

const keptFile = 'figure-files.json';

/** Changes when other code would write other files for the same order. */
const edition = 3;

/** Identifies figures by their content. */
export function identifyFigures(files: readonly FigureFile[]): string {
  const hash = createHash('sha256').update(`${edition} ${process.version}`);
  for (const { bytes, family: _, ...about } of files)
    hash.update(`\n${JSON.stringify(about)} ${bytes.length}\n`).update(bytes);
  return hash.digest('hex');
}

/** Identifies an order by its content. */
export const identifyOrder = ({ files: _, ...others }: FiguresOrder, figures: string): string =>
  createHash('sha256')
    .update(`${figures} ${JSON.stringify(others)}`)
    .digest('hex');

/** True if an earlier release was built from the same figures. */
export const areKept = (out: string, figures: string): boolean => readKept(out)?.figures === figures;

/**
 * Copies the files of an earlier release into a folder if it was built from the same order. Returns undefined without
 * such a release, or if one of its files has changed.
 */
export async function copyKept(out: string, order: string, folder: string): Promise<PublishedFile[] | undefined> {
  const kept = readKept(out);
  if (kept?.order !== order) return undefined;
  const from = path.join(out, 'releases', kept.release);
  if (!kept.files.every((one) => isUnchanged(from, one))) return undefined; // the build writes all files again
  const write = writeToFolder(folder);
  for (const { file } of kept.files) await write(file, (sink) => sink(readFileSync(path.join(from, file))));
  return kept.files;
}

/** True if a file is what the build wrote. False if it is missing or cannot be read. */
function isUnchanged(from: string, { file, sha256 }: PublishedFile): boolean {
  try {
    return hashOf(readFileSync(path.join(from, file))) === sha256;
  } catch {
    return false;
  }
}

function readKept(out: string): Kept | undefined {
  const text = readCached(out, keptFile);
  return text === undefined ? undefined : JSON.parse(text);
}

/** Remembers what a build wrote. */
export const keepFiles = (out: string, kept: Kept): void => void writeCached(out, keptFile, JSON.stringify(kept));
