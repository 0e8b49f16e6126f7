import { cellAddress, clip } from '../../problem.js';
import { firstOfRange } from './cell-reference.js';
import { limits } from './limits.js';
import { type Faults, type Reading, refuseLongList } from './reading.js';
import { type Relationship, relationshipId } from './relationships.js';
import { type Attributes, isOn } from './xml.js';

/** What a sheet says around its rows: hidden rows and columns, merged cells, links. */
export interface SheetMarks {
  open(name: string, attributes: Attributes): void;
  row(number: number, attributes: Attributes, isFilled: boolean): void;
  cell(column: number): void;
  end(): void;
}

interface Run {
  first: number;
  last: number;
  isFilled: boolean;
}

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
  faults.tell({
    code: 'hidden-data',
    severity: 'error',
    message: `${found} something`,
    where: { row: first },
    fix: 'clear the filter (Data, Clear), or select the rows around, right-click and choose Unhide; delete what is not meant',
  });
}

function tellColumns({ first, last }: Run, faults: Faults): void {
  const [from, to] = [first, last].map((column) => cellAddress(1, column).slice(0, -1));
  const found = from === to ? `column ${from} is hidden and holds` : `columns ${from} to ${to} are hidden and hold`;
  faults.tell({
    code: 'hidden-data',
    severity: 'error',
    message: `${found} something`,
    where: { row: 1, cell: cellAddress(1, first) },
    fix: 'select the columns around, right-click and choose Unhide; delete what is not meant',
  });
}

function tellMerge(range: string, faults: Faults): void {
  const first = firstOfRange(range);
  faults.tell({
    code: first ? 'merged-cells' : 'cell-reference',
    severity: 'error',
    message: first
      ? `the cells ${clip(range)} are merged into one`
      : `cells are merged that no sheet has: "${clip(range)}"`,
    ...(first && { where: { row: first.row, cell: cellAddress(first.row, first.column + 1), value: range } }),
    fix: 'take them apart (Home, Merge & Center, Unmerge Cells) and fill each cell',
  });
}

/** A link that runs something or opens a file of the reader's own machine. */
function tellLink(attributes: Attributes, links: Map<string, Relationship>, faults: Faults): void {
  const target = links.get(relationshipId(attributes) ?? '')?.target ?? '';
  const scheme = /^(javascript|vbscript|file|data):/i.exec(target.replace(/[\p{Cc}\p{Z}]/gu, ''))?.[1];
  if (scheme === undefined) return;
  const first = firstOfRange(attributes['ref'] ?? '');
  faults.tell({
    code: 'scheme',
    severity: 'error',
    message: `the cell is a link of the kind ${scheme.toLowerCase()}:, which may do harm`,
    where: {
      ...(first && { row: first.row, cell: cellAddress(first.row, first.column + 1) }),
      value: target,
    },
    fix: 'right-click the cell and choose Remove Hyperlink, or link to a web address',
  });
}
