import { createHash } from 'node:crypto';
import type { Row } from '../csvw/rows/rows.js';
import { withPlainEnds } from './csv-text.js';

/** What an export notes in the workbook of each table, so that an import sees whether the CSV file is still the same. */

/** The name of the note: "gcm links"; `sheet` is the one that holds the table. */
export const digestName = (sheet: string): string => `gcm ${sheet}`;

/** The rows of a table as 64 hexadecimal digits (SHA-256): the cells count, and not how the file writes them. */
export function digestOf(rows: Row[]): string {
  const hash = createHash('sha256');
  for (const { cells } of rows) hash.update(`${JSON.stringify(cells.map(withPlainEnds))}\n`);
  return hash.digest('hex');
}
