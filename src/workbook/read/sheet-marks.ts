import { cellAddress, clip } from '../../problem.js';
import texts from '../messages.json' with { type: 'json' };
import { noteAuthor } from '../text.js';
import { type Attributes, isOn, readXml } from '../xml.js';
import type { Archive } from './archive.js';
import { type Relationship, relationshipId } from './parts.js';
import { type Faults, limits, type Reading, refuseLongList } from './reading.js';
import { firstOfRange, parseReference, type Reference, type RowMarks } from './sheet-rows.js';
import { collectRuns } from './texts.js';

/** What a sheet says around its rows: hidden rows and columns, merged cells, links. */
interface SheetMarks extends RowMarks {
  open(name: string, attributes: Attributes): void;
  end(): void;
}

interface Run {
  first: number;
  last: number;
  isFilled: boolean;
}

/** Collects them, and tells at the end what is wrong with them. */
export function collectMarks(links: Map<string, Relationship>, reading: Reading, faults: Faults): SheetMarks {
  const hiddenColumns = new Uint8Array(limits.columns);
  const filledColumns = new Uint8Array(limits.columns);
  const hiddenRows: Run[] = [];
  let columnItems = 0;
  let areRowsHidden = false; // those that say nothing of their height
  return {
    open(name, attributes) {
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
    row(number, { hidden, ht }, isFilled) {
      if (!isOn(hidden) && !isZero(ht) && !(ht === undefined && areRowsHidden)) return;
      const run = hiddenRows.at(-1);
      if (run?.last !== number - 1) hiddenRows.push({ first: number, last: number, isFilled });
      else {
        run.last = number;
        run.isFilled ||= isFilled;
      }
    },
    cell(column) {
      filledColumns[column] = 1;
    },
    end() {
      for (const run of hiddenRows) if (run.isFilled) tellRows(run, faults);
      for (const run of runsOf(hiddenColumns, filledColumns)) if (run.isFilled) tellColumns(run, faults);
    },
  };
}

const isZero = (size: string | undefined): boolean => size !== undefined && Number(size) === 0;

const isHiddenColumn = ({ hidden, width }: Attributes): boolean => isOn(hidden) || isZero(width);

/** The hidden columns next to each other, from 1. */
function runsOf(hidden: Uint8Array, filled: Uint8Array): Run[] {
  const runs: Run[] = [];
  for (let first = hidden.indexOf(1); first >= 0; ) {
    const next = hidden.indexOf(0, first);
    const end = next < 0 ? hidden.length : next;
    runs.push({ first: first + 1, last: end, isFilled: filled.subarray(first, end).includes(1) });
    first = hidden.indexOf(1, end);
  }
  return runs;
}

function tellRows({ first, last }: Run, faults: Faults): void {
  const found = first === last ? `row ${first} is hidden and holds` : `rows ${first} to ${last} are hidden and hold`;
  faults.tell(texts.hiddenRows, { row: first }, { found });
}

function tellColumns({ first, last }: Run, faults: Faults): void {
  const [from, to] = [first, last].map((column) => cellAddress(1, column).slice(0, -1));
  const found = from === to ? `column ${from} is hidden and holds` : `columns ${from} to ${to} are hidden and hold`;
  faults.tell(texts.hiddenColumns, { row: 1, cell: cellAddress(1, first) }, { found });
}

function tellMerge(range: string, faults: Faults): void {
  const first = firstOfRange(range);
  const where = first && { ...placeOf(first), value: range };
  faults.tell(first ? texts.mergedCells : texts.mergedOutside, where, { range: clip(range) });
}

const placeOf = ({ row, column }: Reference) => ({ row, cell: cellAddress(row, column + 1) });

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
      if (entry) readXml(entry, collectComments(tell, reading), reading);
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
