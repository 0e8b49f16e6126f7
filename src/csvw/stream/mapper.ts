import { textOf } from '../../bytes.js';
import { cellAddress, type Place, type Problem, type Severity } from '../../problem.js';
import { quoteProblem, raggedness } from '../rows/rows.js';
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

/** Receives a fault of a record, counted from 0 in its chunk. The column is -1 if the fault is not in a cell. */
type ReportRecord = (record: number, column: number, fault: Fault, text?: string) => void;

/** The output and faults of a chunk. */
export interface ChunkSink {
  out: Output | null; // null: only check the cells
  report: ReportRecord;
  /** Receives the hash of a record's key, in order. `texts` reads the key itself, until the next record. */
  key?: (record: number, high: number, low: number, texts: () => KeyTexts) => void;
}

/** The texts of a key's cells, and of the plan's `keyBeside` column. */
export interface KeyTexts {
  key: string[];
  beside: string;
}

/** The progress of a mapper in a chunk. */
export interface ChunkResult {
  records: number; // including comments and blank lines, so that a record's number leads to its line
  last: number; // the byte at which the last record begins, even if it could not be read
  isStopped: boolean; // the quotes of the record numbered `records` are wrong
}

/** The number of records and rows before a chunk. Zeros unless rows are counted. */
export interface Before {
  records: number;
  rows: number;
}

/** Maps the records of ranges of bytes. */
export interface RowMapper {
  map(bytes: Uint8Array, from: number, to: number, before: Before, sink: ChunkSink): ChunkResult;
  /** Returns more results of the mapper after the last chunk. */
  findings?: () => unknown;
}

/** Maps the current record. False if it is not a row, and has no key. */
export type MapRecord = (bytes: Uint8Array, fields: Fields, row: RowAt, out: Output | null) => boolean;

/** The current row without its bytes. */
interface RowAt extends RowNumbers {
  isRagged: boolean;
  report: ReportCell;
}

/** The form of a table's records, and the conditions for a row. */
export interface RowShape {
  dialect: ByteDialect;
  width: number; // cells of the header
  leastWidth?: number; // required cells of a row; default: `width`
  firstSourceRow?: number; // line of the first row in the file; default: 2, after one header row
  skipsBlank?: boolean; // records without text are not rows
  readsLoneQuotes?: boolean; // also reads quotes inside quotes that are not doubled, if there is only one way
  skipsRagged?: boolean; // reports rows with more or fewer cells, but does not map them
  onLoneQuotes?: () => void; // called for each record that `readsLoneQuotes` read
  onlyKeys?: boolean; // does not report invalid cells and ragged rows
  keys?: KeyHash;
}

/** Creates a mapper. Each record is a row, unless it is a comment, blank or ragged. */
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
        if (at === quoteFault && shape.readsLoneQuotes) {
          at = scanner.nextBroken(bytes, last, to, width);
          if (at !== quoteFault) shape.onLoneQuotes?.();
        }
        if (at === quoteFault) return { records, last, isStopped: true };
        if (fields.count === 0 || (shape.skipsBlank && isBlank(fields))) continue;
        row.row++;
        row.sourceRow = firstSourceRow + before.records + records;
        row.isRagged = fields.count < leastWidth || fields.count > width;
        if (row.isRagged && !onlyKeys)
          sink.report(records, Math.min(fields.count, width), raggedFault(fields.count, width));
        if (row.isRagged && shape.skipsRagged) continue;
        const isRow = mapRecord(bytes, fields, row, sink.out);
        if (!isRow || !keys || !sink.key || (row.isRagged && keys.isRequired)) continue;
        if (keys.take()) sink.key(records, keys.high, keys.low, keys.texts);
        else if (keys.isRequired) sink.report(records, keys.column, emptyKey);
      }
      return { records, last, isStopped: false };
    },
  };
}

/** True for an empty line, or a line of separators, which spreadsheets write below a table. */
function isBlank({ count, start, end }: Fields): boolean {
  for (let i = 0; i < count; i++) if (start[i] !== end[i]) return false;
  return true;
}

function raggedFault(found: number, width: number): Fault {
  const { severity: _, ...fault } = raggedness(found, width);
  return fault;
}

/** Marks a row without a required key. The caller replaces it by a problem. */
const emptyKey: Fault = { code: 'empty-key', message: '' };

/** Instructions for mapping the rows of a table: the readers of their cells, and the lines of the output. */
export interface RowPlan extends Omit<RowShape, 'keys'> {
  cells: ByteCell[];
  lines: Line[];
  key?: number[]; // cells
  isKeyRequired?: boolean;
  keyBeside?: number; // a column whose text accompanies the keys
  /** Compiles a step after the cells of a row are read. It returns false if they are not a row. */
  compose?: (cells: RowCells) => () => boolean;
  findings?: () => unknown;
}

/** Creates the mapper of a table whose output is lines with slots for cells. */
export function createPlanMapper(plan: RowPlan): RowMapper {
  const { dialect, key, isKeyRequired = false, keyBeside, findings } = plan;
  const cells = createRowCells(plan.cells, dialect.quote);
  const write = compileLines(plan.lines, cells);
  const compose = plan.compose?.(cells) ?? (() => true);
  const keys = key && createKeyHash(key, cells, isKeyRequired, keyBeside);
  const mapper = createMapper({ ...plan, ...(keys && { keys }) }, (bytes, fields, row, out) => {
    cells.read(bytes, fields, row, row.report);
    if (!compose()) return false;
    if (out) write(out);
    return true;
  });
  return { ...mapper, ...(findings && { findings }) };
}

const joint = 0x1f; // between cells of a key, so that "a", "bc" differs from "ab", "c"

type KeyHash = ReturnType<typeof createKeyHash>;

/** Compiles the 64-bit hash of a row's key. It is not cryptographic. */
function createKeyHash(key: number[], cells: RowCells, isRequired: boolean, beside = -1) {
  const forms = key.map((cell) => cells.form(cell, 'value'));
  const { states } = cells;
  const hash = {
    isRequired, // rows without a key are reported, and ragged rows are skipped
    column: key[0] ?? 0,
    high: 0, // halves of the hash
    low: 0,
    /** Hashes the key of the current row. False if one of its cells has no value. */
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

/** Makes every bit of a hash depend on all other bits. */
export function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return mixed ^ (mixed >>> 16);
}

/** A fault of a record, counted from 0 at the first row. */
export interface RowFault extends Fault {
  record: number;
  column: number; // -1 if the fault is not in a cell
  text?: string; // of the cell
}

/** The result of mapping the rows of a file. */
export interface MappedRows {
  faults: RowFault[]; // in the order of the file, up to a limit
  faultCount: number; // including faults beyond the limit
  stopped?: { record: number; byte: number }; // a record with wrong quotes, after which nothing was read
}

/** The origin of rows, for the places of problems. */
export interface Ground {
  file: string; // its name in messages
  sheet?: string;
  columns: { name: string }[];
  firstRow: number; // row number of the first record
}

/** The place of a file and its sheet, if any. */
export const fileOf = ({ file, sheet }: Pick<Ground, 'file' | 'sheet'>): Place => ({
  file,
  ...(sheet !== undefined && { sheet }),
});

/** Returns the place of a cell or a record. */
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

/** Converts the faults of rows to problems with places. Faults beyond the limit become one problem. */
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
    const message = `Problems that are not listed: ${rest}`;
    problems.push({ code: 'more-problems', severity, message, where: fileOf(ground) });
  }
  if (stopped) problems.push(quoteProblem(ground.file, ground.firstRow + stopped.record));
  return problems;
}
