import { stringify } from 'csv-stringify/sync';
import type { Table } from '../graph/table.js';

const values = ({ rows }: Table): string[][] => rows.map((row) => row.map((term) => term?.value ?? ''));

/** CSV (RFC 4180, LF). A text that a spreadsheet would run as a formula gets an apostrophe in front (CWE-1236). */
export const csv = (table: Table): string =>
  stringify([table.columns, ...values(table)], { escape_formulas: true, record_delimiter: '\n' });

/** TSV: plain values; what would break a line or a column becomes a space. */
export const tsv = (table: Table): string =>
  [table.columns, ...values(table)].map((row) => `${row.map((value) => value.replace(/[\t\r\n]+/g, ' ')).join('\t')}\n`).join('');
