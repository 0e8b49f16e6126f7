import { readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import type { BlankNode, NamedNode, Quad_Object } from 'n3';
import type { Problem } from '../problem.js';
import { mapSheet } from './map-sheet.js';
import type { Column } from './metadata/column.js';
import { metadataReport, readMetadata, type TableGroup } from './metadata/metadata.js';
import { parseMetadata } from './metadata/parse.js';
import type { Table } from './metadata/table.js';
import { createKeys } from './rows/keys.js';
import { type Row, readRows } from './rows/rows.js';
import { isObject, type Json, type Report, string } from './vocabulary/json.js';

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
  const group = readGroup(text, file, base, problems);
  const unread = new Set<string>();
  const sheets = group.tables.map((table): Sheet => {
    const sheetFile = path.join(folder, table.name);
    const rows = !isInFolder(table.name)
      ? undefined
      : read(sheetFile, (bytes) => {
          const found = readRows(bytes, sheetFile, { ...table.dialect, lineTerminators: ['\r\n', '\n', '\r'] });
          problems.push(...found.problems);
          const isLost = found.problems.length > 0 && found.rows.length < 2;
          return isLost ? undefined : found.rows;
        });
    if (!rows) unread.add(table.name);
    return { table, file: sheetFile, rows: rows ?? [] };
  });
  return { file, read: contents, group, sheets, unread, problems };
}

/** Stands in where a document names no base, so that the rest of it can still be judged. */
const noBase = 'https://example.org/data/';

/** The metadata of a project. It is the project's own, so a slip that another processor only warns of is an error here. */
function readGroup(text: string | undefined, file: string, base: string | undefined, problems: Problem[]): TableGroup {
  const tell = metadataReport(file, problems);
  const report: Report = (path, message) => tell(path, message);
  const document = text === undefined ? undefined : parseMetadata(text, report);
  const isJudged = document !== undefined;
  const given = based(document ?? { tables: [] }, base, isJudged ? report : ignore);
  const group = readMetadata(given, noBase, isJudged ? report : ignore);
  for (const { name } of group.tables)
    if (!isInFolder(name)) report('tables', `url must name a file in the same folder, not "${name}"`);
  return group;
}

const ignore = (): void => {};

/** The document with the base that is asked for in place of its own; one of them there must be. */
function based(document: Json, override: string | undefined, report: Report): Json {
  const given = Array.isArray(document['@context']) ? document['@context'][1] : undefined;
  const context: Json = isObject(given) ? given : {};
  const base = override ?? string(context['@base']) ?? '';
  const isBase = /^https?:/.test(base) && URL.canParse(base);
  if (!isBase) report('@context', `@base must be a web address, not "${base}"`);
  return { ...document, '@context': ['http://www.w3.org/ns/csvw', { ...context, '@base': isBase ? base : noBase }] };
}

/** "links.csv" and "more/links.csv", but not "../links.csv", "/etc/passwd" or "C:\\links.csv". */
const isInFolder = (name: string): boolean => /^[^/\\:]/.test(name) && !/[\\:]|(^|\/)\.\.(\/|$)/.test(name);

/** Maps all sheets to statements and checks their cells and keys (Model for Tabular Data, section 6.6). */
export function mapSheets(
  { group, sheets, unread, problems: readProblems }: Sheets,
  sink: (subject: NamedNode | BlankNode, predicate: NamedNode, object: Quad_Object, origin: SheetOrigin) => void,
): Problem[] {
  const keys = createKeys(group.tables, false);
  const problems = sheets
    .filter(({ table }) => !unread.has(table.name))
    .flatMap((sheet) =>
      mapSheet(sheet.table, sheet.file, sheet.rows, keys, (subject, predicate, object, row, column) =>
        sink(subject, predicate, object, { sheet, row, column }),
      ),
    );
  const partial = new Set(
    [...readProblems, ...problems].filter(({ isPartial }) => isPartial).map(({ where }) => where.file),
  );
  const isWhole = (table: Table): boolean => !sheets.some((sheet) => sheet.table === table && partial.has(sheet.file));
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
