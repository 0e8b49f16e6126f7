import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** All in milliseconds. */
const pause = 200; // between two looks while nothing happens
const shortPause = 50; // and while something does
const stillness = 150; // so long nothing must have changed: what is being written is not read

/** The state of all folders together; undefined when one of them is gone. */
export function stateOfAll(folders: string[]): string | undefined {
  const states = folders.map(stateOf);
  return states.includes(undefined) ? undefined : states.join('\n');
}

/**
 * Waits until the folders are other than in `seen` and have stood still for a moment, and returns their state. A folder
 * that is gone is told of, and waited for. Throws an AbortError when `signal` says so.
 */
export async function nextState(
  folders: string[],
  seen: string | undefined,
  tellGone: (folder: string) => void,
  signal: AbortSignal,
): Promise<string> {
  let last = seen;
  let still = 0;
  const gone = new Set<string>();
  for (;;) {
    const state = stateOfAll(folders);
    for (const folder of folders.filter((one) => stateOf(one) === undefined && !gone.has(one))) {
      gone.add(folder);
      tellGone(folder);
    }
    still = state === last ? still + shortPause : 0;
    last = state;
    if (state !== undefined && state !== seen && still >= stillness) return state;
    await setTimeout(state === seen || state === undefined ? pause : shortPause, undefined, { signal });
  }
}

/** Whether the folders change within some time. */
export async function changesWithin(
  milliseconds: number,
  folders: string[],
  seen: string,
  signal: AbortSignal,
): Promise<boolean> {
  for (let waited = 0; waited < milliseconds; waited += shortPause) {
    if (stateOfAll(folders) !== seen) return true;
    await setTimeout(shortPause, undefined, { signal });
  }
  return false;
}

/**
 * What the files of a folder are by name, size, time and inode, so that every save shows, also one that puts another file
 * in the place of the old. Undefined when there is no such folder. (The system's own notices end without a word when a
 * folder is removed, and differ from system to system; asking for a hundred files takes a millisecond or two.)
 */
export function stateOf(folder: string): string | undefined {
  try {
    return filesIn(folder).join('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    return undefined;
  }
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !isTemporary(name))
    .flatMap((entry) => {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) return filesIn(file);
      const found = statSync(file, { bigint: true, throwIfNoEntry: false }); // it may have gone meanwhile
      return found ? [`${file} ${found.size} ${found.mtimeNs} ${found.ino}`] : [];
    })
    .sort();
}

/** What editors leave beside a file while it is open: ".links.csv.swp", ".~lock.gcm.xlsx#", "~$gcm.xlsx", "links.csv~", "4913". */
const isTemporary = (name: string): boolean => /^[.#]|^~\$|~$|^4913$|\.(sw[a-z]|tmp)$/i.test(name);
