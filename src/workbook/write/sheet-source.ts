import { UserError } from '../../problem.js';

/** A table as a sheet of a workbook: what `writeWorkbook` is given. */
export interface SheetSource {
  name: string; // "links": at most 31 characters, none of []:*?/\
  title: string; // "Targets, by source"
  rows: string[][]; // the header first
  columns: ColumnSource[]; // in the order of the header
}

/** A column of such a sheet: how its cells are stored, and what the program offers to whoever edits them. */
export interface ColumnSource {
  name: string;
  description?: string; // shown when the pointer rests on the header
  isKey?: boolean; // its filled cells are locked
  isCode?: boolean; // text, whatever it looks like
  isNumber?: boolean; // its cells are numbers where no digit is lost by it
  language?: string; // "ar"
  required?: boolean;
  choices?: string[]; // the values to choose from
  choicesFrom?: { sheet: string; column: string }; // … or the column that holds them
}

/** Names that the workbook's own sheets have, or that Excel keeps for itself. */
export const takenNames = ['about', 'lists', 'problems', 'history'];

/** Throws `UserError` for names of sheets with which Excel does not open a workbook. */
export function assertSheetNames(sheets: SheetSource[]): void {
  const used = new Set(takenNames);
  for (const { name } of sheets) {
    if (used.has(name.toLowerCase())) throw new UserError(`Duplicate or reserved sheet name "${name}"`);
    if (name === '' || name.length > 31 || /[[\]:*?/\\\p{Cc}]|^'|'$/u.test(name))
      throw new UserError(
        `Invalid sheet name "${name}": use 1 to 31 characters, none of []:*?/\\, and no apostrophe at either end`,
      );
    used.add(name.toLowerCase());
  }
}

const rightToLeft = new Set(['ar', 'dv', 'fa', 'he', 'ps', 'ug', 'ur', 'yi']);

/** Whether a language is written from right to left: "ar" and "ar-EG" are. */
export const isRightToLeft = (language: string | undefined): boolean =>
  rightToLeft.has(language?.toLowerCase().split('-')[0] ?? '');

/** How many rows below the last one take new entries: they are chosen from, and offered as choices elsewhere. */
export const spareRows = 500;
