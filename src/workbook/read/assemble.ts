import type { Workbook, WorkbookSheet } from '../workbook.js';
import { createCellUnpacker } from './cell-portions.js';
import type { Portion } from './package.js';

/** Puts the portions of a workbook together, in the order in which `readPackage` yields them. */
export function assemble(portions: Iterable<Portion>): Workbook {
  const workbook: Workbook = { sheets: [], properties: new Map(), problems: [] };
  const shared: string[] = [];
  let unpack = createCellUnpacker([], shared);
  for (const portion of portions) {
    const sheet = workbook.sheets.at(-1) as WorkbookSheet;
    if (portion.step === 'properties') workbook.properties = portion.properties;
    else if (portion.step === 'formats') unpack = createCellUnpacker(portion.formats, shared);
    else if (portion.step === 'shared') for (const text of portion.texts) shared.push(text);
    else if (portion.step === 'sheet') workbook.sheets.push({ name: portion.name, rows: [], problems: [] });
    else if (portion.step === 'cells') unpack(portion, sheet.rows);
    else if (portion.step === 'sheet-end') sheet.problems = portion.problems;
    else workbook.problems = portion.problems;
  }
  return workbook;
}
