import { cellAddress, clip } from '../../problem.js';
import texts from '../messages.json' with { type: 'json' };
import { noteAuthor } from '../parts.js';
import { type Attributes, type ElementHandlers, isOn, readXml } from '../xml.js';
import type { Archive } from './archive.js';
import { type FoundCell, placeOf } from './cells.js';
import { type Relationship, relationshipId } from './package.js';
import { type Faults, limits, type Reading, refuse, refuseLongList } from './reading.js';
import { collectRuns } from './shared.js';

/**
 * Reads the rows and cells of `sheetData` (ECMA-376-1, section 18.3.1.80). Reports and skips a row or cell with an invalid
 * or duplicate address. `take` returns true if a cell has content.
 */
export function collectRows(
  take: (cell: FoundCell) => boolean,
  marks: ReturnType<typeof collectMarks>,
  reading: Reading,
  faults: Faults,
): ElementHandlers {
  const runs = collectRuns();
  const taken = new Uint32Array(limits.columns); // the last row with a cell, by column
  let rowAttributes: Attributes = {};
  let row = 0; // 0 for a row with an invalid number
  let lastRow = 0;
  let lastColumn = -1;
  let width = 0;
  let cell: FoundCell | undefined;
  let captured: 'value' | 'formula' | undefined;

  reading.place = () => (cell ? placeOf(cell) : row > 0 ? { row } : {});
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
      const which = r === undefined ? 'is after the last column' : `has the invalid address "${clip(r)}"`;
      faults.tell(texts.misplacedCell, { row, ...(r !== undefined && { value: r }) }, { which });
    } else if (taken[place.column] === row) {
      faults.tell(texts.cellTwice, placeOf(place));
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
      if (reading.cells > reading.limits.cells) refuse(reading, texts.tooManyCells);
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

/** A place in a sheet. Rows count from 1, columns from 0. */
interface Reference {
  row: number;
  column: number;
}

/** Converts "B14" to row 14, column 1. Undefined for invalid addresses: "XFE1", "A1048577", "A0", "b14". */
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

/** Converts "14" to 14, from `start`. Undefined for "0", "014", "1048577", "1e3". */
function parseRowNumber(text: string, start = 0): number | undefined {
  let row = 0;
  for (let i = start; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9 || (row === 0 && digit === 0)) return undefined;
    row = row * 10 + digit;
    if (row > limits.rows) return undefined;
  }
  return row > 0 ? row : undefined;
}

/** Returns the first and last cell of "B2:D9" or "B2". Undefined if a corner is not a cell. */
export function parseRange(text: string): { first: Reference; last: Reference } | undefined {
  const corners = text.split(':', 3).map(parseReference);
  const [one, other = one] = corners;
  if (corners.length > 2 || !one || !other) return undefined;
  return {
    first: { row: Math.min(one.row, other.row), column: Math.min(one.column, other.column) },
    last: { row: Math.max(one.row, other.row), column: Math.max(one.column, other.column) },
  };
}

const firstOfRange = (text: string): Reference | undefined => parseRange(text)?.first;

/** Adjacent hidden rows or columns, from 1. */
interface Run {
  first: number;
  last: number;
  isFilled: boolean;
}

/** Adds hidden rows or columns to the last run if they are adjacent, or as a new run. */
function addHidden(runs: Run[], first: number, isFilled: boolean, last = first): void {
  const run = runs.at(-1);
  if (run?.last !== first - 1) runs.push({ first, last, isFilled });
  else {
    run.last = last;
    run.isFilled ||= isFilled;
  }
}

/** Collects properties of a sheet, and reports hidden data, merged cells and harmful links. */
export function collectMarks(links: Map<string, Relationship>, reading: Reading, faults: Faults) {
  const hiddenColumns = new Uint8Array(limits.columns);
  const filledColumns = new Uint8Array(limits.columns);
  const hiddenRows: Run[] = [];
  let columnItems = 0;
  let areRowsHidden = false; // rows without their own height
  return {
    open(name: string, attributes: Attributes): void {
      if (name === 'sheetFormatPr') {
        areRowsHidden = isZero(attributes['defaultRowHeight']);
        if (isZero(attributes['defaultColWidth'])) hiddenColumns.fill(1);
      } else if (name === 'col') {
        refuseLongList(reading, ++columnItems, 'column definitions');
        const [min, max] = [Number(attributes['min']), Number(attributes['max'])];
        if (min >= 1) hiddenColumns.fill(isHiddenColumn(attributes) ? 1 : 0, min - 1, max);
      } else if (name === 'mergeCell') tellMerge(attributes['ref'] ?? '', faults);
      else if (name === 'hyperlink') tellLink(attributes, links, faults);
    },
    row(number: number, { hidden, ht }: Attributes, isFilled: boolean, last = number): void {
      if (!isOn(hidden) && !isZero(ht) && !(ht === undefined && areRowsHidden)) return;
      addHidden(hiddenRows, number, isFilled, last);
    },
    cell(column: number): void {
      filledColumns[column] = 1;
    },
    /** Reports all hidden data of the sheet once. It is read like the rest. */
    end(isHiddenSheet = false): void {
      const columns: Run[] = [];
      hiddenColumns.forEach((isHidden, column) => {
        if (isHidden) addHidden(columns, column + 1, filledColumns[column] === 1);
      });
      const letters = (column: number): string => cellAddress(1, column).slice(0, -1);
      const [rowRuns, columnRuns] = [hiddenRows, columns].map((runs) => runs.filter(({ isFilled }) => isFilled));
      const found = [hiddenWords('row', rowRuns, String), hiddenWords('column', columnRuns, letters)].filter(Boolean);
      const [row, column] = [rowRuns?.[0]?.first, columnRuns?.[0]?.first];
      const where = row === undefined ? { row: 1, cell: cellAddress(1, column ?? 1) } : { row };
      if (isHiddenSheet) faults.tell(texts.hiddenSheet);
      else if (found.length > 0) faults.tell(texts.hiddenData, where, { found: found.join(', ') });
    },
  };
}

