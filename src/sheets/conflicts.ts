import { type Place, type Problem, problemOf } from '../problem.js';
import { excerpts, rowName } from './change-words.js';
import type { Comparison } from './comparison.js';
import texts from './messages.json' with { type: 'json' };
import type { Conflict } from './three-way.js';

/** How a sheet is imported. */
export interface SheetImport {
  file: string; // the workbook, for problems
  name: string; // of the sheet
  by: string; // who saved the workbook: " (last saved by Ana)", or ""
  base: string[][] | undefined; // the rows at the time of the export, with the header
  isForced: boolean;
}

/**
 * Reports a cell that was changed differently in the workbook and in the CSV file (`own`), or a row that was changed on one
 * side and removed on the other. It is a notice if the workbook wins.
 */
export function conflictProblem(
  { column, base, ours, theirs }: Conflict,
  { titles, keys, versions, addressOf, ...rows }: Comparison,
  own: string,
  { file, name, by, isForced }: SheetImport,
): Problem {
  const before = base === undefined ? undefined : versions.base[base];
  const our = ours === undefined ? undefined : versions.ours[ours];
  const their = theirs === undefined ? undefined : versions.theirs[theirs]?.map((cell) => cell ?? '');
  const place = our ? `${own} row ${rows.ours[ours as number]?.number}` : own;
  const row = rowName(our ?? their ?? [], titles, keys);
  const where: Place = { file, sheet: name };
  const cell = addressOf(theirs, column ?? keys[0] ?? 0);
  if (theirs !== undefined) where.row = rows.theirs[theirs]?.number as number;
  if (cell !== undefined) where.cell = cell;
  const tell = (text: typeof texts.conflict, values: Record<string, string>): Problem => {
    const severity = isForced ? 'notice' : text.severity;
    const fix = isForced ? texts.fixes['import-conflict'] : text.fix;
    return problemOf({ ...text, severity, fix }, where, { row, by, place, own, ...values });
  };
  if (column === undefined) {
    const changed = our ?? their ?? [];
    const changes = titles.flatMap((title, i) => {
      const [was = '', is = ''] = [before?.[i], changed[i]];
      return was === is ? [] : `${title} ${excerpts(was, is).join(' → ')}`;
    });
    return tell(our ? texts.removedHere : texts.removedThere, { changes: changes.join(', ') });
  }
  const title = titles[column] as string;
  where.column = title;
  where.value = their?.[column] ?? '';
  const [here, there] = excerpts(their?.[column] ?? '', our?.[column] ?? '');
  const [was] = excerpts(before?.[column] ?? '', their?.[column] ?? '');
  return tell(before ? texts.conflict : texts.conflictInNewRow, { column: title, here, there, was });
}
