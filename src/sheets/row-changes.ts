/** What one state of a table has that another has not, in rows. */
export interface RowChanges {
  changed: number; // rows whose key stayed
  added: number;
  removed: number;
}

/** Compares the rows of a table without its header; `keys` are the indexes of the columns that name a row. */
export function rowChanges(before: string[][], after: string[][], keys: number[]): RowChanges {
  const gone = without(before, after);
  const come = without(after, before);
  const keyOf = (row: string[]): string => JSON.stringify(keys.map((index) => row[index] ?? ''));
  const changed = keys.length === 0 ? 0 : gone.length - without(gone, come, keyOf).length;
  return { changed, added: come.length - changed, removed: gone.length - changed };
}

/** The rows that the others lack; one that is there twice must be there twice among them too. */
function without(rows: string[][], others: string[][], textOf: (row: string[]) => string = wholeRow): string[][] {
  const counts = new Map<string, number>();
  for (const row of others) counts.set(textOf(row), (counts.get(textOf(row)) ?? 0) + 1);
  return rows.filter((row) => {
    const text = textOf(row);
    const count = counts.get(text) ?? 0;
    counts.set(text, count - 1);
    return count <= 0;
  });
}

const wholeRow = (row: string[]): string => JSON.stringify(row);
