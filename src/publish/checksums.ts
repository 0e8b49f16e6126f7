import { readFileSync } from 'node:fs';
import path from 'node:path';
import { compareCodePoints } from '../order.js';
import { isReleaseName } from './files.js';

/** Every file of a release but the manifest and this one itself, page by page: `sha256sum --check SHA256SUMS` reads it. */
export const checksumsName = 'SHA256SUMS';

export const serializeChecksums = (hashes: Iterable<[file: string, sha256: string]>): string =>
  [...hashes]
    .sort(([a], [b]) => compareCodePoints(a, b))
    .map(([file, hash]) => `${hash}  ${file}\n`)
    .join('');

/** What the list of a release says of its files; undefined when it has none that can be read. */
export function readChecksums(folder: string): Map<string, string> | undefined {
  try {
    const lines = readFileSync(path.join(folder, checksumsName), 'utf8').split('\n').filter(Boolean);
    const entries = lines.map((line): [string, string] => [line.slice(66), line.slice(0, 64)]);
    return entries.every(([file]) => isReleaseName(file)) ? new Map(entries) : undefined;
  } catch {
    return undefined;
  }
}
