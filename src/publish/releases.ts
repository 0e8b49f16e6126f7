import { lstatSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { compareCodePoints } from '../order.js';
import { UserError } from '../problem.js';
import { currentOf, pointCurrent } from './current.js';
import { type Manifest, manifestName, readManifest } from './manifest.js';
import { discard, sweep } from './staging.js';

/** A release that stands in a folder, whole or not. */
export interface Release {
  name: string; // of its folder: "0.1.0-7261943c610b"
  folder: string;
  manifest: Manifest;
  published: number; // when, in milliseconds since 1970; the manifest's own time, for a release names none
  isCurrent: boolean;
}

/** The releases of a folder, the newest first; what has no manifest that can be read is none. */
export function listReleases(out: string): Release[] {
  const current = currentOf(out);
  const found = namesIn(path.join(out, 'releases')).flatMap((name): Release[] => {
    const folder = path.join(out, 'releases', name);
    const manifest = lstatSync(folder).isDirectory() ? readManifest(folder) : undefined;
    if (!manifest) return [];
    const published = statSync(path.join(folder, manifestName)).mtimeMs;
    return [{ name, folder, manifest, published, isCurrent: name === current }];
  });
  return found.sort((a, b) => b.published - a.published || compareCodePoints(b.name, a.name));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Takes releases away but for the newest `keep` and the current one; who calls this holds the lock. Returns their names. */
export function pruneReleases(out: string, keep: number): string[] {
  sweep(out);
  const old = listReleases(out)
    .slice(keep)
    .filter(({ isCurrent }) => !isCurrent);
  for (const { folder } of old) discard(out, folder);
  return old.map(({ name }) => name);
}

/** The release to go back to: the one named, or the newest that is older than the current one. Throws `UserError` when there is none. */
export function releaseBefore(out: string, name: string | undefined): Release {
  const releases = listReleases(out);
  if (name !== undefined) {
    const named = releases.find((release) => release.name === name);
    if (!named) throw new UserError(`there is no release ${name} in ${path.join(out, 'releases')}: see gcm releases`);
    return named;
  }
  const current = releases.findIndex(({ isCurrent }) => isCurrent);
  if (current < 0) throw new UserError(`${path.join(out, 'current')} points to no release: name the one to go to`, 1);
  const before = releases[current + 1];
  if (!before) throw new UserError(`there is no release before ${releases[current]?.name}`, 1);
  return before;
}

/** Makes a release the current one again; who calls this holds the lock, and has verified it. */
export function makeCurrent(out: string, { name }: Release): void {
  sweep(out);
  pointCurrent(out, name);
}
