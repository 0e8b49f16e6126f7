import { textOf } from '../../bytes.js';
import { cellStates } from './byte-cell.js';
import type { RowCells } from './row-cells.js';

const joint = 0x1f; // between two cells of a key, so that "a", "bc" is not "ab", "c"

/** The 64-bit hash of a row's key, in two halves: not cryptographic, equal for equal values. */
export interface KeyHash {
  high: number;
  low: number;
  /** Takes the key of the row at hand; false when one of its cells has no value. */
  take(cells: RowCells): boolean;
  /** The key of the row at hand as text, one for each cell. */
  texts(cells: RowCells): string[];
}

/** Compiles the hashing of the cells that are a table's key. */
export function createKeyHash(key: number[], cells: RowCells): KeyHash {
  const numbers = key.map((cell) => cells.forms.form(cell, 'value'));
  const hash: KeyHash = {
    high: 0,
    low: 0,
    take({ states, forms: { source, from, to } }) {
      let high = 0x9e3779b9;
      let low = 0x85ebca6b;
      for (let i = 0; i < numbers.length; i++) {
        if (states[key[i] as number] === cellStates.none) return false;
        const form = numbers[i] as number;
        const bytes = source[form] as Uint8Array;
        const end = to[form] as number;
        for (let at = from[form] as number; at <= end; at++) {
          const byte = at === end ? joint : (bytes[at] as number);
          high = Math.imul(high ^ byte, 0x01000193);
          low = Math.imul(low ^ byte, 0x5bd1e995);
          low ^= low >>> 15;
        }
      }
      hash.high = mix(high ^ (low >>> 7)) >>> 0;
      hash.low = mix(low) >>> 0;
      return true;
    },
    texts: ({ forms: { source, from, to } }) =>
      numbers.map((form) => textOf((source[form] as Uint8Array).subarray(from[form], to[form]))),
  };
  return hash;
}

/** Lets every bit of a hash depend on all others. */
export function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return mixed ^ (mixed >>> 16);
}
