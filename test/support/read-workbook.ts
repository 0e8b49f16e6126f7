import type { Problem } from '../../src/problem.js';
import { readWorkbook as read } from '../../src/workbook/read.js';
import type { ReadOptions, WorkbookResult } from '../../src/workbook/workbook.js';

export const readWorkbook = (
  bytes: Uint8Array,
  file = 'data/gcm.xlsx',
  options: ReadOptions = {},
): Promise<WorkbookResult> => read(bytes, file, options);

/** All that was found, of the workbook and of its sheets. */
export const problemsOf = ({ workbook, problems }: WorkbookResult): Problem[] => [
  ...problems,
  ...(workbook?.problems ?? []),
  ...(workbook?.sheets.flatMap((sheet) => sheet.problems) ?? []),
];

/** The problems in short: "error formula links!B2". */
export const inShort = (read: WorkbookResult): string[] =>
  problemsOf(read).map(({ severity, code, where: { sheet, row, cell } }) =>
    [severity, code, [sheet, cell ?? (row === undefined ? undefined : `row ${row}`)].filter(Boolean).join('!')]
      .join(' ')
      .trim(),
  );

/** The texts of a sheet's rows, by row number: [1, ['a', undefined, 'c']]. */
export const textsOf = ({ workbook }: WorkbookResult, sheet = 0): [number, (string | undefined)[]][] =>
  (workbook?.sheets[sheet]?.rows ?? []).map(({ number, cells }) => [number, cells.map((cell) => cell?.text)]);
