import { without } from '../text/bag-difference.js';
import { withPlainEnds } from './csv-text.js';

/** What one state of a table has that another has not, in rows. */
export interface RowChanges {
  changed: number; // rows whose key stayed
  added: number;
  removed: number;
}

/** Compares the rows of a table without its header; `keys` are the indexes of the columns that name a row. */
export function rowChanges(before: string[][], after: string[][], keys: number[]): RowChanges {
  const gone = without(before, after, wholeRow);
  const come = without(after, before, wholeRow);
  const keyOf = (row: string[]): string => wholeRow(keys.map((index) => row[index] ?? ''));
  const changed = keys.length === 0 ? 0 : gone.length - without(gone, come, keyOf).length;
  return { changed, added: come.length - changed, removed: gone.length - changed };
}

const wholeRow = (row: string[]): string => JSON.stringify(row.map(withPlainEnds));
