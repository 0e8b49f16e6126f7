import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '../../problem.js';
import { type Manifest, manifestName, parseManifest } from '../../publish/manifest.js';
import { fillBytes, pieceSize, type Read, sameName, type Write } from '../../publish/release-files.js';
import { compareCodePoints } from '../../text/order.js';
import { isOfFileManager, nameFailedFile } from '../disk-files.js';

/** The folder of a release on the disk. */

/** Reads the manifest of a release. Throws `UserError` if it is missing, with `remedy`, or invalid. */
export function requireManifest(folder: string, remedy = 'Run gcm build first'): Manifest {
  const found = examineManifest(folder);
  if (!('fault' in found)) return found.manifest;
  if (found.isMissing) throw new UserError(`Missing release at "${folder}". ${remedy}`);
  throw new UserError(`"${folder}" is not a release: ${found.fault}`);
}

/** Reads the manifest of a release, or returns what is wrong with it: "manifest.json has no version". */
export function examineManifest(folder: string): { manifest: Manifest } | { fault: string; isMissing: boolean } {
  const file = path.join(folder, manifestName);
  const found = fs.lstatSync(file, { throwIfNoEntry: false });
  if (!found) return { fault: `${manifestName} is missing`, isMissing: true };
  if (!found.isFile()) return { fault: `${manifestName} is not a regular file`, isMissing: false };
  const parsed = parseManifest(fs.readFileSync(file, 'utf8'));
  return 'fault' in parsed ? { fault: `${manifestName} ${parsed.fault}`, isMissing: false } : parsed;
}

/** Returns the files of a release with the paths of the manifest, sorted: "data/links.csv". */
export function filesBelow(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && !isOfFileManager(entry.name))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort(compareCodePoints);
}

/** True if an existing file of a release is outside its folder, because it or a parent folder is a link. */
export const isElsewhere = (folder: string, file: string): boolean =>
  fs.realpathSync(path.join(folder, file)) !== path.join(fs.realpathSync(folder), file);

/** Returns the path of a file of a release. Throws `UserError` if it is missing or outside the release. */
export function releaseFile(folder: string, file: string): string {
  const target = path.join(folder, file);
  if (!fs.existsSync(target)) throw new UserError(`Missing file "${target}". Run gcm verify for all problems`, 1);
  if (isElsewhere(folder, file)) throw new UserError(`"${target}" is a link to a file outside the release`, 1);
  return target;
}

/** Computes a SHA-256, 10 times as fast as the portable code. */
export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Writes and hashes files in a folder, piece by piece. `publishRelease` waits until they are on the disk. */
export function writeToFolder(folder: string): Write {
  const made = new Set<string>(); // folders
  return async (file, fill) => {
    const target = path.join(folder, file);
    const parent = path.dirname(target);
    if (!made.has(parent)) fs.mkdirSync(parent, { recursive: true });
    made.add(parent);
    const descriptor = openNew(target, file);
    const hash = createHash('sha256');
    let size = 0;
    try {
      await fillBytes(fill, (bytes) => {
        nameFailedFile(target, () => {
          for (let at = 0; at < bytes.length; ) at += fs.writeSync(descriptor, bytes, at);
        });
        hash.update(bytes);
        size += bytes.length;
      });
    } finally {
      fs.closeSync(descriptor);
    }
    return { bytes: size, sha256: hash.digest('hex') };
  };
}

/** Creates a file. On disks that ignore case, two names that differ only in case are the same. */
function openNew(target: string, file: string): number {
  try {
    return fs.openSync(target, 'wx');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw sameName(file);
    throw error;
  }
}

/** Reads files of a folder. A piece is valid until the next one. */
export const readFromFolder = (folder: string): Read =>
  function* (file) {
    const descriptor = fs.openSync(path.join(folder, file), 'r');
    try {
      const piece = new Uint8Array(pieceSize);
      for (let length = 1; length > 0; ) {
        length = fs.readSync(descriptor, piece);
        yield piece.subarray(0, length);
      }
    } finally {
      fs.closeSync(descriptor);
    }
  };
