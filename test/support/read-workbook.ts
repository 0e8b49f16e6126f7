import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Problem } from '../../src/problem.js';
import type { ReadWorkbook } from '../../src/workbook/read.js';
import { root } from './gcm.js';

/** The door as it was compiled: the thread behind it is a compiled file too. */
const compiled = pathToFileURL(path.join(root, 'dist/workbook/read.js')).href;

export async function readWorkbook(bytes: Uint8Array, file = 'data/gcm.xlsx'): Promise<ReadWorkbook> {
  const door = (await import(compiled)) as { readWorkbook(bytes: Uint8Array, file: string): Promise<ReadWorkbook> };
  return door.readWorkbook(bytes, file);
}

/** All that was found, of the workbook and of its sheets. */
export const problemsOf = ({ workbook, problems }: ReadWorkbook): Problem[] => [
  ...problems,
  ...(workbook?.problems ?? []),
  ...(workbook?.sheets.flatMap((sheet) => sheet.problems) ?? []),
];

/** The problems in short: "error formula links!B2". */
export const inShort = (read: ReadWorkbook): string[] =>
  problemsOf(read).map(({ severity, code, where: { sheet, row, cell } }) =>
    [severity, code, [sheet, cell ?? (row === undefined ? undefined : `row ${row}`)].filter(Boolean).join('!')]
      .join(' ')
      .trim(),
  );

/** The texts of a sheet's rows, by row number: [1, ['a', undefined, 'c']]. */
export const textsOf = ({ workbook }: ReadWorkbook, sheet = 0): [number, (string | undefined)[]][] =>
  (workbook?.sheets[sheet]?.rows ?? []).map(({ number, cells }) => [number, cells.map((cell) => cell?.text)]);
