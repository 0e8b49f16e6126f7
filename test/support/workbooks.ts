import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { expect } from 'vitest';
import type { Problem } from '../../src/problem.js';
import { readWorkbook as read } from '../../src/workbook/read.js';
import type { ReadOptions, WorkbookResult } from '../../src/workbook/workbook.js';
import { edit } from './edit.js';
import { type Ended, gcm } from './gcm.js';
import { type CellSpec, type SheetSpec, type WorkbookSpec, xlsx, zipOf } from './xlsx.js';

/** A workbook that replaces CSV files and can be edited. */
interface Editing {
  spec: WorkbookSpec;
  sheet(name: string): SheetSpec;
  /** Replaces the cell at an address, "B5". */
  put(sheet: string, address: string, cell: CellSpec): void;
}

/** Moves CSV files into the workbook gcm.xlsx, updates tables.json, and edits the workbook. */
export function intoWorkbook(data: string, names: string[], change: (editing: Editing) => void = () => {}): void {
  const sheets = names.map((name) => ({
    name,
    rows: parse(readFileSync(path.join(data, `${name}.csv`))) as string[][],
  }));
  const spec: WorkbookSpec = { sheets: sheets.map(({ name, rows }) => ({ name, rows: rows.map(filled) })) };
  const sheet = (name: string): SheetSpec => spec.sheets.find((one) => one.name === name) as SheetSpec;
  const put: Editing['put'] = (name, address, cell) => {
    const [, column = 'A', row = '1'] = /^([A-Z])(\d+)$/.exec(address) ?? [];
    (sheet(name).rows[Number(row) - 1] as CellSpec[])[column.charCodeAt(0) - 65] = cell;
  };
  change({ spec, sheet, put });
  replaceByWorkbook(data, names, xlsx(spec));
}

/** Replaces CSV files with the sheets of a workbook, and updates tables.json. */
export function replaceByWorkbook(data: string, names: string[], bytes: Uint8Array, file = 'gcm.xlsx'): void {
  for (const name of names) {
    rmSync(path.join(data, `${name}.csv`));
    edit(data, 'tables.json', (text) => text.replaceAll(`"${name}.csv"`, `"${file}#${name}"`));
  }
  writeFileSync(path.join(data, file), bytes);
}

/** Edits the parts of a workbook whose names match. */
export function editParts(file: string, part: RegExp, change: (text: string) => string): void {
  const parts = Object.entries(unzipSync(readFileSync(file)));
  const edited = parts.map(([name, bytes]) => [name, part.test(name) ? change(strFromU8(bytes)) : bytes]);
  writeFileSync(file, zipOf(Object.fromEntries(edited)));
}

/** Edits the part of a sheet of an exported workbook, whose parts have the order of its sheets. The edit must change it. */
export function editSheet(file: string, sheet: string, change: (xml: string) => string): void {
  const workbook = strFromU8(unzipSync(readFileSync(file))['xl/workbook.xml'] as Uint8Array);
  const names = [...workbook.matchAll(/<sheet name="([^"]*)"/g)].map(([, name]) => name);
  editParts(file, new RegExp(`worksheets/sheet${names.indexOf(sheet) + 1}\\.xml$`), (xml) => {
    const changed = change(xml);
    expect(changed).not.toBe(xml);
    return changed;
  });
}

/** Replaces empty texts with missing cells. */
const filled = (cells: string[]): CellSpec[] => cells.map((text) => (text === '' ? undefined : text));

/** Two styles. The second shows a number as a date: "4-Mar". */
export const dateStyles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="16"/></cellXfs>';

/** Returns the bytes of the sheets of a project, by name. */
export const sheetBytes = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(path.join(folder, 'data'), { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => [name, readFileSync(path.join(folder, 'data', name), 'latin1')]),
  );

/** Expects success, and returns the output on stderr. */
export function done({ code, stdout, stderr }: Ended): string {
  expect({ code, stdout: code === 0 ? '' : stdout }).toEqual({ code: 0, stdout: '' });
  return stderr;
}

/** Exports the sheets of a project, and returns the path of the workbook. */
export const exported = async (cwd: string): Promise<string> => {
  done(await gcm(['workbook', 'export', 'out.xlsx'], { cwd }));
  return path.join(cwd, 'out.xlsx');
};

/** Reads a workbook in this thread. */
export const readWorkbook = (
  bytes: Uint8Array,
  file = 'data/gcm.xlsx',
  options: ReadOptions = {},
): Promise<WorkbookResult> => read(bytes, file, options);

/** Returns all problems of a workbook and its sheets. */
export const problemsOf = ({ workbook, problems }: WorkbookResult): Problem[] => [
  ...problems,
  ...(workbook?.problems ?? []),
  ...(workbook?.sheets.flatMap((sheet) => sheet.problems) ?? []),
];

/** Returns the problems in short form: "error formula links!B2". */
export const inShort = (read: WorkbookResult): string[] =>
  problemsOf(read).map(({ severity, code, where: { sheet, row, cell } }) =>
    [severity, code, [sheet, cell ?? (row === undefined ? undefined : `row ${row}`)].filter(Boolean).join('!')]
      .join(' ')
      .trim(),
  );

/** Returns the texts of rows with their numbers: [1, ['a', undefined, 'c']]. */
export const textsOf = ({ workbook }: WorkbookResult, sheet = 0): [number, (string | undefined)[]][] =>
  (workbook?.sheets[sheet]?.rows ?? []).map(({ number, cells }) => [number, cells.map((cell) => cell?.text)]);
