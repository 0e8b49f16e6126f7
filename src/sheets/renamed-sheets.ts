import { namesOf } from '../csvw/metadata/column.js';
import type { Table } from '../csvw/metadata/table.js';
import type { WorkbookSheet } from '../workbook/workbook.js';
import texts from './messages.json' with { type: 'json' };
import { headerIndex, knownName, titleRows } from './repair.js';

/** Finds sheets that were renamed or copied in a spreadsheet program: "Links (2)", "links 2026", "Copy of links". */

const copyWords = new Set(texts.copyWords);

/** The letters of a name, without numbers and words for a copy. */
const fold = (name: string): string =>
  (name.toLowerCase().match(/\p{L}+/gu) ?? []).filter((word) => !copyWords.has(word)).join(' ');

/** Returns the known sheet from which a sheet was made, by its name or its header. `names` are the known sheets. */
export function originOf({ name, rows }: WorkbookSheet, names: Map<Table, string>): string | undefined {
  const like = fold(name) === '' ? undefined : [...names.values()].find((known) => fold(known) === fold(name));
  if (like !== undefined) return like;
  const first = rows.slice(0, titleRows).map(({ cells }) => ({ cells: cells.map((cell) => cell?.text ?? '') }));
  const [found] = [...names]
    .filter(([table]) => hasHeader(first, table))
    .sort(([one], [other]) => other.columns.length - one.columns.length);
  return found?.[1];
}

/** True if one of the first rows names all columns of a table that has several, and few others. */
function hasHeader(first: { cells: string[] }[], table: Table): boolean {
  const at = headerIndex(first, table);
  const titles = at === undefined ? [] : (first[at]?.cells.filter(Boolean) ?? []);
  const columns = table.columns.filter((column) => !column.isVirtual);
  const wanted = columns.flatMap(namesOf);
  const known = new Set(titles.map((title) => knownName(title, wanted)));
  const isThere = (column: (typeof columns)[number]): boolean => namesOf(column).some((name) => known.has(name));
  return columns.length > 1 && columns.every(isThere) && titles.length < 2 * columns.length;
}

/** True if two sheets have the same texts. */
export const isSameSheet = (one: WorkbookSheet, other: WorkbookSheet | undefined): boolean =>
  JSON.stringify(rowsOf(one)) === JSON.stringify(other && rowsOf(other));

const rowsOf = ({ rows }: WorkbookSheet) => rows.map(({ number, cells }) => [number, cells.map((cell) => cell?.text)]);
