import { lstatSync, readdirSync, readlinkSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../../problem.js';
import { type Manifest, manifestName } from '../../publish/manifest.js';
import { isNameOf, releaseName } from '../../publish/release-name.js';
import { compareCodePoints } from '../../text/order.js';
import { syncFolder } from './durable.js';
import { examineManifest } from './release-folder.js';
import { discard, sweep } from './staging.js';

/** A release that stands in a folder, whole or not. */
export interface Release {
  name: string; // of its folder: "0.1.0-7261943c610b"
  folder: string;
  manifest: Manifest;
  published: number; // when, in milliseconds since 1970; the manifest's own time, for a release names none
  isCurrent: boolean;
}

/** A folder that stands among the releases and is none. */
export interface Stranger {
  name: string;
  fault: string; // why: "manifest.json is missing"
}

/** The releases of a folder, the newest first, and what else stands there; files, links and hidden folders are nobody's. */
export function listReleases(out: string): { releases: Release[]; strangers: Stranger[] } {
  const current = currentOf(out);
  const releases: Release[] = [];
  const strangers: Stranger[] = [];
  for (const name of foldersIn(path.join(out, 'releases'))) {
    const folder = path.join(out, 'releases', name);
    const found = examineManifest(folder);
    if ('fault' in found) strangers.push({ name, fault: found.fault });
    else if (!isNameOf(name, found.manifest))
      strangers.push({ name, fault: `its manifest is that of ${releaseName(found.manifest)}` });
    else {
      const published = statSync(path.join(folder, manifestName)).mtimeMs;
      releases.push({ name, folder, manifest: found.manifest, published, isCurrent: name === current });
    }
  }
  releases.sort((a, b) => b.published - a.published || compareCodePoints(b.name, a.name));
  return { releases, strangers: strangers.sort((a, b) => compareCodePoints(a.name, b.name)) };
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Takes releases away but for the newest `keep` and the current one; who calls this holds the lock. Returns their names. */
export function pruneReleases(out: string, keep: number): string[] {
  sweep(out);
  const old = listReleases(out)
    .releases.slice(keep)
    .filter(({ isCurrent }) => !isCurrent);
  for (const { folder } of old) discard(out, folder);
  return old.map(({ name }) => name);
}

/** The release to go back to: the one named, or the newest that is older than the current one. Throws `UserError` when there is none. */
export function releaseBefore(out: string, name: string | undefined): Release {
  const { releases, strangers } = listReleases(out);
  if (name !== undefined) {
    const named = releases.find((release) => release.name === name);
    if (named) return named;
    const stranger = strangers.find((one) => one.name === name);
    if (stranger) throw new UserError(`${path.join(out, 'releases', name)} is no release: ${stranger.fault}`);
    throw new UserError(`there is no release ${name} in ${path.join(out, 'releases')}: see gcm releases`);
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

/** Throws `UserError` when `current` is a folder or file of somebody's, in whose place no link may come. */
export function refuseCurrent(out: string): void {
  const link = path.join(out, 'current');
  const found = lstatSync(link, { throwIfNoEntry: false });
  if (found && !found.isSymbolicLink())
    throw new UserError(
      `${link} is no link to a release, but a ${found.isDirectory() ? 'folder' : 'file'}: move it away`,
    );
}

/** Makes `current` point to a release, in one rename. */
export function pointCurrent(out: string, release: string): void {
  refuseCurrent(out);
  const next = path.join(out, `.current-${process.pid}`);
  rmSync(next, { force: true });
  symlinkSync(path.join('releases', release), next);
  try {
    renameSync(next, path.join(out, 'current'));
  } finally {
    rmSync(next, { force: true });
  }
  syncFolder(out);
}

/** The release that `current` points to, whether it is there or not; undefined when `current` is no link of ours. */
export function currentOf(out: string): string | undefined {
  const link = path.join(out, 'current');
  if (!lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink()) return undefined;
  const [folder, name, ...rest] = readlinkSync(link).split(/[\\/]/);
  return folder === 'releases' && rest.length === 0 ? name : undefined;
}
