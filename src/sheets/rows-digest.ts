import { sha256 } from '../bytes.js';
import type { Row } from '../csvw/rows/rows.js';
import { withPlainEnds } from './csv-text.js';

/** What an export notes in the workbook of each table, so that an import sees whether the CSV file is still the same. */

/** The name of the note: "gcm links"; `sheet` is the one that holds the table. */
export const digestName = (sheet: string): string => `gcm ${sheet}`;

/** The rows of a table as 64 hexadecimal digits (SHA-256): the cells count, and not how the file writes them. */
export const digestOf = (rows: Row[]): string =>
  sha256(rows.map(({ cells }) => `${JSON.stringify(cells.map(withPlainEnds))}\n`).join(''));
