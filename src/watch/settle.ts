import { setTimeout } from 'node:timers/promises';
import { stateOf } from './state.js';

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
