import { cellStates } from '../csvw/large/byte-cell.js';
import { createForms } from '../csvw/large/forms.js';
import { createKeyHash, type KeyHash } from '../csvw/large/hash.js';
import type { RowCells } from '../csvw/large/row-cells.js';
import { addKeys, type Keys } from './keys.js';
import type { Address } from './row.js';

/** The hashes of a chunk's keys; the key of a row is its address. */
export interface RowKeys {
  hash: Pick<KeyHash, 'high' | 'low'>; // of the row taken last
  take(address: Address): void;
  /** Adds those taken since the last time to what all threads share; false when there is no room. */
  flush(keys: Keys): boolean;
  forget(): void;
}

export function createRowKeys(): RowKeys {
  const forms = createForms(1); // an address is like a table's only cell, which always has a value
  const cells: RowCells = { forms, states: new Uint8Array([cellStates.valid]), haveChanged: false, read() {} };
  const hash = createKeyHash([0], cells);
  const form = forms.form(0, 'value');
  let halves = new Uint32Array(1 << 13);
  let length = 0;
  return {
    hash,
    take({ bytes, keyFrom, keyTo }) {
      forms.place(form, bytes, keyFrom, keyTo);
      hash.take(cells);
      if (length === halves.length) halves = doubled(halves);
      halves[length++] = hash.low;
      halves[length++] = hash.high;
    },
    flush: (keys) => addKeys(keys, halves, length),
    forget() {
      length = 0;
    },
  };
}

function doubled(halves: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * halves.length);
  larger.set(halves);
  return larger;
}
