import type { RichText } from './text-runs.js';

/** A cell as its element says it. */
export interface FoundCell {
  row: number; // from 1
  column: number; // from 0
  type: string; // "s"
  style: number;
  value: string;
  formula?: string;
  formulaRange?: string; // the cells that share it, or that it fills
  isInline?: boolean; // its text is in the cell itself, …
  inline?: RichText; // … here
}
