import type { PackedCells } from './workbook.js';

/** A row with the stored texts of its cells. */
export interface TextRow {
  number: number; // from 1
  cells: string[]; // by column from 0; '' for an empty cell
}

/** Numbers per packed cell. */
const size = 5;

/** Unpacks the cells of a workbook to rows of texts, portion by portion, without keeping the rows. */
export function createTextRows() {
  const shared: string[] = [];
  let last: TextRow | undefined; // it can continue in the next portion
  return {
    addShared(texts: string[]): void {
      for (const text of texts) shared.push(text);
    },
    /** Returns the rows that are complete. */
    unpack({ numbers, texts }: PackedCells): TextRow[] {
      const rows: TextRow[] = [];
      const value = (index: number): number => numbers[index] as number;
      for (let at = 0; at < numbers.length; at += size) {
        const [number, column, text] = [value(at), value(at + 1), value(at + 4)];
        if (last?.number !== number) {
          if (last) rows.push(last);
          last = { number, cells: [] };
        }
        const { cells } = last;
        while (cells.length < column) cells.push('');
        cells[column] = (text < shared.length ? shared[text] : texts[text - shared.length]) as string;
      }
      return rows;
    },
    /** Returns the last row of a sheet. */
    end(): TextRow[] {
      const rows = last ? [last] : [];
      last = undefined;
      return rows;
    },
  };
}
