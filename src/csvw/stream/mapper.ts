import { textOf } from '../../bytes.js';
import { cellAddress, type Place, type Problem, type Severity } from '../../problem.js';
import { quoteProblem } from '../rows/rows.js';
import {
  type ByteCell,
  cellStates,
  createRowCells,
  type Fault,
  type ReportCell,
  type RowCells,
  type RowNumbers,
} from './byte-cells.js';
import { compileLines, type Line, type Output } from './line-template.js';
import { type ByteDialect, createScanner, type Fields, quoteFault } from './records.js';

/** Takes what is wrong with a record, counted from the first of the chunk: 0. The column is -1 where it is no cell. */
export type ReportRecord = (record: number, column: number, fault: Fault, text?: string) => void;

/** What a chunk's mapper writes to, and tells of. */
export interface ChunkSink {
  out: Output | null; // null: cells are only checked
  report: ReportRecord;
  /** Takes the hash of a record's key, in order; `texts` reads the key itself, until the next record. */
  key?: (record: number, high: number, low: number, texts: () => KeyTexts) => void;
}

/** A key as text, one for each of its cells, and what stands in a column beside it. */
export interface KeyTexts {
  key: string[];
  beside: string;
}

/** How far a mapper came. */
export interface ChunkResult {
  records: number; // comments and blank lines too, so that a record's number finds its line
  last: number; // the byte at which the last of them begins, or the one that could not be read
  isStopped: boolean; // the record numbered `records` could not be read, for its quotes
}

/** What stood before the first record of a chunk, since the first row; known where rows are counted. */
export interface Before {
  records: number;
  rows: number;
}

/** Maps the records of ranges of bytes. */
export interface RowMapper {
  map(bytes: Uint8Array, from: number, to: number, before: Before, sink: ChunkSink): ChunkResult;
  /** What it found out besides, to be asked for after the last chunk. */
  findings?: () => unknown;
}

/** Maps the record at hand; false when it makes no row, whose key is to be taken. */
export type MapRecord = (bytes: Uint8Array, fields: Fields, row: RowAt, out: Output | null) => boolean;

/** The row at hand, besides its bytes. */
export interface RowAt extends RowNumbers {
  isRagged: boolean;
  report: ReportCell;
}

/** How the records of a table are cut, and which of them are rows. */
export interface RowShape {
  dialect: ByteDialect;
  width: number; // cells of the header
  leastWidth?: number; // cells that a row has to have, if not all
  firstSourceRow?: number; // where the first row stands in the file: 2 after one header row
  skipsBlank?: boolean; // records without any text are no rows
  skipsRagged?: boolean; // rows with more or fewer cells are told and make nothing
  onlyKeys?: boolean; // nothing is told of cells and ragged rows
  keys?: KeyHash;
}

/** Goes over the records of a chunk: each is a row, unless it is a comment, blank or ragged. */
export function createMapper(shape: RowShape, mapRecord: MapRecord): RowMapper {
  const { dialect, width, leastWidth = width, firstSourceRow = 2, onlyKeys, keys } = shape;
  const scanner = createScanner(dialect);
  const { fields } = scanner;
  return {
    map(bytes, from, to, before, sink) {
      let [records, last] = [0, from];
      const row: RowAt = {
        row: before.rows,
        sourceRow: 0,
        isRagged: false,
        report(column, fault, text) {
          if (!row.isRagged && !onlyKeys && column < fields.count) sink.report(records, column, fault, text);
        },
      };
      for (let at = from; at < to; records++) {
        last = at;
        at = scanner.next(bytes, at, to);
        if (at === quoteFault) return { records, last, isStopped: true };
        if (fields.count === 0 || (shape.skipsBlank && isBlank(fields))) continue;
        row.row++;
        row.sourceRow = firstSourceRow + before.records + records;
        row.isRagged = fields.count < leastWidth || fields.count > width;
        if (row.isRagged && !onlyKeys)
          sink.report(records, Math.min(fields.count, width), raggedness(fields.count, width));
        if (row.isRagged && shape.skipsRagged) continue;
        const isRow = mapRecord(bytes, fields, row, sink.out);
        if (!isRow || !keys || !sink.key || (row.isRagged && keys.isDue)) continue;
        if (keys.take()) sink.key(records, keys.high, keys.low, keys.texts);
        else if (keys.isDue) sink.report(records, keys.column, emptyKey);
      }
      return { records, last, isStopped: false };
    },
  };
}

/** A blank line, or one of separators only, as spreadsheets write below a table; however many they are. */
function isBlank({ count, start, end }: Fields): boolean {
  for (let i = 0; i < count; i++) if (start[i] !== end[i]) return false;
  return true;
}

const raggedness = (found: number, due: number): Fault => ({
  code: found < due ? 'missing-cell' : 'extra-cell',
  message: `the row has ${found} cells where the header has ${due}`,
  fix: found < due ? 'add the missing cells, empty if need be' : 'put a text that holds a comma in quotation marks',
});

/** A row that lacks the key it is due to have; whoever asked for keys says what that means. */
const emptyKey: Fault = { code: 'empty-key', message: '' };

