import { utf8 } from '../../bytes.js';
import { type Fields, fieldText } from '../../csvw/large/records.js';
import type { Cell } from '../cell.js';
import { trimmed } from '../unseen.js';
import type { WriteRow } from '../write-row.js';

/** Ends each text of a row; it is refused as a part of any. */
export const textEnd = 0x1f; // unit separator

/**
 * Writes what the cells of a row say, as texts in the order of `Row.cells`, and then the value as it is given: what the
 * rows of a Parquet file are made of, once it is known which columns it has.
 */
export function createTextsWriter(quote: number | null): WriteRow {
  return (row, { bytes, fields }, out) => {
    const value = row.isPlain ? undefined : givenText(bytes, fields, row.valueColumn, quote);
    const from = fields.start[row.valueColumn] as number;
    const to = fields.end[row.valueColumn] as number;
    let size = row.cells.length + 1 + (value ? value.length : to - from);
    for (const cell of row.cells) size += bytesOf(cell).length;
    out.reserve(size);
    const target = out.bytes;
    let at = out.length;
    for (const cell of row.cells) {
      const text = bytesOf(cell);
      for (let i = 0; i < text.length; i++) target[at++] = text[i] as number;
      target[at++] = textEnd;
    }
    if (value) {
      target.set(value, at);
      at += value.length;
    } else for (let i = from; i < to; i++) target[at++] = bytes[i] as number;
    target[at++] = textEnd;
    out.length = at;
  };
}

const givenText = (bytes: Uint8Array, fields: Fields, column: number, quote: number | null): Uint8Array =>
  utf8(trimmed(fieldText(bytes, fields, column, quote)));

/** Kept with the cell, which comes again and again. */
function bytesOf(cell: Cell): Uint8Array {
  cell.utf8 ??= utf8(cell.text);
  return cell.utf8;
}
