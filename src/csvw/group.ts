import { readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import type { NamedNode, Quad_Object } from 'n3';
import type { Problem } from '../problem.js';
import type { Column } from './column.js';
import { createKeys } from './keys.js';
import { readMetadata, type Table, type TableGroup } from './metadata.js';
import { type Row, readRows } from './rows.js';
import { mapTable } from './table.js';

/** A table of the group with the rows of its file. */
export interface Sheet {
  table: Table;
  file: string; // as people know it: "data/links.csv"
  rows: Row[];
}

export interface Sheets {
  file: string; // the metadata document
  read: Map<string, Uint8Array>; // what was read, by name in the folder: this and nothing later is published
  group: TableGroup;
  sheets: Sheet[];
  unread: Set<string>; // the names of tables of which nothing could be read
  problems: Problem[];
}

/** Reads `tables.json` in a folder and every sheet that it names. `base` takes the place of the document's own @base. */
export function readSheets(folder: string, base?: string): Sheets {
  const file = path.join(folder, 'tables.json');
  const problems: Problem[] = [];
  const contents = new Map<string, Uint8Array>();
  const read = <T>(name: string, use: (bytes: Uint8Array) => T): T | undefined => {
    try {
      if (isPlainFileIn(folder, name)) {
        const bytes = readFileSync(name);
        contents.set(path.relative(folder, name).replaceAll('\\', '/'), bytes);
        return use(bytes);
      }
      problems.push(unreadable(name, 'it is no plain file in this folder'));
    } catch (error) {
      const { code, syscall, message } = error as NodeJS.ErrnoException;
      if (syscall === undefined) throw error;
      problems.push(code === 'ENOENT' ? missing(name) : unreadable(name, code ?? message));
    }
    return undefined;
  };
  const text = read(file, (bytes) => new TextDecoder().decode(bytes));
  const { group, problems: metadataProblems } = readMetadata(text ?? '{}', file, base);
  if (problems.length === 0) problems.push(...metadataProblems);
  const unread = new Set<string>();
  const sheets = group.tables.map((table): Sheet => {
    const sheetFile = path.join(folder, table.name);
    const rows = !table.isReadable
      ? undefined
      : read(sheetFile, (bytes) => {
          const found = readRows(bytes, sheetFile);
          problems.push(...found.problems);
          const isLost = found.problems.length > 0 && found.rows.length < 2;
          return isLost ? undefined : found.rows;
        });
    if (!rows) unread.add(table.name);
    return { table, file: sheetFile, rows: rows ?? [] };
  });
  return { file, read: contents, group, sheets, unread, problems };
}

/** Maps all sheets to statements and checks their cells and keys (Model for Tabular Data, section 6.6). */
export function mapSheets(
  { group, sheets, unread, problems: readProblems }: Sheets,
  sink: (subject: NamedNode, predicate: NamedNode, object: Quad_Object, origin: SheetOrigin) => void,
): Problem[] {
  const keys = createKeys(group.tables);
  const problems = sheets
    .filter(({ table }) => !unread.has(table.name))
    .flatMap((sheet) =>
      mapTable(sheet.table, sheet.file, sheet.rows, keys, (subject, predicate, object, row, column) =>
        sink(subject, predicate, object, { sheet, row, column }),
      ),
    );
  const partial = new Set(
    [...readProblems, ...problems].filter(({ isPartial }) => isPartial).map(({ where }) => where.file),
  );
  const isWhole = (table: string): boolean =>
    !sheets.some((sheet) => sheet.table.name === table && partial.has(sheet.file));
  return [...problems, ...keys.judge(isWhole)];
}

export interface SheetOrigin {
  sheet: Sheet;
  row: number;
  column: Column | undefined;
}

/** No folder, no pipe (reading one would wait for ever), and no link that leads out of the folder. */
function isPlainFileIn(folder: string, file: string): boolean {
  const inside = path.relative(realpathSync(folder), realpathSync(file));
  return statSync(file).isFile() && !inside.startsWith('..') && !path.isAbsolute(inside);
}

const missing = (file: string): Problem => ({
  code: 'file-missing',
  severity: 'error',
  message: 'the file is not there',
  where: { file },
  fix: 'every sheet that tables.json names must be in its folder',
  isPartial: true,
});

const unreadable = (file: string, why: string): Problem => ({
  code: 'file-unreadable',
  severity: 'error',
  message: `the file cannot be read: ${why}`,
  where: { file },
  fix: 'put the sheet itself there, readable for you',
  isPartial: true,
});