const isZero = (size: string | undefined): boolean => size !== undefined && Number(size) === 0;

const isHiddenColumn = ({ hidden, width }: Attributes): boolean => isOn(hidden) || isZero(width);

/** Most runs of hidden rows that a message lists. */
const runsListed = 5;

/** Returns "row 3", "columns B to D" or "9 rows (2, 4 to 5, …)". */
function hiddenWords(thing: string, runs: Run[] = [], nameOf: (number: number) => string): string {
  const names = runs
    .slice(0, runsListed)
    .map(({ first, last }) => (first === last ? nameOf(first) : `${nameOf(first)} to ${nameOf(last)}`));
  const count = runs.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  if (runs.length > 1) return `${count} ${thing}s (${names.join(', ')}${runs.length > runsListed ? ', …' : ''})`;
  return count === 0 ? '' : `${thing}${count > 1 ? 's' : ''} ${names[0]}`;
}

function tellMerge(range: string, faults: Faults): void {
  const first = firstOfRange(range);
  const where = first && { ...placeOf(first), value: range };
  faults.tell(first ? texts.mergedCells : texts.mergedOutside, where, { range: clip(range) });
}

function tellLink(attributes: Attributes, links: Map<string, Relationship>, faults: Faults): void {
  const target = links.get(relationshipId(attributes) ?? '')?.target ?? '';
  tellTarget(target, firstOfRange(attributes['ref'] ?? ''), faults);
}

/** Reports a link that runs code or opens a local file. */
export function tellTarget(target: string, first: Reference | undefined, faults: Faults): void {
  const plain = target.replace(/[\p{Cc}\p{Z}]/gu, '');
  const scheme = /^(javascript|vbscript|file|data|macro|vnd\.sun\.star\.[a-z]+):/i.exec(plain)?.[1];
  if (scheme === undefined) return;
  faults.tell(texts.harmfulLink, { ...(first && placeOf(first)), value: target }, { scheme: scheme.toLowerCase() });
}

/**
 * Warns about each cell with comments, because comments are not published. Comments in the first row describe columns. A
 * threaded comment is also stored as a note for older programs, but is reported once.
 */
export function tellComments(archive: Archive, relationships: Relationship[], reading: Reading, faults: Faults): void {
  const tell = commentTeller(reading, faults);
  for (const type of ['threadedComment', 'comments']) {
    for (const { target } of relationships.filter((relationship) => relationship.type === type)) {
      const entry = archive.find(target);
      if (entry) readXml(entry, reading, collectComments(tell, reading));
    }
  }
}

/** Returns a function that reports a comment. It ignores comments in the first row and comments that `gcm` wrote. */
export function commentTeller(reading: Reading, faults: Faults) {
  const commented = new Set<string>();
  return (place: Reference | undefined, author: string, text: string): void => {
    if (!place || place.row === 1 || author === noteAuthor) return;
    const where = placeOf(place);
    if (commented.has(where.cell)) return;
    commented.add(where.cell);
    refuseLongList(reading, commented.size, 'comments');
    faults.tell(texts.comment, { ...where, value: text });
  };
}

/** Reads both forms: `comment` with the number of an author, and `threadedComment`. */
function collectComments(tell: ReturnType<typeof commentTeller>, reading: Reading) {
  const authors: string[] = [];
  const runs = collectRuns();
  let place: Reference | undefined;
  let author = '';
  let plain: string | undefined;
  return {
    open(name: string, attributes: Record<string, string>): void {
      runs.open(name, attributes);
      if (name === 'author' || (name === 'text' && place)) plain = '';
      if (name !== 'comment' && name !== 'threadedComment') return;
      place = parseReference(attributes['ref'] ?? '');
      author = authors[Number(attributes['authorId'])] ?? '';
    },
    text(text: string): void {
      runs.text(text);
      if (plain !== undefined && plain.length <= limits.cellCharacters) plain += text;
    },
    close(name: string): void {
      runs.close(name);
      if (name === 'author') {
        refuseLongList(reading, authors.push(plain ?? ''), 'authors of comments');
        plain = undefined;
      } else if (name === 'comment') tell(place, author, runs.take().text);
      else if (name === 'threadedComment') tell(place, author, plain ?? '');
      if (name === 'comment' || name === 'threadedComment') plain = place = undefined;
    },
  };
}
