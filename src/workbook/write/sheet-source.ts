/** A table as a workbook shows it: what `writeWorkbook` is given. */

export interface SheetSource {
  name: string; // "links": at most 31 characters, none of []:*?/\
  title: string; // "Targets, by source"
  rows: string[][]; // the header first
  columns: ColumnSource[]; // in the order of the header
}

export interface ColumnSource {
  name: string;
  description: string; // shown when the pointer rests on the header
  isKey: boolean; // what it holds in rows that are there is locked
  isCode: boolean; // text, whatever it looks like
  isNumber?: boolean; // its cells are numbers where no digit is lost by it
  language?: string; // "ar"
  required: boolean;
  choices?: string[]; // the values to choose from
  choicesFrom?: { sheet: string; column: string }; // … or the column that holds them
}

const rightToLeft = new Set(['ar', 'dv', 'fa', 'he', 'ps', 'ug', 'ur', 'yi']);

/** Whether a language is written from right to left: "ar" and "ar-EG" are. */
export const isRightToLeft = (language: string | undefined): boolean =>
  rightToLeft.has(language?.toLowerCase().split('-')[0] ?? '');

/** How many rows below the last one take new entries: they are chosen from, and offered as choices elsewhere. */
export const spareRows = 500;
