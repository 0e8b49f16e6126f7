import type { Row } from '../csvw/rows/rows.js';
import { cellAddress } from '../problem.js';
import { isFilled } from './merge-csv.js';
import { columnAt, type Sheet } from './table-group.js';
import type { ThreeVersions } from './three-way.js';

/** The versions of a table, with the columns of its CSV file. */
export interface Comparison {
  titles: string[]; // of the columns
  keys: number[]; // columns that identify a row
  ours: Row[]; // of the CSV file, without the header
  theirs: Row[]; // of the workbook
  from: number[]; // where each column is in the workbook, or -1
  versions: ThreeVersions;
  addressOf(row: number | undefined, column: number): string | undefined; // of a cell in the workbook, by the index of its row
}

/** Compares a sheet of a workbook with the CSV file and with the exported rows, which have a header. */
export function compare(sheet: Sheet, old: Sheet, exported: string[][] | undefined): Comparison {
  const { table } = sheet;
  const isNew = old.isLost || old.rows.length === 0;
  const titles = isNew ? table.columns.map(({ name }) => name) : (old.rows[0]?.cells ?? []);
  const columns = isNew ? table.columns : old.header.columns;
  const placesIn = (others: string[] = []): number[] => {
    const there = others.map((title) => columnAt(table, title));
    return titles.map((title, i) => (columns[i] ? there.indexOf(columns[i]) : others.indexOf(title)));
  };
  const [ours, theirs] = [isNew ? [] : bodyOf(old.rows), bodyOf(sheet.rows)];
  const [from, inBase] = [placesIn(sheet.rows[0]?.cells), placesIn(exported?.[0])];
  const current = ours.map(({ cells }) => titles.map((_, i) => cells[i] ?? ''));
  const base = exported?.slice(1).map((cells) => inBase.map((index) => cells[index] ?? ''));
  return {
    titles,
    keys: columns.flatMap((column, index) => (column && table.primaryKey.includes(column.name) ? [index] : [])),
    ours,
    theirs,
    from,
    versions: {
      base: isNew ? [] : (base?.filter(isFilled) ?? current),
      ours: current,
      theirs: theirs.map(({ cells }) => from.map((index) => (index < 0 ? undefined : (cells[index] ?? '')))),
    },
    addressOf(row = -1, column) {
      const [number, place = -1] = [theirs[row]?.number, from[column]];
      return number === undefined || place < 0 ? undefined : cellAddress(number, place + 1);
    },
  };
}

const bodyOf = (rows: Row[]): Row[] => rows.slice(1).filter(({ cells }) => isFilled(cells));
