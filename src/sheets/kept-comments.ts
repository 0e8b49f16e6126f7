import type { Table } from '../csvw/metadata/table.js';
import { cellAddress, clip } from '../problem.js';
import type { Note } from '../workbook/parts.js';
import type { ReadWorkbook } from '../workbook/workbook.js';
import { isOwnSheet } from '../workbook/write.js';
import { withoutLabels } from './labels.js';
import { columnAt, type Sheet } from './table-group.js';
import { readTables } from './workbook-file.js';

/** Comments that an export takes over from an earlier workbook, and those whose row, column or sheet is gone: `links!B5: "text"`. */
export interface KeptComments {
  notes: Map<Table, Note[]>;
  lost: string[];
}

/** Finds the cells of the sheets that an earlier workbook has comments on, by the key of the row and the name of the column. */
export async function keptComments(
  sheets: Sheet[],
  names: Map<Table, string>,
  bytes: Uint8Array,
  readWorkbook?: ReadWorkbook,
): Promise<KeptComments> {
  const { readComments } = await import('../workbook/comments.js');
  const comments = readComments(bytes);
  const kept: KeptComments = { notes: new Map(), lost: [] };
  if ([...comments.values()].every((notes) => notes.length === 0)) return kept;
  const read = await readTables(bytes, '', names, readWorkbook);
  for (const [i, old] of withoutLabels(read.sheets, sheets).entries()) {
    const sheet = sheets[i] as Sheet;
    const name = names.get(sheet.table) as string;
    const rows = new Map(sheet.rows.map((row, index) => [keyOf(sheet, row.cells), index + 1]));
    const before = new Map(old.rows.map((row) => [row.number, keyOf(old, row.cells)]));
    const notes = (comments.get(name) ?? []).flatMap((note): Note[] => {
      const row = rows.get(before.get(note.row) ?? '');
      const column = columnAt(sheet.table, old.rows[0]?.cells[note.column - 1]);
      const index = column ? sheet.header.columns.indexOf(column) : -1;
      if (row !== undefined && row > 1 && index >= 0) return [{ ...note, row, column: index + 1 }];
      kept.lost.push(inWords(name, note));
      return [];
    });
    kept.notes.set(sheet.table, notes);
  }
  const known = new Set(names.values());
  for (const [name, notes] of comments)
    if (!known.has(name) && !isOwnSheet(name)) kept.lost.push(...notes.map((note) => inWords(name, note)));
  return kept;
}

const inWords = (sheet: string, { row, column, text }: Note): string =>
  `${sheet}!${cellAddress(row, column)}: "${clip(text).replace(/\s+/g, ' ')}"`;

/** Returns the key of a row, or its whole content if the table has no key. */
function keyOf({ table, header }: Sheet, cells: string[]): string {
  const keys = table.primaryKey.map((key) => cells[header.columns.findIndex((column) => column?.name === key)] ?? '');
  return JSON.stringify(keys.length > 0 ? keys : cells);
}
