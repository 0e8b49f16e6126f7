import { closeSync, openSync, readSync } from 'node:fs';
import { textEnd } from './write-texts.js';

/** A row of texts: text `i` stands from `starts[i]` to before the last byte that comes before `starts[i + 1]`. */
export interface TextsAt {
  bytes: Buffer;
  starts: Int32Array;
}

const blockSize = 1 << 20;

/** Goes through the rows that `createTextsWriter` wrote, `width` texts each; what is given is read over by the next row. */
export function* readTexts(file: string, width: number): Generator<TextsAt> {
  const row: TextsAt = { bytes: Buffer.allocUnsafeSlow(blockSize), starts: new Int32Array(width + 1) };
  const input = openSync(file, 'r');
  try {
    let length = 0;
    for (;;) {
      const read = readSync(input, row.bytes, length, row.bytes.length - length, null);
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
      if (length === row.bytes.length) row.bytes = Buffer.concat([row.bytes], 2 * length);
    }
  } finally {
    closeSync(input);
  }
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
