import { readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../problem.js';
import { type Manifest, readManifest } from '../publish/manifest.js';
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
  const manifest = readManifest(real);
  if (!manifest) throw new UserError(`there is no release at ${folder}: run gcm build first`);
  const nquads = readFileSync(path.join(real, `${manifest.name}.nq`), 'utf8');
  const queries = keepAnswers(await createQueryPool({ nquads, base: manifest.base }, settings));
  return { folder: real, manifest, queries, close: () => queries.close() };
}

function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    throw new UserError(`there is no release at ${folder}: run gcm build first`);
  }
}

/** What is made of a release when it is first asked for, and kept as long as the release. */
export function perRelease<T>(make: (release: ServedRelease) => T): (release: ServedRelease) => T {
  const made = new WeakMap<ServedRelease, { value: T }>();
  return (release) => {
    const known = made.get(release) ?? { value: make(release) };
    made.set(release, known);
    return known.value;
  };
}
