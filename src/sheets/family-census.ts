import type { Table } from '../csvw/metadata/table.js';
import { type ByteCell, cellStates } from '../csvw/stream/byte-cells.js';
import { findTwins, sortHashes } from '../csvw/stream/key-hashes.js';
import type { ByteDialect } from '../csvw/stream/records.js';
import { createRowMapper } from '../csvw/stream/table-rows.js';

/** The content of one file, without its rows, so that it can be stored. */
export interface Census {
  rows: number;
  isClean: boolean; // no fault in any cell, and no key twice
  values: Record<string, string[]>; // the different values of each column that is not a number, in the order of the file
  smallest: number | null; // of the column with numbers
  largest: number | null;
}

/** A comma-separated file in UTF-8, as the program itself writes it. */
export const plainDialect: ByteDialect = { delimiter: 0x2c, quote: 0x22, comment: null };

/** Reads all rows of a file with this table, from a byte on. Numbers are doubles here: the census only compares them. */
export function takeCensus(table: Table, bytes: Uint8Array, from: number): Census {
  const values = table.columns.map(() => new Set<string>());
  const range = { smallest: Infinity, largest: -Infinity };
  const watched = (cells: ByteCell[]): ByteCell[] =>
    cells.map((cell, i) => {
      const { base } = table.columns[i]?.datatype ?? {};
      return base === 'decimal' || base === 'double'
        ? watchNumber(cell, range)
        : watchText(cell, values[i] as Set<string>);
    });
  const key = table.primaryKey.map((name) => table.columns.findIndex((column) => column.name === name));
  const { map } = createRowMapper(
    {
      table: { ...table, foreignKeys: [], foreignKeysGiven: undefined },
      options: { index: 0, isMinimal: true },
      graph: undefined,
      dialect: plainDialect,
      width: table.columns.length,
      firstSourceRow: 2,
      key,
      isKeyRequired: false,
      onlyKeys: false,
      hasOutput: false,
    },
    watched,
  );
  const hashes: number[] = [];
  let faults = 0;
  const { records, isStopped } = map(
    bytes,
    from,
    bytes.length,
    { records: 0, rows: 0 },
    {
      out: null,
      report: () => faults++,
      key: (_record, high, low) => hashes.push(low, high),
    },
  );
  const hasTwins = findTwins(sortHashes([new Uint32Array(hashes)]), 1).length > 0;
  return {
    rows: records,
    isClean: faults === 0 && !isStopped && !hasTwins && hashes.length === 2 * records,
    values: Object.fromEntries(
      table.columns.flatMap(({ name }, i) => (values[i]?.size ? [[name, [...(values[i] as Set<string>)]]] : [])),
    ),
    smallest: Number.isFinite(range.smallest) ? range.smallest : null,
    largest: Number.isFinite(range.largest) ? range.largest : null,
  };
}

/** Sees each different value once, because the reader of rows caches what it read. */
const watchText = ({ isPlain: _, read, ...cell }: ByteCell, seen: Set<string>): ByteCell => ({
  ...cell,
  read(text, textAt) {
    const reading = read(text, textAt);
    if (reading.value !== null && (reading.state ?? cellStates.valid) === cellStates.valid) seen.add(reading.value);
    return reading;
  },
});

function watchNumber({ isPlain, read, ...cell }: ByteCell, range: { smallest: number; largest: number }): ByteCell {
  const see = (value: number): void => {
    if (value < range.smallest) range.smallest = value;
    if (value > range.largest) range.largest = value;
  };
  return {
    ...cell,
    ...(isPlain && {
      isPlain: (bytes, from, to) => {
        const is = isPlain(bytes, from, to);
        if (is) see(numberIn(bytes, from, to));
        return is;
      },
    }),
    read(text, textAt) {
      const reading = read(text, textAt);
      if (reading.value !== null) see(Number(reading.value));
      return reading;
    },
  };
}

/** Reads digits with a sign and a point. Decoding the text first would take four times as long. */
function numberIn(bytes: Uint8Array, from: number, to: number): number {
  let whole = 0;
  let scale = 0;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number;
    if (byte === 0x2e) scale = 1;
    else if (byte >= 0x30) {
      whole = 10 * whole + byte - 0x30;
      scale *= 10;
    }
  }
  const size = scale > 1 ? whole / scale : whole;
  return bytes[from] === 0x2d ? -size : size;
}
