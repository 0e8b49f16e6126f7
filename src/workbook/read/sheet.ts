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
 * Reads the elements of `sheetData` (ECMA-376-1, section 18.3.1.80): where rows and cells are, and passes on what cells
 * hold. What has no address, or one that is taken, is a fault and left out. `take` says whether there was something.
 */
export function collectRows(
  take: (cell: FoundCell) => boolean,
  marks: ReturnType<typeof collectMarks>,
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
      const which =
        r === undefined ? 'stands behind the last column' : `has the address ${clip(r)}, which is no place here`;
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

/** A place in a sheet: row from 1, as shown; column from 0, as rows are indexed. */
interface Reference {
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

/** "B2:D9" or "B2" → its first cell; undefined when a corner is no cell. */
function firstOfRange(text: string): Reference | undefined {
  const corners = text.split(':', 3).map(parseReference);
  const [first, last = first] = corners;
  if (corners.length > 2 || !first || !last) return undefined;
  return { row: Math.min(first.row, last.row), column: Math.min(first.column, last.column) };
}

/** Hidden rows or columns next to each other, from 1. */
interface Run {
  first: number;
  last: number;
  isFilled: boolean;
}

/** Adds the next hidden row or column to the run that it goes on with, or as a new one. */
function addHidden(runs: Run[], number: number, isFilled: boolean): void {
  const run = runs.at(-1);
  if (run?.last !== number - 1) runs.push({ first: number, last: number, isFilled });
  else {
    run.last = number;
    run.isFilled ||= isFilled;
  }
}

/** Takes what a sheet says around its rows, and tells what is wrong with it: hidden rows and columns, merged cells, links. */
export function collectMarks(links: Map<string, Relationship>, reading: Reading, faults: Faults) {
  const hiddenColumns = new Uint8Array(limits.columns);
  const filledColumns = new Uint8Array(limits.columns);
  const hiddenRows: Run[] = [];
  let columnItems = 0;
  let areRowsHidden = false; // those that say nothing of their height
  return {
    open(name: string, attributes: Attributes): void {
      if (name === 'sheetFormatPr') {
        areRowsHidden = isZero(attributes['defaultRowHeight']);
        if (isZero(attributes['defaultColWidth'])) hiddenColumns.fill(1);
      } else if (name === 'col') {
        refuseLongList(reading, ++columnItems, 'entries for columns');
        const [min, max] = [Number(attributes['min']), Number(attributes['max'])];
        if (min >= 1) hiddenColumns.fill(isHiddenColumn(attributes) ? 1 : 0, min - 1, max);
      } else if (name === 'mergeCell') tellMerge(attributes['ref'] ?? '', faults);
      else if (name === 'hyperlink') tellLink(attributes, links, faults);
    },
    row(number: number, { hidden, ht }: Attributes, isFilled: boolean): void {
      if (!isOn(hidden) && !isZero(ht) && !(ht === undefined && areRowsHidden)) return;
      addHidden(hiddenRows, number, isFilled);
    },
    cell(column: number): void {
      filledColumns[column] = 1;
    },
    end(): void {
      for (const { first, last, isFilled } of hiddenRows)
        if (isFilled)
          faults.tell(texts.hiddenRows, { row: first }, { found: hiddenWords('row', `${first}`, `${last}`) });
      const columns: Run[] = [];
      hiddenColumns.forEach((isHidden, column) => {
        if (isHidden) addHidden(columns, column + 1, filledColumns[column] === 1);
      });
      for (const { first, last, isFilled } of columns) {
        const [from, to] = [first, last].map((column) => cellAddress(1, column).slice(0, -1)) as [string, string];
        const where = { row: 1, cell: cellAddress(1, first) };
        if (isFilled) faults.tell(texts.hiddenColumns, where, { found: hiddenWords('column', from, to) });
      }
    },
  };
}

const isZero = (size: string | undefined): boolean => size !== undefined && Number(size) === 0;

const isHiddenColumn = ({ hidden, width }: Attributes): boolean => isOn(hidden) || isZero(width);

/** "row 3 is hidden and holds", "columns B to D are hidden and hold". */
const hiddenWords = (thing: string, first: string, last: string): string =>
  first === last ? `${thing} ${first} is hidden and holds` : `${thing}s ${first} to ${last} are hidden and hold`;

function tellMerge(range: string, faults: Faults): void {
  const first = firstOfRange(range);
  const where = first && { ...placeOf(first), value: range };
  faults.tell(first ? texts.mergedCells : texts.mergedOutside, where, { range: clip(range) });
}

/** A link that runs something or opens a file of the reader's own machine. */
function tellLink(attributes: Attributes, links: Map<string, Relationship>, faults: Faults): void {
  const target = links.get(relationshipId(attributes) ?? '')?.target ?? '';
  const scheme = /^(javascript|vbscript|file|data):/i.exec(target.replace(/[\p{Cc}\p{Z}]/gu, ''))?.[1];
  if (scheme === undefined) return;
  const first = firstOfRange(attributes['ref'] ?? '');
  faults.tell(texts.harmfulLink, { ...(first && placeOf(first)), value: target }, { scheme: scheme.toLowerCase() });
}

/**
 * Warns of every cell with comments, whose words get lost in a table; those in the first row describe columns. A
 * conversation is written twice, as such and as a note for older programs, and told once.
 */
export function tellComments(archive: Archive, relationships: Relationship[], reading: Reading, faults: Faults): void {
  const told = new Set<string>();
  const tell = (place: Reference | undefined, author: string, text: string): void => {
    if (!place || place.row === 1 || author === noteAuthor) return;
    const where = placeOf(place);
    if (told.has(where.cell)) return;
    told.add(where.cell);
    refuseLongList(reading, told.size, 'comments');
    faults.tell(texts.comment, { ...where, value: text });
  };
  for (const type of ['threadedComment', 'comments']) {
    for (const { target } of relationships.filter((relationship) => relationship.type === type)) {
      const entry = archive.find(target);
      if (entry) readXml(entry, reading, collectComments(tell, reading));
    }
  }
}

/** Both forms: `comment` in its list with an author's number, and `threadedComment` with its text alone. */
function collectComments(tell: (place: Reference | undefined, author: string, text: string) => void, reading: Reading) {
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
