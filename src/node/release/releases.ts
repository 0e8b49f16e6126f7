import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '../../problem.js';
import { isNameOf, type Manifest, manifestName, releaseName, serializeManifest } from '../../publish/manifest.js';
import { compareCodePoints } from '../../text/order.js';
import { realPath, rename } from '../disk-files.js';
import { examineManifest, filesBelow } from './release-folder.js';
import { discard, makeDurableFolder, notStored, sweep, syncFile, syncFolder, withStaging } from './staging.js';
import { verifyRelease } from './verify.js';

/** Publishes, lists and removes the releases in a folder, and makes one of them current. */

/** A release in a folder, which can be damaged. */
export interface Release {
  name: string; // of its folder: "0.1.0-7261943c610b"
  folder: string;
  manifest: Manifest;
  published: number; // modification time of the manifest in milliseconds, because releases contain no time
  isCurrent: boolean;
}

/**
 * Lists the releases of a folder, newest first, and the folders that are not releases, with the reason: "manifest.json is
 * missing". Ignores files, links and hidden folders.
 */
export function listReleases(out: string) {
  const current = currentOf(out);
  const releases: Release[] = [];
  const strangers: { name: string; fault: string }[] = [];
  const all = path.join(out, 'releases');
  for (const entry of fs.existsSync(all) ? fs.readdirSync(all, { withFileTypes: true }) : []) {
    if (!entry.isDirectory() || entry.name.startsWith('.')) continue;
    const { name } = entry;
    const folder = path.join(all, name);
    const found = examineManifest(folder);
    if ('fault' in found) strangers.push({ name, fault: found.fault });
    else if (!isNameOf(name, found.manifest))
      strangers.push({ name, fault: `its manifest belongs to ${releaseName(found.manifest)}` });
    else {
      const published = fs.statSync(path.join(folder, manifestName)).mtimeMs;
      releases.push({ name, folder, manifest: found.manifest, published, isCurrent: name === current });
    }
  }
  releases.sort((a, b) => b.published - a.published || compareCodePoints(b.name, a.name));
  return { releases, strangers: strangers.sort((a, b) => compareCodePoints(a.name, b.name)) };
}

/** Removes all releases except the newest `keep` and the current one. Returns their names. Requires the lock. */
export function pruneReleases(out: string, keep: number): string[] {
  sweep(out);
  const { releases } = listReleases(out);
  const old = releases.slice(keep).filter(({ isCurrent }) => !isCurrent);
  for (const { folder } of old) discard(out, folder);
  return old.map(({ name }) => name);
}

/** Returns the named release, or the newest release before the current one. Throws `UserError` if it does not exist. */
export function releaseBefore(out: string, name: string | undefined): Release {
  const { releases, strangers } = listReleases(out);
  if (name !== undefined) {
    const named = releases.find((release) => release.name === name);
    if (named) return named;
    const stranger = strangers.find((one) => one.name === name);
    if (stranger) throw new UserError(`"${path.join(out, 'releases', name)}" is not a release: ${stranger.fault}`);
    throw new UserError(`Unknown release "${name}" in ${path.join(out, 'releases')}. Run gcm releases to list all`);
  }
  const current = releases.findIndex(({ isCurrent }) => isCurrent);
  if (current < 0)
    throw new UserError(`"${path.join(out, 'current')}" does not point to a release. Name the release to restore`, 1);
  const before = releases[current + 1];
  if (!before) throw new UserError(`No release before ${releases[current]?.name}`, 1);
  return before;
}

/** Makes a verified release current. Requires the lock. */
export function makeCurrent(out: string, { name }: Release): void {
  sweep(out);
  pointCurrent(out, name);
}

/** Throws `UserError` if `current` is a folder or file, which must not be replaced by a link. */
export function refuseCurrent(out: string): void {
  const link = path.join(out, 'current');
  const found = fs.lstatSync(link, { throwIfNoEntry: false });
  if (!found || found.isSymbolicLink()) return;
  const kind = found.isDirectory() ? 'folder' : 'file';
  throw new UserError(`"${link}" is a ${kind} instead of a link to a release. Move or rename it`);
}

