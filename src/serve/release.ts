import { createHash } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import { statementsFile } from '../figures/figures-index.js';
import { diskFiles } from '../node/disk-files.js';
import { readFiguresIndex } from '../node/figures/read-figures.js';
import { releaseFile, requireManifest } from '../node/release/release-folder.js';
import { UserError } from '../problem.js';
import { type Manifest, manifestName } from '../publish/manifest.js';
import { pagesFolder, shardList, sharedFolder, type Things, thingsFile } from '../publish/release-files.js';
import { rolesIn } from '../roles/roles.js';
import { indexPath, readIndexFile, type SearchIndex } from '../text/search/search.js';
import { type ShardedIndex, shardPath } from '../text/search/shards.js';
import { localPath } from './negotiation.js';
import type { Settings } from './settings.js';
import { createQueryPool, type QueryPool } from './sparql/pool.js';
import type { OpenFile } from './sparql/read-lines.js';

/** A release that is being served. It is closed after its last request. */
export interface ServedRelease {
  folder: string; // the real path: `current` can point elsewhere later
  manifest: Manifest;
  queries: QueryPool;
  close(): Promise<void>;
}

/** Opens a release folder. Throws `UserError` when the release is missing or cannot be served. */
async function openRelease(folder: string, settings: Settings): Promise<ServedRelease> {
  const real = realFolder(folder);
  const manifest = requireManifest(real);
  const hasFigures = manifest.files.some(({ file }) => file === statementsFile);
  const figures = hasFigures ? releaseFile(real, statementsFile) : undefined;
  const dump = openDump(real, manifest);
  try {
    const queries = await createQueryPool(dump, manifest.base, settings, figures);
    const close = (): Promise<void> => queries.close().finally(() => closeSync(dump.descriptor));
    return { folder: real, manifest, queries, close };
  } catch (error) {
    closeSync(dump.descriptor);
    throw error;
  }
}

/** Resolves the path. Throws the system error when access is denied, because a new build would not help. */
function realFolder(folder: string): string {
  try {
    const real = realpathSync(folder);
    accessSync(path.join(real, manifestName), constants.R_OK);
    return real;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') throw error;
    throw new UserError(`No release at ${folder}: run gcm build first`);
  }
}

/** Opens the graph. Checks its hash, because a truncated or changed file can still be valid N-Quads. */
function openDump(folder: string, { name, files }: Manifest): OpenFile {
  const file = `${name}.nq`;
  const descriptor = openSync(releaseFile(folder, file), 'r');
  const piece = Buffer.alloc(1 << 20);
  const hash = createHash('sha256');
  let [bytes, read] = [0, 0];
  do {
    read = readSync(descriptor, piece, 0, piece.length, bytes);
    hash.update(piece.subarray(0, read));
    bytes += read;
  } while (read > 0);
  const listed = files.find((one) => one.file === file);
  if (!listed || listed.sha256 === hash.digest('hex')) return { descriptor, bytes };
  closeSync(descriptor);
  throw new UserError(`${path.join(folder, file)} differs from the published file: run gcm verify for details`, 1);
}

/** Computes a value on first use and keeps it as long as the release. */
export function perRelease<T>(make: (release: ServedRelease) => T): (release: ServedRelease) => T {
  const made = new WeakMap<ServedRelease, { value: T }>();
  return (release) => {
    const known = made.get(release) ?? { value: make(release) };
    made.set(release, known);
    // Retry after a failure the next time.
    if (known.value instanceof Promise) known.value.catch(() => made.delete(release));
    return known.value;
  };
}

/** The index of all figures; empty for a release without figures. */
export const figuresOf = perRelease(({ folder }) => readFiguresIndex(folder) ?? []);

/** The roles that the ontology of the release declares. */
export const rolesOf = perRelease(({ folder, manifest }) =>
  rolesIn(diskFiles, path.join(folder, 'ontology'), manifest.base),
);

/** Languages of the pages, in the order of the site; empty without a site. The start page links to all of them. */
export const languagesOf = perRelease(({ folder, manifest }): string[] => {
  if (!manifest.site) return [];
  const page = readFileSync(path.join(folder, pagesFolder, 'index.html'), 'utf8');
  const links = [...page.matchAll(/<a [^>]*\bhreflang="([^"]+)"/g)];
  return [...new Set(links.map(([, tag]) => tag as string))];
});

