/**
 * Excel workbooks as a library: read them with the addresses and faults of their cells, write tables as workbooks, and
 * show problems in somebody's workbook. The package exports this module as `gcm-graph/workbook`.
 */
export { cellAddress, type Place, type Problem, type Severity, UserError } from '../problem.js';
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
