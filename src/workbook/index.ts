/**
 * Library for workbooks, exported as `gcm-graph/workbook`. Reads Excel workbooks and OpenDocument spreadsheets with the
 * problems of their cells, writes tables as workbooks, and marks problems or corrects cells in an existing workbook.
 */
export { cellAddress, type Place, type Problem, type Severity, UserError } from '../problem.js';
export { type Correction, correctWorkbook } from './correct.js';
export { markWorkbook } from './mark.js';
export { readWorkbook } from './read.js';
export type {
  CellKind,
  ReadOptions,
  ReadWorkbook,
  Workbook,
  WorkbookCell,
  WorkbookResult,
  WorkbookRow,
  WorkbookSheet,
} from './workbook.js';
export { type Properties, writeWorkbook } from './write.js';
export type { ColumnSource, SheetSource } from './write-sheet.js';
