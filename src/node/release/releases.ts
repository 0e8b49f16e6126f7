import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '../../problem.js';
import { isNameOf, type Manifest, manifestName, releaseName, serializeManifest } from '../../publish/manifest.js';
import { compareCodePoints } from '../../text/order.js';
import { examineManifest, filesBelow } from './release-folder.js';
import { discard, makeDurableFolder, sweep, syncFile, syncFiles, syncFolder, withStaging } from './staging.js';
import { verifyRelease } from './verify.js';

/** The releases in a folder: how one is published, listed, removed and made the current one. */

/** A release that stands in a folder, whole or not. */
export interface Release {
  name: string; // of its folder: "0.1.0-7261943c610b"
  folder: string;
  manifest: Manifest;
  published: number; // when, in milliseconds since 1970; the manifest's own time, for a release names none
  isCurrent: boolean;
}

/**
 * The releases of a folder, the newest first, and the folders among them that are none, with the reason: "manifest.json is
 * missing". Files, links and hidden folders are nobody's.
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
      strangers.push({ name, fault: `its manifest is that of ${releaseName(found.manifest)}` });
    else {
      const published = fs.statSync(path.join(folder, manifestName)).mtimeMs;
      releases.push({ name, folder, manifest: found.manifest, published, isCurrent: name === current });
    }
  }
  releases.sort((a, b) => b.published - a.published || compareCodePoints(b.name, a.name));
  return { releases, strangers: strangers.sort((a, b) => compareCodePoints(a.name, b.name)) };
}

/** Takes releases away but for the newest `keep` and the current one; who calls this holds the lock. Returns their names. */
export function pruneReleases(out: string, keep: number): string[] {
  sweep(out);
  const { releases } = listReleases(out);
  const old = releases.slice(keep).filter(({ isCurrent }) => !isCurrent);
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
  const found = fs.lstatSync(link, { throwIfNoEntry: false });
  if (!found || found.isSymbolicLink()) return;
  const kind = found.isDirectory() ? 'folder' : 'file';
  throw new UserError(`${link} is no link to a release, but a ${kind}: move it away`);
}

/** Makes `current` point to a release, in one rename. */
export function pointCurrent(out: string, release: string): void {
  refuseCurrent(out);
  const next = path.join(out, `.current-${process.pid}`);
  fs.rmSync(next, { force: true });
  fs.symlinkSync(path.join('releases', release), next);
  try {
    fs.renameSync(next, path.join(out, 'current'));
  } finally {
    fs.rmSync(next, { force: true });
  }
  syncFolder(out);
}

/** The release that `current` points to, whether it is there or not; undefined when `current` is no link of ours. */
export function currentOf(out: string): string | undefined {
  const link = path.join(out, 'current');
  if (!fs.lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink()) return undefined;
  const [folder, name, ...rest] = fs.readlinkSync(link).split(/[\\/]/);
  return folder === 'releases' && rest.length === 0 ? name : undefined;
}

/**
 * Publishes a release whole or not at all: everything is written in a folder beside the releases, forced to the disk and
 * read back, that folder gets its name in one rename, and only then does `current` point to it, in one rename too.
 * `fill` writes everything, the manifest too. The same release again is recognised by its manifest. Who calls this holds the lock of `out`. Returns the folder's name.
 */
export async function publishRelease(out: string, fill: (folder: string) => Promise<Manifest>): Promise<string> {
  const releases = path.join(out, 'releases');
  makeDurableFolder(releases);
  sweep(out);
  return withStaging(out, async (staging) => {
    const manifest = await fill(staging);
    const name = freeName(releases, manifest);
    const release = path.join(releases, name);
    const now = new Date(); // releases are ordered by it: one that is published again becomes the newest
    if (fs.existsSync(release)) fs.utimesSync(path.join(release, manifestName), now, now);
    else {
      fs.chmodSync(staging, 0o755); // a temporary folder is for its owner alone, a release is for everyone
      await makeDurable(staging, manifest);
      readBack(staging);
      fs.renameSync(staging, release);
    }
    syncFolder(releases);
    pointCurrent(out, name);
    return name;
  });
}

/** Waits until all files of a release and the names in its folders are on the disk. */
async function makeDurable(folder: string, { files }: Manifest): Promise<void> {
  const listed = new Set([manifestName, ...files.map(({ file }) => file)]);
  const all = filesBelow(folder);
  for (const file of listed) syncFile(path.join(folder, file));
  await syncFiles(all.filter((file) => !listed.has(file)).map((file) => path.join(folder, file)));
  const folders = new Set(all.flatMap((file) => foldersAbove(file)));
  for (const one of folders) syncFolder(path.join(folder, one));
}

/** "site/en/goal/1.html" → "site/en/goal", "site/en", "site", "." */
function foldersAbove(file: string): string[] {
  const parent = path.posix.dirname(file);
  return parent === '.' ? ['.'] : [parent, ...foldersAbove(parent)];
}

/** What the disk holds is held against what was to be written, while nobody can take it for a release yet. */
function readBack(staging: string): void {
  const [first] = verifyRelease(staging);
  if (!first) return;
  const file = path.relative(staging, first.where.file);
  throw new UserError(`the disk does not hold what was written: ${file}: ${first.message}`, 1);
}

/** VERSION-HASH; with a number behind when other bytes (of an older program, or damaged) have that name already. */
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
