import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Problem } from '../problem.js';
import { without } from '../text/bag-difference.js';

/** What `gcm watch` looks at: the folders, and what changes from one round to the next. */

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
function stateOf(folder: string): string | undefined {
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

/** What a round found that was not known, what it found no more, and what is known now. */
export interface Changes {
  fresh: Problem[];
  mended: Problem[];
  known: Problem[];
}

/**
 * A problem that only moved to another row is the same. While a sheet has errors, rules leave out what may follow from
 * them: what a rule found before and does not now is then neither mended nor forgotten.
 */
export function changesOf(before: Problem[], after: Problem[]): Changes {
  const isDoubtful = after.some(({ severity, rule }) => severity === 'error' && rule === undefined);
  const isHidden = ({ rule }: Problem): boolean => isDoubtful && rule !== undefined;
  const absent = without(before, after, keyOf);
  return {
    fresh: without(after, before, keyOf),
    mended: absent.filter((problem) => !isHidden(problem)),
    known: [...after, ...absent.filter(isHidden)],
  };
}

const keyOf = ({ code, severity, message, where: { file, sheet, column, value } }: Problem): string =>
  JSON.stringify([code, severity, message, file, sheet, column, value]);
