import { accessSync, constants, existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { hashOf, releaseFile, requireManifest } from '../node/release/release-folder.js';
import { UserError } from '../problem.js';
import { type Manifest, manifestName } from '../publish/manifest.js';
import { pagesFolder, type Things, thingsFile } from '../publish/release-files.js';
import { indexPath, readIndexFile, type SearchIndex } from '../search/search.js';
import { languages } from '../text/languages.js';
import { localPath } from './negotiation.js';
import type { Settings } from './settings.js';
import { createQueryPool, type QueryPool } from './sparql/pool.js';

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
  const queries = await createQueryPool(readDump(real, manifest), manifest.base, settings);
  return { folder: real, manifest, queries, close: () => queries.close() };
}

/** Throws what the system says when a release may be there, but not be read: to build one would not help. */
function realFolder(folder: string): string {
  try {
    const real = realpathSync(folder);
    accessSync(path.join(real, manifestName), constants.R_OK);
    return real;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') throw error;
    throw new UserError(`there is no release at ${folder}: run gcm build first`);
  }
}

/** The graph. One that was cut or changed on its way here would be served as if it were whole. */
function readDump(folder: string, { name, files }: Manifest): Buffer {
  const file = `${name}.nq`;
  const bytes = readFileSync(releaseFile(folder, file));
  const listed = files.find((one) => one.file === file);
  if (listed && listed.sha256 !== hashOf(bytes))
    throw new UserError(`${path.join(folder, file)} is not as it was published: gcm verify tells what else is not`, 1);
  return bytes;
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

/** The languages that a release has pages in, English first; none when it has no site. */
export const languagesOf = perRelease(({ folder, manifest }): string[] => {
  if (!manifest.site) return [];
  const site = path.join(folder, pagesFolder);
  const found = readdirSync(site).filter((name) => existsSync(path.join(site, name, 'index.html')));
  return [...found.filter((name) => name === 'en'), ...found.filter((name) => name !== 'en')];
});

/** The search indexes of a release by language; none without a site. */
export const siteIndexes = perRelease((release): ReadonlyMap<string, SearchIndex> => {
  const read = (language: string): SearchIndex =>
    readIndexFile(readFileSync(path.join(release.folder, pagesFolder, indexPath(language)), 'utf8'));
  const there = languages.filter((language) => languagesOf(release).includes(language));
  return new Map(there.map((language) => [language, read(language)]));
});

/** The things of a release that have pages, by where those stand, and where each IRI's stands. */
export const thingsOf = perRelease(({ folder, manifest }) => {
  const file = path.join(folder, pagesFolder, thingsFile);
  const things: Things = manifest.site ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const byPath = new Map(Object.entries(things));
  const pathOf = new Map([...byPath].map(([at, { iri }]) => [iri, at]));
  const local = new Map([...pathOf].map(([iri, at]) => [localPath(manifest.base, iri), at])); // by what follows our base
  return { byPath, pathOf, local };
});

export type ThingIndex = ReturnType<typeof thingsOf>;

/** The release that requests get, which may be another one from the next request on. */
export interface CurrentRelease {
  /** For one request, which calls `end` once, when it is over. */
  take(): { release: ServedRelease; end: () => void };
  close(): Promise<void>;
}

/** How often the folder is looked at, in milliseconds. */
const interval = 1000;

/** How long what could not be opened is waited for the first time, in milliseconds. */
const patience = 10_000;

/**
 * Serves what `folder` points to, and what it will point to: a new release is opened beside the old one, and takes its
 * place when it can answer. One that cannot be opened is told, and the old one stays.
 */
export async function followRelease(
  folder: string,
  settings: Settings,
  tell: (message: string) => void,
): Promise<CurrentRelease> {
  let opened = identityOf(folder);
  // A release and how many requests it is answering; one that was replaced is closed after the last of them.
  let current = { release: await openRelease(folder, settings), requests: 0 };
  const closeIfUnused = (lent: typeof current): void => {
    if (lent !== current && lent.requests === 0) void lent.release.close();
  };
  // What could not be opened, which was told. It is tried again, each time later: some of it may have been on its way.
  let refused: { identity: string; wait: number; until: number } | undefined;
  let opening: Promise<void> | undefined;
  const look = async (): Promise<void> => {
    const found = identityOf(folder);
    if (found === undefined || found === opened) return;
    const known = refused?.identity === found ? refused : undefined;
    if (known && Date.now() < known.until) return;
    try {
      const [old, release] = [current, await openRelease(folder, settings)];
      tell(`now serving ${release.folder}`);
      current = { release, requests: 0 };
      closeIfUnused(old);
      opened = found;
      refused = undefined;
    } catch (error) {
      const wait = known ? known.wait * 2 : patience;
      refused = { identity: found, wait, until: Date.now() + wait };
      const [target] = found.split('\n');
      if (!known) tell(`${target} cannot be served: ${(error as Error).message}`);
    }
  };
  const timer = setInterval(() => {
    opening ??= look().finally(() => {
      opening = undefined;
    });
  }, interval);
  return {
    take: () => {
      const lent = current;
      lent.requests++;
      const end = (): void => {
        lent.requests--;
        closeIfUnused(lent);
      };
      return { release: lent.release, end };
    },
    close: async () => {
      clearInterval(timer);
      await opening;
      await current.release.close();
    },
  };
}

/**
 * Where a release is, and which one: what was built anew, or copied, to where another was is not what was opened. Undefined
 * when nothing is there, for a moment or for longer: what is open goes on.
 */
function identityOf(folder: string): string | undefined {
  try {
    const real = realpathSync(folder);
    const manifest = statSync(path.join(real, manifestName), { throwIfNoEntry: false });
    return `${real}\n${manifest?.ctimeMs}`; // no inode: some file systems have another each time
  } catch {
    return undefined;
  }
}
