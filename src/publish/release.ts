import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';
import { syncFolder } from './files.js';
import { type Manifest, manifestName, serializeManifest, verifyRelease, writeManifest } from './manifest.js';

/**
 * Publishes a release whole or not at all: everything is written and fsynced in a folder beside the releases, that
 * folder gets its name in one rename, and only then does `current` point to it, in one rename too.
 * The same release again is recognised by its manifest. Returns the folder's name.
 */
export async function publishRelease(out: string, fill: (folder: string) => Promise<Manifest>): Promise<string> {
  const releases = path.join(out, 'releases');
  mkdirSync(releases, { recursive: true });
  sweep(out);
  const staging = mkdtempSync(path.join(out, `.staging-${process.pid}-`));
  try {
    const manifest = await fill(staging);
    await writeManifest(staging, manifest);
    chmodSync(staging, 0o755); // a temporary folder is for its owner alone, a release is for everyone
    for (const folder of foldersOf(manifest)) syncFolder(path.join(staging, folder));
    const name = freeName(releases, manifest);
    if (!existsSync(path.join(releases, name))) renameSync(staging, path.join(releases, name));
    syncFolder(releases);
    pointCurrent(out, path.join('releases', name));
    return name;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** "." and the folders inside: "data", "ontology". */
const foldersOf = ({ files }: Manifest): Set<string> => new Set(['.', ...files.map(({ file }) => path.dirname(file))]);

/** Takes away what a build that was killed left behind; what a living process works on stays. */
function sweep(out: string): void {
  for (const name of readdirSync(out)) {
    const owner = /^\.(?:staging|current)-(\d+)/.exec(name)?.[1];
    if (owner !== undefined && !isAlive(Number(owner))) rmSync(path.join(out, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0); // asks, and sends nothing
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** VERSION-HASH; with a number behind when other bytes (of an older program, or damaged) have that name already. */
function freeName(releases: string, manifest: Manifest): string {
  const name = `${manifest.version}-${manifest.hash.slice(0, 12)}`;
  for (let copy = 1; ; copy++) {
    const candidate = copy === 1 ? name : `${name}-${copy}`;
    const folder = path.join(releases, candidate);
    if (!existsSync(folder) || isSame(folder, manifest)) return candidate;
  }
}

function isSame(folder: string, manifest: Manifest): boolean {
  const file = path.join(folder, manifestName);
  if (!existsSync(file) || verifyRelease(folder).length > 0) return false;
  return readFileSync(file, 'utf8') === serializeManifest(manifest);
}

function pointCurrent(out: string, target: string): void {
  const next = path.join(out, `.current-${process.pid}`);
  rmSync(next, { force: true });
  symlinkSync(target, next);
  try {
    renameSync(next, path.join(out, 'current'));
  } finally {
    rmSync(next, { force: true });
  }
  syncFolder(out);
}
