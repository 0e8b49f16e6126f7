import { columnNumber, countBySeverity, type Place, type Problem, type Severity } from '../problem.js';

/** "data/links.csv:14:2", in a workbook "data/gcm.xlsx:links!B14", or what is known of it. */
export function place({ file, sheet, row, cell, column, value }: Place): string {
  if (sheet !== undefined) return `${file}:${sheet}${row === undefined ? '' : `!${cell ?? row}`}`;
  if (row === undefined) return value ? `${file}: ${value}` : file;
  if (cell !== undefined) return `${file}:${row}:${columnNumber({ file, cell })}`;
  return column === undefined ? `${file}:${row}` : `${file}:${row} (${column})`;
}

/** The place within its file, as a spreadsheet shows it: "B14", "links!B14", "row 14"; nothing for the file as a whole. */
export function placeInFile({ sheet, row, cell, column }: Place): string {
  const inSheet = cell ?? (row === undefined ? '' : `row ${row}${column === undefined ? '' : ` (${column})`}`);
  if (sheet === undefined) return inSheet;
  return inSheet === '' ? sheet : `${sheet}!${inSheet}`;
}

/** "2 errors, 1 warning, 0 notices". */
export function summary(problems: Problem[]): string {
  const counts = countBySeverity(problems);
  return (Object.keys(counts) as Severity[]).map((name) => plural(counts[name], name)).join(', ');
}

export const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
