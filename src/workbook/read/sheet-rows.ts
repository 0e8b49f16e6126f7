import { cellAddress, clip, type Place } from '../../problem.js';
import texts from '../messages.json' with { type: 'json' };
import type { Attributes, ElementHandlers } from '../xml.js';
import type { FoundCell } from './cells.js';
import { type Faults, limits, type Reading, refuse } from './reading.js';
import { collectRuns } from './texts.js';

/** Takes where something is in a sheet: each row with its attributes, and each column from 0. */
export interface RowMarks {
  row(number: number, attributes: Attributes, isFilled: boolean): void;
  cell(column: number): void;
}

/**
 * Reads the elements of `sheetData` (ECMA-376-1, section 18.3.1.80): where rows and cells are, and passes on what cells
 * hold. What has no address, or one that is taken, is a fault and left out. `take` says whether there was something.
 */
export function collectRows(
  take: (cell: FoundCell) => boolean,
  marks: RowMarks,
  reading: Reading,
  faults: Faults,
): ElementHandlers {
  const runs = collectRuns();
  const taken = new Uint32Array(limits.columns); // by column: the last row in which it was
  let rowAttributes: Attributes = {};
  let row = 0; // 0: it has no place
  let lastRow = 0;
  let lastColumn = -1;
  let width = 0;
  let cell: FoundCell | undefined;
  let captured: 'value' | 'formula' | undefined;

  reading.place = () => placeOf(row, cell?.column);
  const openRow = (attributes: Attributes): void => {
    const { r = String(lastRow + 1) } = attributes;
    const number = parseRowNumber(r);
    if (number === undefined) faults.tell(texts.noSuchRow, { value: r });
    else if (number === lastRow) faults.tell(texts.rowTwice, { row: number }, { row: number });
    else if (number < lastRow) faults.tell(texts.rowBehind, { row: number }, { row: number, lastRow });
    row = number !== undefined && number > lastRow ? number : 0;
    lastRow = Math.max(lastRow, row);
    rowAttributes = attributes;
    lastColumn = -1;
    width = 0;
  };

  const openCell = ({ r, t = 'n', s }: Attributes): void => {
    const place = r === undefined ? { row, column: lastColumn + 1 } : parseReference(r);
    if (row === 0) return;
    if (place?.row !== row || place.column >= limits.columns) {
      const which =
        r === undefined ? 'stands behind the last column' : `has the address ${clip(r)}, which is no place here`;
      faults.tell(texts.misplacedCell, { row, ...(r !== undefined && { value: r }) }, { which });
    } else if (taken[place.column] === row) {
      faults.tell(texts.cellTwice, placeOf(row, place.column));
    } else {
      taken[place.column] = row;
      lastColumn = place.column;
      cell = { row, column: place.column, type: t, style: Number(s ?? 0), value: '' };
    }
  };

  const closeCell = (found: FoundCell): void => {
    if (found.isInline) found.inline = runs.take();
    if (take(found)) {
      marks.cell(found.column);
      reading.cells += Math.max(0, found.column + 1 - width);
      width = Math.max(width, found.column + 1);
      if (reading.cells > limits.cells) refuse(reading, texts.tooManyCells);
    }
    cell = undefined;
  };

  return {
    open(name, attributes, depth) {
      if (depth === 3) openRow(attributes);
      else if (depth === 4 && name === 'c') openCell(attributes);
      else if (!cell) return;
      else if (depth > 5) runs.open(name, attributes);
      else if (name === 'v') captured = 'value';
      else if (name === 'f') {
        captured = 'formula';
        cell.formula = '';
        if (attributes['ref'] !== undefined) cell.formulaRange = attributes['ref'];
      } else if (name === 'is') cell.isInline = true;
    },
    text(text) {
      if (!cell) return;
      if (captured === 'value') cell.value += text;
      else if (captured === 'formula') cell.formula += text;
      else runs.text(text);
    },
    close(name, depth) {
      if (depth === 3 && row > 0) marks.row(row, rowAttributes, width > 0);
      else if (depth === 4 && cell) closeCell(cell);
      else if (depth === 5) captured = undefined;
      else if (depth > 5) runs.close(name);
    },
  };
}

/** A place as people know it: (14, 1) is row 14, cell "B14". */
const placeOf = (row: number, column: number | undefined): Partial<Place> => ({
  ...(row > 0 && { row }),
  ...(row > 0 && column !== undefined && { cell: cellAddress(row, column + 1) }),
});

/** A place in a sheet: row from 1, as shown; column from 0, as rows are indexed. */
export interface Reference {
  row: number;
  column: number;
}

/** "B14" → row 14, column 1; undefined for what no sheet has: "XFE1", "A1048577", "A0", "b14". */
export function parseReference(text: string): Reference | undefined {
  let column = 0;
  let i = 0;
  for (; i < text.length; i++) {
    const letter = text.charCodeAt(i) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
    if (column > limits.columns) return undefined;
  }
  const row = parseRowNumber(text, i);
  return column > 0 && row !== undefined ? { row, column: column - 1 } : undefined;
}

/** "14" → 14; undefined for "0", "014", "1048577", "1e3". The number begins at `start`. */
export function parseRowNumber(text: string, start = 0): number | undefined {
  let row = 0;
  for (let i = start; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9 || (row === 0 && digit === 0)) return undefined;
    row = row * 10 + digit;
    if (row > limits.rows) return undefined;
  }
  return row > 0 ? row : undefined;
}

/** "B2:D9" or "B2" → its first cell; undefined when a corner is no cell. */
export function firstOfRange(text: string): Reference | undefined {
  const corners = text.split(':', 3).map(parseReference);
  const [first, last = first] = corners;
  if (corners.length > 2 || !first || !last) return undefined;
  return { row: Math.min(first.row, last.row), column: Math.min(first.column, last.column) };
}
