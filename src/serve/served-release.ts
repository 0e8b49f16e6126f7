import { accessSync, constants, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { hashOf, releaseFile, requireManifest } from '../node/release/release-folder.js';
import { UserError } from '../problem.js';
import { type Manifest, manifestName } from '../publish/manifest.js';
import type { Settings } from './settings.js';
import { keepAnswers } from './sparql/kept-answers.js';
import { createQueryPool, type QueryPool } from './sparql/query-pool.js';

/** A release as it is served: opened once, and closed when its last request has been answered. */
export interface ServedRelease {
  folder: string; // where it really is, whatever `current` points to by now
  manifest: Manifest;
  queries: QueryPool;
  close(): Promise<void>;
}

/** Opens a release folder. Throws `UserError` when there is none, or none that can be served. */
export async function openRelease(folder: string, settings: Settings): Promise<ServedRelease> {
  const real = realFolder(folder);
  const manifest = requireManifest(real);
  const nquads = readDump(real, manifest);
  const queries = keepAnswers(await createQueryPool({ nquads, base: manifest.base }, settings));
  return { folder: real, manifest, queries, close: () => queries.close() };
}

const noRelease = (folder: string): UserError => new UserError(`there is no release at ${folder}: run gcm build first`);

/** Throws what the system says when a release may be there, but not be read: to build one would not help. */
function realFolder(folder: string): string {
  try {
    const real = realpathSync(folder);
    accessSync(path.join(real, manifestName), constants.R_OK);
    return real;
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EACCES' ? error : noRelease(folder);
  }
}

/** The graph. One that was cut or changed on its way here would be served as if it were whole. */
function readDump(folder: string, { name, files }: Manifest): string {
  const file = `${name}.nq`;
  const bytes = readFileSync(releaseFile(folder, file));
  const listed = files.find((one) => one.file === file);
  if (listed && listed.sha256 !== hashOf(bytes))
    throw new UserError(`${path.join(folder, file)} is not as it was published: gcm verify tells what else is not`, 1);
  return bytes.toString('utf8');
}

/** What is made of a release when it is first asked for, and kept as long as the release. */
export function perRelease<T>(make: (release: ServedRelease) => T): (release: ServedRelease) => T {
  const made = new WeakMap<ServedRelease, { value: T }>();
  return (release) => {
    const known = made.get(release) ?? { value: make(release) };
    made.set(release, known);
    // What could not be read now may be there the next time.
    if (known.value instanceof Promise) known.value.catch(() => made.delete(release));
    return known.value;
  };
}
