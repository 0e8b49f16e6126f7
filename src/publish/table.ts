import type { QueryFile } from '../graph/query-file.js';
import { type Table, textRows } from '../graph/table.js';
import { csvText } from '../text/csv-writer.js';

/** A text that a spreadsheet would run as a formula, with an apostrophe in front (CWE-1236). */
const escapeFormula = (value: string): string => value.replace(/^(?=[=+\-@\t\r＝＋－＠])/, "'");

const csv = (table: Table): string => csvText([table.columns, ...textRows(table)].map((row) => row.map(escapeFormula)));

/** TSV: what would break a line or a column becomes a space. */
const tsv = (table: Table): string =>
  [table.columns, ...textRows(table)].map((row) => `${row.map(tsvCell).join('\t')}\n`).join('');

const tsvCell = (value: string): string => escapeFormula(value.replace(/[\t\r\n]+/g, ' '));

/** What a preamble may speak of. */
interface Filling {
  base: string;
  version: string;
  licence: string;
}

/** A query's answer as the file that its header names; `{base}`, `{version}` and `{licence}` stand in a preamble. */
export function tableFile(source: Filling, { header }: QueryFile, table: Table) {
  const isTsv = header['format'] === 'tsv';
  const preamble = header['preamble']?.replace(/\{(base|version|licence)\}/g, (_, key: keyof Filling) => source[key]);
  const text = (preamble ? `${preamble.trimStart()}\n` : '') + (isTsv ? tsv(table) : csv(table));
  return { file: header['file'] as string, mediaType: isTsv ? 'text/tab-separated-values' : 'text/csv', text };
}
