import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '../../problem.js';
import { type Manifest, manifestName, parseManifest } from '../../publish/manifest.js';
import { fillBytes, sameName, type Write } from '../../publish/release-files.js';
import { compareCodePoints } from '../../text/order.js';

/** The folder of one release on the disk. */

/** The manifest of a release that is needed; `remedy` is for whoever has none. Throws `UserError` when it is missing or not whole. */
export function requireManifest(folder: string, remedy = 'run gcm build first'): Manifest {
  const found = examineManifest(folder);
  if (!('fault' in found)) return found.manifest;
  if (found.isMissing) throw new UserError(`there is no release at ${folder}: ${remedy}`);
  throw new UserError(`what is at ${folder} is no release: ${found.fault}`);
}

/** Reads a release's manifest, or says what is wrong with it: "manifest.json has no version". */
export function examineManifest(folder: string): { manifest: Manifest } | { fault: string; isMissing: boolean } {
  const file = path.join(folder, manifestName);
  const found = fs.lstatSync(file, { throwIfNoEntry: false });
  if (!found) return { fault: `${manifestName} is missing`, isMissing: true };
  if (!found.isFile()) return { fault: `${manifestName} is no plain file`, isMissing: false };
  const parsed = parseManifest(fs.readFileSync(file, 'utf8'));
  return 'fault' in parsed ? { fault: `${manifestName} ${parsed.fault}`, isMissing: false } : parsed;
}

/** All that is in the folder of a release and is no folder, as the manifest names it, sorted: "data/links.csv". */
export function filesBelow(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort(compareCodePoints);
}

/** Whether a file of a release that is there is somewhere else in truth, by a link of its own or of a folder above it. */
export const isElsewhere = (folder: string, file: string): boolean =>
  fs.realpathSync(path.join(folder, file)) !== path.join(fs.realpathSync(folder), file);

/** Where a file of a release is, to be read. Throws `UserError` when it is not there, or somewhere else. */
export function releaseFile(folder: string, file: string): string {
  const target = path.join(folder, file);
  if (!fs.existsSync(target)) throw new UserError(`${target} is missing: gcm verify tells what else is`, 1);
  if (isElsewhere(folder, file)) throw new UserError(`${target} is a link, and no file of the release`, 1);
  return target;
}

/** The SHA-256 of a file's bytes; Node computes it ten times as fast as the core does. */
export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/**
 * Writes files into a folder, piece by piece, and hashes them meanwhile. A file is on its way to the disk when its promise
 * resolves; `publishRelease` waits until it is there.
 */
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
        for (let at = 0; at < bytes.length; ) at += fs.writeSync(descriptor, bytes, at);
        hash.update(bytes);
        size += bytes.length;
      });
    } finally {
      fs.closeSync(descriptor);
    }
    return { bytes: size, sha256: hash.digest('hex') };
  };
}

/** A new file; where upper and lower case are the same, so are two names that differ in that. */
function openNew(target: string, file: string): number {
  try {
    return fs.openSync(target, 'wx');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw sameName(file);
    throw error;
  }
}
