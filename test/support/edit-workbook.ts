import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { edit } from './edit.js';
import { type CellSpec, type SheetSpec, type WorkbookSpec, xlsx } from './xlsx.js';

/** The workbook that takes the place of some CSV files, as it is changed by a case. */
interface Editing {
  spec: WorkbookSpec;
  sheet(name: string): SheetSpec;
  /** Puts another cell at an address, "B5". */
  put(sheet: string, address: string, cell: CellSpec): void;
}

/** Moves sheets into the workbook gcm.xlsx, where tables.json then names them, and changes it. */
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

/** Puts a file in the place of CSV files: a sheet of it is said to be what each of them was. */
export function replaceByWorkbook(data: string, names: string[], bytes: Uint8Array, file = 'gcm.xlsx'): void {
  for (const name of names) {
    rmSync(path.join(data, `${name}.csv`));
    edit(data, 'tables.json', (text) => text.replaceAll(`"${name}.csv"`, `"${file}#${name}"`));
  }
  writeFileSync(path.join(data, file), bytes);
}

/** An empty text is no cell. */
const filled = (cells: string[]): CellSpec[] => cells.map((text) => (text === '' ? undefined : text));

/** Styles of which the second shows a number as a day: "4-Mar". */
export const dateStyles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="16"/></cellXfs>';
