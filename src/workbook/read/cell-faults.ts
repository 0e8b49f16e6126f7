import { cellAddress, clip, grouped } from '../../problem.js';
import type { FoundCell } from './found-cell.js';
import type { Faults } from './reading.js';
import { unescapeText } from './text-runs.js';

/** What is wrong with what single cells hold, as the steward is told. */

export function tellFormula(found: FoundCell, formula: string, faults: Faults): void {
  const { formulaRange = addressOf(found) } = found;
  const cells = formulaRange === addressOf(found) ? 'the cell holds' : `the cells ${clip(formulaRange)} hold`;
  faults.tell({
    code: 'formula',
    severity: 'error',
    message: `${cells} a formula, and the value beside it may be out of date`,
    where: { ...placeOf(found), ...(formula !== '' && { value: `=${unescapeText(formula)}` }) },
    fix: 'copy the cell and paste it in place as values (Paste Special, Values)',
  });
}

export function tellUnreadable(found: FoundCell, faults: Faults): void {
  faults.tell({
    code: 'format',
    severity: 'error',
    message: 'the cell holds what its type or style does not allow',
    where: { ...placeOf(found), value: found.value },
    fix: 'type its content in again',
  });
}

export function tellStruck(found: FoundCell, faults: Faults): void {
  faults.tell({
    code: 'struck-through',
    severity: 'warning',
    message: 'text of the cell is struck through, but is taken as it stands',
    where: placeOf(found),
    fix: 'delete what does not hold any more, or take the line off (Format Cells, Font)',
  });
}

export function tell1904(found: FoundCell, date: string, faults: Faults): void {
  faults.tell({
    code: 'ambiguous',
    severity: 'error',
    message: 'the workbook counts its days from 1904 on, so its dates shift by four years where that is overlooked',
    where: { ...placeOf(found), value: date },
    fix: 'format the cells as text and type the dates in as 2026-03-04, or take off "Use 1904 date system" (File, Options, Advanced) and type them in again',
  });
}

/** Formatted words are told once a column, for they do no harm. */
export function tellRich(first: FoundCell, count: number, faults: Faults): void {
  const column = addressOf(first).replace(/\d+$/, '');
  const cells = count === 1 ? `a cell in column ${column} has` : `${grouped(count)} cells in column ${column} have`;
  faults.tell({
    code: 'rich-text',
    severity: 'notice',
    message: `${cells} bold, coloured or other formatted words; the plain text is taken`,
    where: placeOf(first),
  });
}

const addressOf = ({ row, column }: FoundCell): string => cellAddress(row, column + 1);

const placeOf = (found: FoundCell) => ({ row: found.row, cell: addressOf(found) });
