import { textOf } from '../../bytes.js';
import { createCellMemo } from '../cell-memo.js';
import { readValue, type Value } from '../read-value.js';
import type { TextsAt } from './read-texts.js';

/** An observation as a Parquet file is made of it. */
export interface TableRow {
  texts: string[]; // what `Row.cells` say, '' where nothing is said, and then the value as it is given
  value: Value;
}

/** Reads rows of `width` texts into one object; texts that come again are the same string. */
export function createTableRows(width: number): (at: TextsAt) => TableRow {
  const row: TableRow = { texts: new Array<string>(width).fill(''), value: { kind: 'missing' } };
  let texts: TextsAt;
  const textAt = (i: number): string =>
    textOf(texts.bytes.subarray(texts.starts[i], (texts.starts[i + 1] as number) - 1));
  const memos = Array.from({ length: width - 1 }, (_, i) => createCellMemo(() => textAt(i)));
  return (at) => {
    texts = at;
    const { bytes, starts } = at;
    for (const [i, memo] of memos.entries())
      row.texts[i] = memo(bytes, starts[i] as number, (starts[i + 1] as number) - 1);
    const value = textAt(width - 1);
    row.texts[width - 1] = value;
    row.value = readValue(value);
    return row;
  };
}
