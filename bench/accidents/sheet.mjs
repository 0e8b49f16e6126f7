import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

/** A sheet as a spreadsheet shows it: `rows[0]` is the header. */
export function readSheet(file, bytes) {
  const rows = parse(bytes, { bom: true, relax_column_count: true });
  const columns = rows[0];
  const valuesOf = (column) => rows.slice(1).map((row) => row[column] ?? '');
  return { file, bytes, rows, columns, kinds: columns.map((name, i) => kindOf(name, valuesOf(i))) };
}

/** Returns the content of a column: text (prose in a language), number, date, code, or nothing. */
function kindOf(name, values) {
  const filled = values.filter(Boolean);
  if (filled.length === 0) return 'empty';
  if (filled.every((value) => /^-?\d+(\.\d+)?$/.test(value))) return 'number';
  if (filled.every((value) => /^\d{4}(-\d\d){0,2}$/.test(value))) return 'date';
  return /_[a-z]{2}$/.test(name) || filled.some((value) => value.includes(' ')) ? 'text' : 'code';
}

/** Copies the rows, so that an accident can change them. */
export const copyRows = ({ rows }) => rows.map((row) => [...row]);

export const writeRows = (rows) => Buffer.from(stringify(rows));

/** Returns the language of a column ("title_fr" → "fr"). */
export const languageOf = (name) => /_([a-z]{2})$/.exec(name)?.[1];
