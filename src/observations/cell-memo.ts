/** Answers for the bytes of cells, kept: codes, names and notes come again and again, and most in the next row. */
export type CellMemo<T> = (bytes: Uint8Array, from: number, to: number) => T;

const tableSize = 1 << 14;
const mostBytes = 1 << 21; // of cells that are kept, and as many for what is made of them
const sampled = 24; // bytes at either end that tell long cells apart

interface Kept<T> {
  bytes: Uint8Array;
  answer: T;
  next: Kept<T> | undefined; // in the same place of the table
}

/** Keeps what `make` answers for the cell at hand; beyond 2 MiB of cells it is asked again. */
export function createCellMemo<T>(make: () => T): CellMemo<T> {
  const table = new Array<Kept<T> | undefined>(tableSize).fill(undefined);
  let last: Kept<T> | undefined;
  let used = 0;
  return (bytes, from, to) => {
    if (last && isSame(last.bytes, bytes, from, to)) return last.answer;
    const place = hash(bytes, from, to);
    let kept = table[place];
    while (kept && !isSame(kept.bytes, bytes, from, to)) kept = kept.next;
    if (!kept) {
      const answer = make();
      if (used >= mostBytes) return answer;
      kept = { bytes: copy(bytes, from, to), answer, next: table[place] };
      table[place] = kept;
      used += to - from + 64;
    }
    last = kept;
    return kept.answer;
  };
}

/** Of its own: the chunk that a cell stands in is read over. */
function copy(bytes: Uint8Array, from: number, to: number): Uint8Array {
  const own = new Uint8Array(to - from);
  own.set(bytes.subarray(from, to));
  return own;
}

function isSame(kept: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (kept.length !== to - from) return false;
  for (let i = 0; i < kept.length; i++) if (kept[i] !== bytes[from + i]) return false;
  return true;
}

function hash(bytes: Uint8Array, from: number, to: number): number {
  let value = to - from;
  const middle = Math.min(to, from + sampled);
  for (let at = from; at < middle; at++) value = Math.imul(value ^ (bytes[at] as number), 0x01000193);
  for (let at = Math.max(middle, to - sampled); at < to; at++)
    value = Math.imul(value ^ (bytes[at] as number), 0x01000193);
  return (value ^ (value >>> 15)) & (tableSize - 1);
}
