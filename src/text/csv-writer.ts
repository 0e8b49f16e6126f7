/** Rows as CSV (RFC 4180): commas, LF, quotation marks where they are needed. */
export const csvText = (rows: string[][]): string => rows.map((cells) => `${csvRecord(cells)}\n`).join('');

/** A row as CSV without its line end. */
export const csvRecord = (cells: string[]): string => cells.map(csvCell).join(',');

const csvCell = (text: string): string => (/[",\r\n]|^\ufeff/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
