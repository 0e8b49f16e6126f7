import type { View } from '../view.js';
import type { Matrix } from './data.js';

export const cell = { width: 36, height: 28 };
export const letters = 13; // the size of a text
export const codeWidth = 30;
export const namesWidth = 270;
export const longestHead = 190;
export const gridStart = namesWidth + codeWidth;

/** What all parts of the picture are drawn by. */
export interface Drawing {
  view: View;
  matrix: Matrix;
  isTurned: boolean; // an Arabic picture begins on the right
  across(x: number): number;
  down(row: number): number; // the middle of a row
  headHeight: number;
  /** Where the targets of a cell are told. */
  cellLink(row: string, column: string): string | undefined;
}

/** The middle of a column; the one behind the last is that of the totals. */
export const middleOf = (column: number): number => gridStart + (column + 0.5) * cell.width;
