import type { Output } from '../csvw/large/output.js';
import { graphOf, obsValue } from './addresses.js';
import { createTails } from './cell.js';
import type { RecordAt } from './column-readers.js';
import type { Row } from './row.js';

/** Writes the lines of the row that was read from the record at hand to the end of `out`. */
export type WriteRow = (row: Row, record: RecordAt, out: Output) => void;

export function createRowWriter(base: string): WriteRow {
  const plain = createTails(graphOf(base)).around(obsValue, 'decimal');
  return (row, { bytes, fields }, out) => {
    const { address, tails, count, isPlain, valueColumn } = row;
    const from = fields.start[valueColumn] as number;
    const to = fields.end[valueColumn] as number;
    const room = (count + 1) * address.length + plain.before.length + plain.after.length + to - from;
    let size = room;
    for (let i = 0; i < count; i++) size += (tails[i] as Uint8Array).length;
    if (out.bytes.length - out.length < size) out.reserve(size);
    const target = out.bytes;
    let at = out.length;
    const subject = at;
    target.set(address.bytes.subarray(0, address.length), at);
    for (let i = 0; i < count; i++) {
      if (i > 0) target.copyWithin(at, subject, subject + address.length);
      at += address.length;
      const tail = tails[i] as Uint8Array;
      target.set(tail, at);
      at += tail.length;
    }
    if (isPlain) {
      target.copyWithin(at, subject, subject + address.length);
      at += address.length;
      target.set(plain.before, at);
      at += plain.before.length;
      for (let i = from; i < to; i++) target[at++] = bytes[i] as number;
      target.set(plain.after, at);
      at += plain.after.length;
    }
    out.length = at;
  };
}
