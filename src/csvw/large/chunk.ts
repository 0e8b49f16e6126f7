import type { ByteCell } from './byte-cell.js';
import { createKeyHash } from './hash.js';
import type { Output } from './output.js';
import { compileProgram, type Line } from './program.js';
import { type ByteDialect, createScanner, quoteFault } from './records.js';
import type { ReportCell } from './row-cells.js';

/** What is wrong with a record; -1 stands for the record as a whole. */
export type ReportRecord = (record: number, cell: number, fault: unknown, text: string) => void;

/** What a chunk's mapper writes to, and tells of. */
export interface ChunkSink {
  out: Output | null; // null: cells are only checked
  report: ReportRecord;
  /** Takes the hash of a record's key, in order; `texts` reads the key itself, until the next record. */
  key?: (record: number, high: number, low: number, texts: () => string[]) => void;
}

/** How far a mapper came: `isStopped` when the record numbered `records` could not be read, for its quotes. */
export interface ChunkResult {
  records: number; // comments and blank lines too, so that a record's number finds its line
  isStopped: boolean;
}

/** What stood before the first record of a chunk, since the first row; known where rows are counted. */
export interface Before {
  records: number;
  rows: number;
}

/** Maps the records of a range of bytes. */
export type ChunkMapper = (bytes: Uint8Array, from: number, to: number, before: Before, sink: ChunkSink) => ChunkResult;

/** What a table's rows are mapped by: the lines they make, and how their cells are read, in the file's order. */
export interface TableProgram {
  dialect: ByteDialect;
  lines: Line[];
  cells: ByteCell[];
  width?: number; // how many cells a row is due to have, if not all
  key?: number[]; // cells
  isKeyDue?: boolean; // a row without it is told of, and ragged ones are passed over
  onlyKeys?: boolean; // nothing else is told
  firstSourceRow?: number; // where the first row stands in the file: 2 after one header row
}

/** What a record as a whole may have: the number of its fields tells more. */
export interface RecordFault {
  code: 'missing-cell' | 'extra-cell';
  found: number;
  due: number;
}

export const wholeRecord = -1;
/** What is wrong with what a record makes, and with no cell of it. */
export const noCell = -2;

/** The mapper of a table: scans records, reports those that are ragged, writes the rows of all. */
export function createTableMapper(program: TableProgram): ChunkMapper {
  const { dialect, cells, key, isKeyDue, onlyKeys, firstSourceRow = 2, width = cells.length } = program;
  const scanner = createScanner(dialect);
  const writer = compileProgram(program.lines, cells, dialect.quote);
  const hash = key && createKeyHash(key, writer.cells);
  const texts = (): string[] => hash?.texts(writer.cells) ?? [];
  const { fields } = scanner;

  return (bytes, from, to, before, sink) => {
    let records = 0;
    const numbers = { row: before.rows, sourceRow: 0 }; // one object for all rows
    const reportCell: ReportCell = (cell, fault, text) => {
      if (cell < fields.count) sink.report(records, cell, fault, text); // what the file does not have is not at fault
    };
    for (let at = from; at < to; records++) {
      at = scanner.next(bytes, at, to);
      if (at === quoteFault) return { records, isStopped: true };
      if (fields.count === 0) continue; // a comment
      numbers.row++;
      numbers.sourceRow = firstSourceRow + before.records + records;
      const isRagged = fields.count !== width;
      if (isRagged && !onlyKeys) sink.report(records, wholeRecord, raggedness(fields.count, width), '');
      writer.write(bytes, fields, numbers, sink.out, isRagged || onlyKeys ? ignore : reportCell);
      if (!hash || !sink.key || (isRagged && isKeyDue)) continue;
      if (hash.take(writer.cells)) sink.key(records, hash.high, hash.low, texts);
      else if (isKeyDue) sink.report(records, key?.[0] ?? 0, emptyKey, '');
    }
    return { records, isStopped: false };
  };
}

const ignore = (): void => {}; // the cells of a ragged row may stand one place off

/** The fault of a row that lacks a key it is due to have. */
const emptyKey = 'empty-key';

export const raggedness = (found: number, due: number): RecordFault => ({
  code: found < due ? 'missing-cell' : 'extra-cell',
  found,
  due,
});
