import { realpathSync } from 'node:fs';
import { openRelease, type ServedRelease } from './served-release.js';
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

/**
 * Serves what `folder` points to, and what it will point to: a new release is opened beside the old one, and takes its
 * place when it can answer. One that cannot be opened is told, and the old one stays.
 */
export async function followRelease(
  folder: string,
  settings: Settings,
  tell: (message: string) => void,
): Promise<CurrentRelease> {
  let current = lend(await openRelease(folder, settings));
  let refused: string | undefined; // the folder that was told already
  let opening: Promise<void> = Promise.resolve();
  let isClosed = false;
  const look = async (): Promise<void> => {
    const target = targetOf(folder);
    if (target === undefined || target === current.release.folder || target === refused) return;
    try {
      const next = lend(await openRelease(folder, settings));
      tell(`now serving ${next.release.folder}`);
      replace(current);
      current = next;
      refused = undefined;
    } catch (error) {
      refused = target;
      tell(`${target} cannot be served: ${(error as Error).message}`);
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

function targetOf(folder: string): string | undefined {
  try {
    return realpathSync(folder);
  } catch {
    return undefined; // for a moment, or for longer: what is open goes on
  }
}
