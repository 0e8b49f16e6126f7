import { utf8 } from '../bytes.js';
import { type Cell, type CellFault, nothing } from './cell.js';
import type { CellTaker, RecordAt } from './column-readers.js';
import type { ObservationJob } from './job.js';
import type { RowBits } from './missing-dimensions.js';

export type ReportCell = (column: number, fault: CellFault) => void;

/** The row at hand, as far as it has been read. */
export interface Row {
  address: Address;
  cells: Cell[]; // what it says: series, area, period, the job's dimensions and attributes
  tails: Uint8Array[]; // what its lines have after their subject, …
  count: number; // … so many of them
  bits: RowBits; // which dimensions and attributes it has
  valueColumn: number;
  isPlain: boolean; // its value is a number that is written as it stands
  says: 'value' | 'bound' | 'missing';
  isWrong: boolean; // it is no observation
}

export const firstDimension = 3; // after series, area and period

/** A row without a record; `kind` is its first line, which all rows have. */
export const createRow = (
  { base, dimensions, attributes }: ObservationJob,
  kind: Uint8Array,
  valueColumn: number,
): Row => ({
  address: createAddress(base),
  cells: new Array<Cell>(firstDimension + dimensions.length + attributes.length).fill(nothing),
  tails: [kind],
  count: 1,
  bits: { low: 0, high: 0, attributes: 0 },
  valueColumn,
  isPlain: false,
  says: 'value',
  isWrong: false,
});

/** Empties the row for the next record. */
export function beginRow(row: Row): void {
  const { address, bits } = row;
  row.count = 1;
  row.isWrong = false;
  row.cells.fill(nothing);
  bits.low = bits.high = bits.attributes = 0;
  address.begin();
}

/** What a column says in a record; with a fault the row is none. */
export function takeCell(row: Row, taker: CellTaker, record: RecordAt, report: ReportCell): Cell {
  const taken = taker.take(record);
  if (taken.fault) {
    report(taker.column, taken.fault);
    row.isWrong = true;
  }
  return taken;
}

/** Adds the lines of a cell. */
export function addCell(row: Row, { tails: more }: Cell): void {
  for (let i = 0; i < more.length; i++) row.tails[row.count++] = more[i] as Uint8Array;
}

/** Adds a cell that is a part of the address. */
export function addKey(row: Row, cell: Cell, place: number): Cell {
  row.cells[place] = cell;
  row.address.add(cell);
  addCell(row, cell);
  return cell;
}

/** The address of the observation at hand, as the subject of its lines: `<BASE/cube/SERIES/AREA/PERIOD/CODE…> `. */
export interface Address {
  bytes: Uint8Array;
  length: number;
  keyFrom: number; // the key is what stands between these two
  keyTo: number;
  begin(): void;
  add(cell: Cell): void;
  end(): void;
}

const slash = 0x2f;

function createAddress(base: string): Address {
  const start = utf8(`<${base}cube`);
  const address: Address = {
    bytes: new Uint8Array(1 << 12),
    length: 0,
    keyFrom: start.length,
    keyTo: 0,
    begin() {
      address.length = start.length;
    },
    add({ segment }) {
      const { length } = segment;
      if (address.bytes.length - address.length < length + 3) address.bytes = larger(address.bytes, length);
      const { bytes } = address;
      let at = address.length;
      bytes[at++] = slash;
      for (let i = 0; i < length; i++) bytes[at++] = segment[i] as number;
      address.length = at;
    },
    end() {
      address.keyTo = address.length;
      address.bytes[address.length++] = 0x3e; // >
      address.bytes[address.length++] = 0x20;
    },
  };
  address.bytes.set(start);
  return address;
}

function larger(bytes: Uint8Array, more: number): Uint8Array {
  const grown = new Uint8Array(2 * bytes.length + more);
  grown.set(bytes);
  return grown;
}