/** What the rows of a table become: how their cells are read, and the lines that they make. */
export interface RowPlan extends Omit<RowShape, 'keys'> {
  cells: ByteCell[];
  lines: Line[];
  key?: number[]; // cells
  isKeyDue?: boolean;
  keyBeside?: number; // a column whose text is shown with the keys
  /** Compiles what is done with the cells of a row once they are read; false when they make no row. */
  compose?: (cells: RowCells) => () => boolean;
  findings?: () => unknown;
}

/** The mapper of a table whose rows are lines with slots for cells. */
export function createPlanMapper(plan: RowPlan): RowMapper {
  const { dialect, key, isKeyDue = false, keyBeside, findings } = plan;
  const cells = createRowCells(plan.cells, dialect.quote);
  const write = compileLines(plan.lines, cells);
  const compose = plan.compose?.(cells) ?? (() => true);
  const keys = key && createKeyHash(key, cells, isKeyDue, keyBeside);
  const mapper = createMapper({ ...plan, ...(keys && { keys }) }, (bytes, fields, row, out) => {
    cells.read(bytes, fields, row, row.report);
    if (!compose()) return false;
    if (out) write(out);
    return true;
  });
  return { ...mapper, ...(findings && { findings }) };
}

const joint = 0x1f; // between two cells of a key, so that "a", "bc" is not "ab", "c"

type KeyHash = ReturnType<typeof createKeyHash>;

/** Compiles the 64-bit hash of the cells that are a row's key: not cryptographic, equal for equal values. */
function createKeyHash(key: number[], cells: RowCells, isDue: boolean, beside = -1) {
  const forms = key.map((cell) => cells.form(cell, 'value'));
  const { states } = cells;
  const hash = {
    isDue, // a row without key is told of, and ragged ones are passed over
    column: key[0] ?? 0,
    high: 0, // the hash in two halves
    low: 0,
    /** Takes the key of the row at hand; false when one of its cells has no value. */
    take(): boolean {
      const { source, from, to } = cells;
      let high = 0x9e3779b9;
      let low = 0x85ebca6b;
      for (let i = 0; i < forms.length; i++) {
        if (states[key[i] as number] === cellStates.none) return false;
        const form = forms[i] as number;
        const bytes = source[form] as Uint8Array;
        const end = to[form] as number;
        for (let at = from[form] as number; at <= end; at++) {
          const byte = at === end ? joint : (bytes[at] as number);
          high = Math.imul(high ^ byte, 0x01000193);
          low = Math.imul(low ^ byte, 0x5bd1e995);
          low ^= low >>> 15;
        }
      }
      hash.high = mix(high ^ (low >>> 7)) >>> 0;
      hash.low = mix(low) >>> 0;
      return true;
    },
    texts: (): KeyTexts => ({
      key: forms.map((form) => textOf((cells.source[form] as Uint8Array).subarray(cells.from[form], cells.to[form]))),
      beside: cells.textAt(beside),
    }),
  };
  return hash;
}

/** Lets every bit of a hash depend on all others. */
export function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return mixed ^ (mixed >>> 16);
}

/** What is wrong with a record, counted from the first row: 0. */
export interface RowFault extends Fault {
  record: number;
  column: number; // -1 where it is no cell
  text?: string; // of the cell
}

/** What came of going over the rows of a file. */
export interface MappedRows {
  faults: RowFault[]; // in the order of the file
  faultCount: number; // of all, kept or not
  stopped?: { record: number; byte: number }; // where a record could not be read, for its quotes; what follows was not looked at
}

/** Where rows are: their file as people know it, and the row that the first record is. */
export interface Ground {
  file: string;
  sheet?: string;
  columns: { name: string }[];
  firstRow: number;
}

/** A file, with its sheet if it has one. */
export const fileOf = ({ file, sheet }: Pick<Ground, 'file' | 'sheet'>): Place => ({
  file,
  ...(sheet !== undefined && { sheet }),
});

/** The place of a cell, or of a whole record. */
export function placeOf(ground: Ground, record: number, column: number, value?: string): Place {
  const row = ground.firstRow + record;
  if (column < 0) return { ...fileOf(ground), row };
  const place = {
    ...fileOf(ground),
    row,
    column: ground.columns[column]?.name ?? '',
    cell: cellAddress(row, column + 1),
  };
  return value === undefined ? place : { ...place, value };
}

/** What is wrong with rows, as problems with their places; beyond the limit they are only counted. */
export function rowProblems(
  { faults, faultCount, stopped }: MappedRows,
  ground: Ground,
  severity: Severity,
): Problem[] {
  const problems = faults.map(({ record, column, text, code, message, ...more }): Problem => {
    return { code, severity, message, where: placeOf(ground, record, column, text), ...more };
  });
  const rest = faultCount - faults.length;
  if (rest > 0) {
    const message = `${rest} more rows or cells are not as they should be; they are not listed`;
    problems.push({ code: 'more-problems', severity, message, where: fileOf(ground) });
  }
  if (stopped) problems.push(quoteProblem(ground.file, ground.firstRow + stopped.record));
  return problems;
}
