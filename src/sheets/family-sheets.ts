import type { Table } from '../csvw/metadata/table.js';
import type { Files } from '../files.js';
import { type OpenedFile, openFiles, sheetOf } from './family-files.js';
import { labelColumn } from './labels.js';
import type { Sheet, Sheets } from './table-group.js';
import { sheetNames } from './workbook-export.js';

/** The files of families as sheets of a workbook. */

/** Opens the files of all families. A check reports missing files. */
export const openFamilies = (files: Files, folder: string, sheets: Sheets): OpenedFile[] =>
  sheets.group.families.flatMap((family) => openFiles(files, folder, sheets, family, []));

/** Returns the key of the row that a file belongs to: "X" for "figures/X.csv". */
export const ownerKey = ({ family, constants }: OpenedFile): string =>
  family.rowsOf.primaryKey.map((name) => constants[name] ?? '').join(' ');

/**
 * Reads the wanted files as sheets, and returns them with the names of all sheets in a workbook. The name of a sheet does not
 * depend on which other files are wanted.
 */
export function familySheets(
  sheets: Sheet[],
  opened: OpenedFile[],
  isWanted: (file: OpenedFile, name: string) => boolean,
): { sheets: Sheet[]; names: Map<Table, string> } {
  const tables = sheets.map(({ table }) => table);
  const known = sheetNames([...tables, ...opened.map(({ table }) => table)]);
  const names = new Map([...known].filter(([table]) => tables.includes(table)));
  const wanted = opened.flatMap((file): Sheet[] => {
    const name = known.get(file.table) as string;
    if (!isWanted(file, name)) return [];
    const sheet = titled(sheetOf(file), file, sheets);
    names.set(sheet.table, name);
    return [sheet];
  });
  return { sheets: wanted, names };
}

/** Gives a sheet the name of its row as title, because all files of a family have the same description. */
function titled(sheet: Sheet, { family, owner }: OpenedFile, sheets: Sheet[]): Sheet {
  const owners = sheets.find(({ table }) => table === family.rowsOf);
  const label = owners && labelColumn(owners);
  const title = label && owner.cells[owners.header.columns.indexOf(label)];
  return title ? { ...sheet, table: { ...sheet.table, common: { ...sheet.table.common, 'dc:title': title } } } : sheet;
}
