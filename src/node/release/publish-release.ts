import { chmodSync, existsSync, readFileSync, renameSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../../problem.js';
import { type Manifest, manifestName, serializeManifest } from '../../publish/manifest.js';
import { releaseName } from '../../publish/release-name.js';
import { makeDurableFolder, syncFile, syncFiles, syncFolder } from './durable.js';
import { filesBelow } from './release-folder.js';
import { pointCurrent } from './releases.js';
import { sweep, withStaging } from './staging.js';
import { verifyRelease } from './verify.js';

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
    chmodSync(staging, 0o755); // a temporary folder is for its owner alone, a release is for everyone
    await makeDurable(staging, manifest);
    readBack(staging);
    const name = freeName(releases, manifest);
    const release = path.join(releases, name);
    if (existsSync(release)) publishAgain(release);
    else renameSync(staging, release);
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

/** Releases are in the order of their manifests' times: one that is published again becomes the newest. */
function publishAgain(release: string): void {
  const now = new Date();
  utimesSync(path.join(release, manifestName), now, now);
}

/** VERSION-HASH; with a number behind when other bytes (of an older program, or damaged) have that name already. */
function freeName(releases: string, manifest: Manifest): string {
  const name = releaseName(manifest);
  for (let copy = 1; ; copy++) {
    const candidate = copy === 1 ? name : `${name}-${copy}`;
    const folder = path.join(releases, candidate);
    if (!existsSync(folder) || isSame(folder, manifest)) return candidate;
  }
}

function isSame(folder: string, manifest: Manifest): boolean {
  const file = path.join(folder, manifestName);
  if (!existsSync(file) || readFileSync(file, 'utf8') !== serializeManifest(manifest)) return false;
  return verifyRelease(folder).length === 0;
}
