/** A new text for one cell of a sheet. */
export interface Correction {
  sheet?: string; // of a workbook
  row: number; // from 1
  column: number; // from 1
  text: string; // '' empties the cell
  isNumber?: boolean; // a number in the cell stays a number; otherwise the cell becomes text
}

/** True for a number that programs show as it was written: "12", "0.5", but not "10.10" or "1e3". */
export const isPlainNumber = (text: string): boolean => String(Number(text)) === text && /^-?\d+(\.\d+)?$/.test(text);
