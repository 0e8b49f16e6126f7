import { limits } from './limits.js';

/** A place in a sheet: row from 1, as shown; column from 0, as rows are indexed. */
export interface Reference {
  row: number;
  column: number;
}

/** "B14" → row 14, column 1; undefined for what no sheet has: "XFE1", "A1048577", "A0", "b14". */
export function parseReference(text: string): Reference | undefined {
  let column = 0;
  let i = 0;
  for (; i < text.length; i++) {
    const letter = text.charCodeAt(i) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
    if (column > limits.columns) return undefined;
  }
  const row = parseRowNumber(text, i);
  return column > 0 && row !== undefined ? { row, column: column - 1 } : undefined;
}

/** "14" → 14; undefined for "0", "014", "1048577", "1e3". The number begins at `start`. */
export function parseRowNumber(text: string, start = 0): number | undefined {
  let row = 0;
  for (let i = start; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9 || (row === 0 && digit === 0)) return undefined;
    row = row * 10 + digit;
    if (row > limits.rows) return undefined;
  }
  return row > 0 ? row : undefined;
}

/** "B2:D9" or "B2" → its first cell; undefined when a corner is no cell. */
export function firstOfRange(text: string): Reference | undefined {
  const corners = text.split(':', 3).map(parseReference);
  const [first, last = first] = corners;
  if (corners.length > 2 || !first || !last) return undefined;
  return { row: Math.min(first.row, last.row), column: Math.min(first.column, last.column) };
}