/**
 * Makes `current` point to a release, in a single rename. On Windows it is a junction, because symbolic links require a
 * privilege, and the previous one is removed first, because a rename cannot replace it.
 */
function pointCurrent(out: string, release: string): void {
  refuseCurrent(out);
  const next = path.join(out, `.current-${process.pid}`);
  fs.rmSync(next, { force: true });
  fs.symlinkSync(path.join('releases', release), next, 'junction'); // ignored except on Windows
  try {
    if (process.platform === 'win32') fs.rmSync(path.join(out, 'current'), { force: true });
    rename(next, path.join(out, 'current'));
  } finally {
    fs.rmSync(next, { force: true });
  }
  syncFolder(out);
}

/** Returns the release that `current` points to, even if it is missing, or undefined if `current` is another link. */
export function currentOf(out: string): string | undefined {
  const link = path.join(out, 'current');
  if (!fs.lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink()) return undefined;
  const target = path.resolve(out, fs.readlinkSync(link)); // a junction is an absolute path
  return realPath(path.dirname(target)) === realPath(path.join(out, 'releases')) ? path.basename(target) : undefined;
}

/**
 * Publishes a release atomically. `fill` writes all files to a temporary folder, which is synchronized to the disk, verified
 * and renamed. Then `current` is pointed to it. `fill` synchronizes and verifies the pages of the site itself, while it
 * makes more. Returns the name of the folder. Requires the lock.
 */
export async function publishRelease(out: string, fill: (folder: string) => Promise<Manifest>): Promise<string> {
  const releases = path.join(out, 'releases');
  makeDurableFolder(releases);
  sweep(out);
  return withStaging(out, async (staging) => {
    const manifest = await fill(staging);
    const name = freeName(releases, manifest);
    const release = path.join(releases, name);
    const now = new Date(); // a release that is published again becomes the newest
    if (fs.existsSync(release)) fs.utimesSync(path.join(release, manifestName), now, now);
    else {
      fs.chmodSync(staging, 0o755); // only the owner can read a temporary folder
      makeDurable(staging, manifest);
      readBack(staging);
      rename(staging, release);
    }
    syncFolder(releases);
    pointCurrent(out, name);
    return name;
  });
}

/** Waits until all files of a release except its pages, and all folders, are on the disk. */
function makeDurable(folder: string, { files }: Manifest): void {
  for (const file of [manifestName, ...files.map(({ file }) => file)]) syncFile(path.join(folder, file));
  for (const one of new Set(filesBelow(folder).flatMap(foldersAbove))) syncFolder(path.join(folder, one));
}

/** "site/en/topic/1.html" → "site/en/topic", "site/en", "site", "." */
function foldersAbove(file: string): string[] {
  const parent = path.posix.dirname(file);
  return parent === '.' ? ['.'] : [parent, ...foldersAbove(parent)];
}

/** Verifies the files on the disk before they become a release. */
function readBack(staging: string): void {
  const [first] = verifyRelease(staging, { hasKnownPages: true });
  if (first) throw notStored(path.relative(staging, first.where.file), first.message);
}

/** Returns VERSION-HASH. Adds a number if the name is used by a damaged release, or one of another program version. */
function freeName(releases: string, manifest: Manifest): string {
  const name = releaseName(manifest);
  for (let copy = 1; ; copy++) {
    const candidate = copy === 1 ? name : `${name}-${copy}`;
    const folder = path.join(releases, candidate);
    if (!fs.existsSync(folder) || isSame(folder, manifest)) return candidate;
  }
}

function isSame(folder: string, manifest: Manifest): boolean {
  const file = path.join(folder, manifestName);
  if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== serializeManifest(manifest)) return false;
  return verifyRelease(folder).length === 0;
}
