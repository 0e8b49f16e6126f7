import type { WorkbookCell } from '../workbook.js';

/** A new text for one cell of a sheet. */
export interface Correction {
  sheet?: string; // of a workbook
  row: number; // from 1
  column: number; // from 1
  text: string; // '' empties the cell
  isNumber?: boolean; // a number in the cell stays a number; otherwise the cell becomes text
}

/** True if a cell with a number gets another number that programs show as it was written: "12", "0.5", but not "10.10". */
export const staysNumber = (
  { kind, format = '' }: Omit<WorkbookCell, 'text'>,
  { text, isNumber }: Correction,
): boolean =>
  isNumber === true &&
  kind === 'number' &&
  !format.includes('%') &&
  String(Number(text)) === text &&
  /^-?\d+(\.\d+)?$/.test(text);