/** Search indexes by language; empty without a site. */
export const siteIndexes = perRelease((release): ReadonlyMap<string, SearchIndex> => {
  const read = (file: string): SearchIndex =>
    readIndexFile(readFileSync(path.join(release.folder, pagesFolder, file), 'utf8'));
  const whole = (language: string): SearchIndex => {
    const index = read(indexPath(language));
    if (!('starts' in index)) return index;
    const entries = (index as ShardedIndex).starts.flatMap((_, at) => read(shardPath(language, at)).entries);
    const byPath = new Map(entries.map((entry) => [entry.path, entry])); // an entry is in several files
    return { ...index, entries: [...index.entries, ...byPath.values()] };
  };
  return new Map(languagesOf(release).map((language) => [language, whole(language)]));
});

/** True if the site has one page per thing for all languages, and no data files of single things. */
export const isLarge = perRelease(({ folder }) => existsSync(path.join(folder, pagesFolder, shardList)));

/** The file of a page about a thing in a language, or in all languages. */
export const pageFile = (release: ServedRelease, language: string | undefined, page: string): string =>
  `${pagesFolder}/${isShared(release, page) ? sharedFolder : language}/${page}.html`;

/** The path of a page with its query: "/site/fr/topic/10.html", "/site/things/topic/10.html?lang=fr". */
export const pageUrl = (release: ServedRelease, language: string | undefined, page: string): string =>
  `/${pageFile(release, language, page)}${isShared(release, page) ? `?lang=${language}` : ''}`;

const isShared = (release: ServedRelease, page: string): boolean =>
  isLarge(release) && thingsOf(release).byPath.has(page);

/** Resources that have pages: by page path, the page path of each IRI, and by path under the base. */
export const thingsOf = perRelease(({ folder, manifest }) => {
  const file = path.join(folder, pagesFolder, thingsFile);
  const things: Things = manifest.site ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const byPath = new Map(Object.entries(things));
  const pathOf = new Map([...byPath].map(([at, { iri }]) => [iri, at]));
  const local = new Map([...pathOf].map(([iri, at]) => [localPath(manifest.base, iri), at]));
  return { byPath, pathOf, local };
});

/** The release for new requests. It can change between two requests. */
export interface CurrentRelease {
  /** Lends the release to one request, which calls `end` once when it is over. */
  take(): { release: ServedRelease; end: () => void };
  close(): Promise<void>;
}

/** How often the folder is checked, in milliseconds. */
const interval = 1000;

/** Delay before the first retry of a release that could not be opened, in milliseconds. */
const patience = 10_000;

/**
 * Serves the release that `folder` points to, and follows when it points to a new one. The old release stays in use
 * until the new one is open and `prepare`, which must not fail, has ended. A release that cannot be opened is reported.
 */
export async function followRelease(
  folder: string,
  settings: Settings,
  tell: (message: string) => void,
  prepare: (release: ServedRelease) => Promise<void>,
): Promise<CurrentRelease> {
  let opened = identityOf(folder);
  // A replaced release is closed after its last request.
  let current = { release: await openRelease(folder, settings), requests: 0 };
  const closeIfUnused = (lent: typeof current): void => {
    if (lent !== current && lent.requests === 0) void lent.release.close();
  };
  // A release that could not be opened, perhaps because its copy was incomplete. The delay doubles with each retry.
  let refused: { identity: string; wait: number; until: number } | undefined;
  let opening: Promise<void> | undefined;
  const look = async (): Promise<void> => {
    const found = identityOf(folder);
    if (found === undefined || found === opened) return;
    const known = refused?.identity === found ? refused : undefined;
    if (known && Date.now() < known.until) return;
    try {
      const [old, release] = [current, await openRelease(folder, settings)];
      await prepare(release);
      tell(`Now serving ${release.folder}`);
      current = { release, requests: 0 };
      closeIfUnused(old);
      opened = found;
      refused = undefined;
    } catch (error) {
      const wait = known ? known.wait * 2 : patience;
      refused = { identity: found, wait, until: Date.now() + wait };
      const [target] = found.split('\n');
      if (!known) tell(`Cannot serve ${target}: ${(error as Error).message}`);
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
 * Returns a value that changes when another release is built in, or copied to, the same folder. Undefined when the
 * folder is missing; then the open release stays in use.
 */
function identityOf(folder: string): string | undefined {
  try {
    const real = realpathSync(folder);
    const manifest = statSync(path.join(real, manifestName), { throwIfNoEntry: false });
    return `${real}\n${manifest?.ctimeMs}`; // without the inode, which changes each time on some file systems
  } catch {
    return undefined;
  }
}
