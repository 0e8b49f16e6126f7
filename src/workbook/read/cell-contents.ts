import { grouped } from '../../problem.js';
import { tell1904, tellFormula, tellRich, tellStruck, tellUnreadable } from './cell-faults.js';
import type { CellPacker } from './cell-portions.js';
import { type CellValue, cellValue } from './cell-value.js';
import type { FoundCell } from './found-cell.js';
import { limits } from './limits.js';
import { type Faults, type Reading, refuse } from './reading.js';
import { type SharedStrings, sharedString } from './shared-strings.js';
import { type CellStyle, plainStyle } from './styles.js';
import { unescapeText } from './text-runs.js';

/** What the cells of all sheets are read with. */
export interface Book {
  reading: Reading;
  shared: SharedStrings;
  styles: CellStyle[];
  formats: string[]; // number formats by index; the first is none
  is1904: boolean;
  isDateTold: boolean; // that days are counted from 1904 on, at the first cell with a day
}

/** Takes what cells hold, tells what is wrong with it, and packs it. */
export function takeContents(book: Book, packer: CellPacker, faults: Faults) {
  const { reading, shared, styles } = book;
  const formatIndexes = new Map(book.formats.map((format, i) => [format, i]));
  const richColumns = new Map<number, { first: FoundCell; count: number }>();

  const tellLook = (found: FoundCell, isRich: boolean, isStruck: boolean): void => {
    if (isStruck) tellStruck(found, faults);
    if (!isRich) return;
    const column = richColumns.get(found.column) ?? { first: found, count: 0 };
    richColumns.set(found.column, column);
    column.count++;
  };

  const takeShared = (found: FoundCell, style: CellStyle, format: number): boolean => {
    const index = /^\s*\d+\s*$/.test(found.value) ? Number(found.value) : -1;
    const known = shared[index];
    if (known === undefined) return refuseCell(found);
    const { length, isRich, isStruck } = sharedString(known);
    if (length === 0 || !countText(length, reading)) return false;
    tellLook(found, isRich, isStruck || style.isStruck);
    packer.add(found.row, found.column, 'text', format, index);
    return true;
  };

  const takeValue = (found: FoundCell, style: CellStyle, format: number, { kind, text }: CellValue): boolean => {
    if (text === '' || !countText(text.length, reading)) return false;
    if (book.is1904 && kind === 'date' && found.type === 'n' && !book.isDateTold) {
      book.isDateTold = true;
      tell1904(found, text, faults);
    }
    tellLook(found, found.inline?.isRich ?? false, style.isStruck || (found.inline?.isStruck ?? false));
    packer.add(found.row, found.column, kind, format, text);
    return true;
  };

  const refuseCell = (found: FoundCell): false => {
    tellUnreadable(found, faults);
    return false;
  };

  return {
    /** Whether the cell holds something. */
    take(found: FoundCell): boolean {
      if (found.formula !== undefined) tellFormula(found, found.formula, faults);
      if (found.value === '' && !found.isInline) return false;
      const style = styles[found.style] ?? plainStyle;
      if (style === plainStyle && styles.length > 0) return refuseCell(found);
      const format = formatIndexes.get(style.code) as number;
      if (found.type === 's') return takeShared(found, style, format);
      const raw = found.inline?.text ?? (found.type === 'str' ? unescapeText(found.value) : found.value);
      const value = cellValue(found.type, raw, style, book.is1904);
      return value ? takeValue(found, style, format, value) : refuseCell(found);
    },
    end(): void {
      for (const { first, count } of richColumns.values()) tellRich(first, count, faults);
    },
  };
}

/** Counts a text and says whether it may be kept. */
function countText(length: number, reading: Reading): boolean {
  reading.characters += length;
  if (length > limits.cellCharacters) {
    const message = `the cell has more than ${grouped(limits.cellCharacters)} characters`;
    refuse(reading, 'limit', message, 'shorten its text');
  } else if (reading.characters > limits.characters) {
    const message = `the texts of all cells have more than ${grouped(limits.characters)} characters`;
    refuse(reading, 'limit', message, 'give the table as CSV');
  } else return true;
  return false;
}
