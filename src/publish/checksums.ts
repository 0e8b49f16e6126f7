import { compareCodePoints } from '../text/order.js';
import { isReleaseName } from './files.js';

/** Every file of a release but the manifest and this one itself, page by page: `sha256sum --check SHA256SUMS` reads it. */
export const checksumsName = 'SHA256SUMS';

/** The list of checksums as text, sorted by file. */
export const serializeChecksums = (hashes: Iterable<[file: string, sha256: string]>): string =>
  [...hashes]
    .sort(([a], [b]) => compareCodePoints(a, b))
    .map(([file, hash]) => `${hash}  ${file}\n`)
    .join('');

/** The hash of each file in a list of checksums; undefined when a line names no file of a release. */
export function parseChecksums(text: string): Map<string, string> | undefined {
  const lines = text.split('\n').filter(Boolean);
  const entries = lines.map((line): [string, string] => [line.slice(66), line.slice(0, 64)]);
  return entries.every(([file]) => isReleaseName(file)) ? new Map(entries) : undefined;
}
