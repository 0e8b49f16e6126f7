import { realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { manifestName } from '../publish/manifest.js';
import { openRelease, type ServedRelease } from './release.js';
import type { Settings } from './settings.js';

/** The release that requests get, which may be another one from the next request on. */
export interface CurrentRelease {
  /** For one request, which calls `end` when it is over. */
  take(): { release: ServedRelease; end: () => void };
  close(): Promise<void>;
}

/** A release and how many requests it is answering; one that was replaced is closed after the last of them. */
interface Lent {
  release: ServedRelease;
  requests: number;
  isReplaced: boolean;
}

/** How often the folder is looked at, in milliseconds. */
const interval = 1000;

/** What could not be opened, which was told. It is tried again, each time later: some of it may have been on its way. */
interface Refused {
  identity: string;
  wait: number; // in milliseconds
  until: number;
}

/** How long it is waited for the first time. */
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
  let current = lend(await openRelease(folder, settings));
  let refused: Refused | undefined;
  let opening: Promise<void> = Promise.resolve();
  let isClosed = false;
  const look = async (): Promise<void> => {
    const found = identityOf(folder);
    if (found === undefined || found === opened) return;
    const known = refused?.identity === found ? refused : undefined;
    if (known && Date.now() < known.until) return;
    try {
      const next = lend(await openRelease(folder, settings));
      tell(`now serving ${next.release.folder}`);
      replace(current);
      current = next;
      opened = found;
      refused = undefined;
    } catch (error) {
      const wait = known ? known.wait * 2 : patience;
      refused = { identity: found, wait, until: Date.now() + wait };
      const [target] = found.split('\n');
      if (!known) tell(`${target} cannot be served: ${(error as Error).message}`);
    }
  };
  let isLooking = false;
  const timer = setInterval(() => {
    if (isLooking || isClosed) return;
    isLooking = true;
    opening = look().finally(() => {
      isLooking = false;
    });
  }, interval);
  return {
    take: () => takeFrom(current),
    close: async () => {
      isClosed = true;
      clearInterval(timer);
      await opening;
      await current.release.close();
    },
  };
}

const lend = (release: ServedRelease): Lent => ({ release, requests: 0, isReplaced: false });

function takeFrom(lent: Lent): ReturnType<CurrentRelease['take']> {
  lent.requests++;
  let isOver = false;
  const end = (): void => {
    if (isOver) return;
    isOver = true;
    lent.requests--;
    closeIfUnused(lent);
  };
  return { release: lent.release, end };
}

function replace(lent: Lent): void {
  lent.isReplaced = true;
  closeIfUnused(lent);
}

function closeIfUnused({ release, requests, isReplaced }: Lent): void {
  if (isReplaced && requests === 0) void release.close();
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
