import { cellCodes } from './cell-codes.js';
import type { CodeText } from './code-text.js';
import { fileCodes } from './file-codes.js';
import { graphCodes } from './graph-codes.js';
import { observationCodes } from './observation-codes.js';
import { sheetCodes } from './sheet-codes.js';
import { workbookCodes } from './workbook-codes.js';

/** A part of the catalogue, in the order in which a reader would look for it. */
export interface CodeGroup {
  title: string;
  codes: Record<string, CodeText>;
}

/**
 * Every code that the program itself can report; rules and shapes bring their own. A code never changes its meaning: it
 * is what people search for, and what other programs count.
 */
export const codeGroups: CodeGroup[] = [
  { title: 'Files and bytes', codes: fileCodes },
  { title: 'The shape of a sheet', codes: sheetCodes },
  { title: 'Cells and keys', codes: cellCodes },
  { title: 'Workbooks', codes: workbookCodes },
  { title: 'Observations', codes: observationCodes },
  { title: 'Metadata, rules and releases', codes: graphCodes },
];
