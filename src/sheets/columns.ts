import type { Column } from '../csvw/metadata/column.js';
import type { ForeignKey, Table } from '../csvw/metadata/table.js';

/** What a column holds, as far as the repair of its cells must know. */
export type ColumnKind = 'key' | 'code' | 'text' | 'number' | 'date' | 'boolean' | 'address' | 'other';

const numbers = new Set(['decimal', 'integer', 'double', 'float', 'number', 'long', 'int', 'short', 'byte']);
const dates = new Set(['date', 'dateTime', 'datetime', 'dateTimeStamp']);

/**
 * A key names a thing or refers to one; a code is any other text of a fixed form. Both are text from the first byte on,
 * whatever they look like: 1.1 is not 1.10.
 */
export function kindOf(column: Column, table: Table): ColumnKind {
  const { base, format } = column.datatype;
  const isReference = table.foreignKeys.some(({ columns }) => columns.includes(column.name));
  if (base === 'string' && (isReference || table.primaryKey.includes(column.name))) return 'key';
  if (base === 'string') return format === undefined ? 'text' : 'code';
  if (base === 'anyURI') return 'address';
  if (base === 'boolean') return 'boolean';
  if (dates.has(base)) return 'date';
  if (numbers.has(base) || /[iI]nteger$|^unsigned/.test(base)) return 'number';
  return 'other';
}

/** What the header may call a column: its name and its titles. */
export const namesOf = ({ name, titles }: Column): string[] => [name, ...titles.map(({ text }) => text)];

/** The column that a place names. */
export const columnAt = (table: Table, name: string | undefined): Column | undefined =>
  table.columns.find((column) => namesOf(column).includes(name ?? ''));

/** The foreign key that a column is by itself. */
export const referenceOf = (table: Table, { name }: Column): ForeignKey | undefined =>
  table.foreignKeys.find(({ columns }) => columns.length === 1 && columns[0] === name);

/** The property by which a table allows what is refused elsewhere: `"…#allows": ["empty", "formulas"]`. */
const allows = 'https://w3id.org/gcm-graph/ontology#allows';

export function allowed(table: Table, what: 'empty' | 'formulas'): boolean {
  const said = table.common[allows];
  return Array.isArray(said) ? said.includes(what) : said === what;
}
