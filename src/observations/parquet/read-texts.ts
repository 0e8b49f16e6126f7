import { textEnd } from './write-texts.js';

/** A row of texts: text `i` stands from `starts[i]` to before the last byte that comes before `starts[i + 1]`. */
export interface TextsAt {
  bytes: Uint8Array;
  starts: Int32Array;
}

/**
 * Goes through the rows that `createTextsWriter` wrote, `width` texts each; what is given is read over by the next row. `fill`
 * puts the next bytes into a place, and says how many there were.
 */
export function* readTexts(
  fill: (target: Uint8Array) => number,
  width: number,
  blockSize = 1 << 20,
): Generator<TextsAt> {
  const row: TextsAt = { bytes: new Uint8Array(blockSize), starts: new Int32Array(width + 1) };
  let length = 0;
  for (;;) {
    const read = fill(row.bytes.subarray(length));
    length += read;
    let at = 0;
    while (findRow(row, at, length)) {
      yield row;
      at = row.starts[width] as number;
    }
    if (read === 0 && at < length) throw new Error('the rows end within one');
    if (read === 0) return;
    row.bytes.copyWithin(0, at, length);
    length -= at;
    if (length === row.bytes.length) row.bytes = doubled(row.bytes);
  }
}

function doubled(bytes: Uint8Array): Uint8Array {
  const larger = new Uint8Array(2 * bytes.length);
  larger.set(bytes);
  return larger;
}

/** Finds the texts of the row that begins at `at`; false when it is not whole. */
function findRow({ bytes, starts }: TextsAt, at: number, length: number): boolean {
  starts[0] = at;
  for (let text = 1; text < starts.length; text++) {
    while (at < length && bytes[at] !== textEnd) at++;
    if (at === length) return false;
    starts[text] = ++at;
  }
  return true;
}
