import { clip } from '../problem.js';
import { boundaryBefore } from '../text/characters.js';
import { sharedStart } from '../text/nearest.js';
import type { MergedRow } from './three-way.js';

/** Describes the changes of an import in words. */

/** A table before and after an import. Rows are without the header. */
export interface TableChange {
  titles: string[]; // of the columns
  keys: number[]; // columns that identify a row
  label: number; // the column with the names of the rows, or -1
  before: { number: number; cells: string[] }[];
  after: MergedRow[]; // `ours` is the index in `before`
  cellOf(row: MergedRow, column: number): string | undefined; // the cell in the workbook: "links!D14"
}

/** Counts of changed, added and removed rows, and a line for each change. */
export type RowChanges = ReturnType<typeof rowChanges>;

/** Describes the changed cells, and the added and removed rows of a table. */
export function rowChanges(change: TableChange) {
  const { titles, keys, label, before, after, cellOf } = change;
  const lines: string[] = [];
  const counts = { changed: 0, added: 0, removed: 0 };
  const place = (row: MergedRow, column: number): string => {
    const cell = cellOf(row, column);
    return cell === undefined ? '' : ` (${cell})`;
  };
  const kept = new Set<number>();
  for (const row of after) {
    const old = row.ours === undefined ? undefined : before[row.ours];
    if (row.ours !== undefined) kept.add(row.ours);
    if (!old) {
      counts.added++;
      const values = titles.flatMap((title, i) =>
        keys.includes(i) || i === label || !row.cells[i] ? [] : `${title} ${excerpt(row.cells[i], 0)}`,
      );
      const words = [rowWords(row.cells, titles, keys, label), keys.length > 0 && values.join(', ')];
      lines.push(`new row: ${words.filter(Boolean).join(': ')}${place(row, Math.max(keys[0] ?? 0, 0))}`);
      continue;
    }
    const columns = titles.flatMap((_, i) => ((old.cells[i] ?? '') === (row.cells[i] ?? '') ? [] : [i]));
    if (columns.length > 0) counts.changed++;
    for (const column of columns) {
      const [one, other] = excerpts(old.cells[column] ?? '', row.cells[column] ?? '');
      const name = rowName(row.cells, titles, keys);
      lines.push(`row ${old.number}${name && ` (${name})`}: ${titles[column]} ${one} → ${other}${place(row, column)}`);
    }
  }
  for (const [index, { number, cells }] of before.entries()) {
    if (kept.has(index)) continue;
    counts.removed++;
    lines.push(`removed row ${number}: ${rowWords(cells, titles, keys, label)}`);
  }
  return { ...counts, lines };
}

/** Writes the counts of changes: "rows: 2 changed, 1 added". */
export function countWords(rows: RowChanges): string {
  const kinds = ['changed', 'added', 'removed'] as const;
  const parts = kinds.filter((kind) => rows[kind] > 0).map((kind) => `${rows[kind]} ${kind}`);
  return parts.length > 0 ? `rows: ${parts.join(', ')}` : 'rows reordered';
}

/** Names a row by its key: "4.2", or "series X, year 2020". */
export const rowName = (cells: string[], titles: string[], keys: number[]): string =>
  keys.map((key) => (keys.length === 1 ? '' : `${titles[key]} `) + clip(cells[key] ?? '')).join(', ');

/** Names a row by its key and its name, or by its content. */
function rowWords(cells: string[], titles: string[], keys: number[], label: number): string {
  const own = keys.length > 0 ? rowName(cells, titles, keys) : clip(cells.filter(Boolean).join(', '));
  return own + (cells[label] ? ` “${clip(cells[label])}”` : '');
}

const [longest, lead] = [80, 20];

/** Quotes two texts for a comparison. Long texts are cut to the part where they differ. */
export function excerpts(one: string, other: string): [string, string] {
  const same = sharedStart(one, other);
  const isLong = Math.max(one.length, other.length) > longest;
  const start = isLong && same > longest / 2 ? boundaryBefore(one, same - lead) : 0;
  return [excerpt(one, start), excerpt(other, start)];
}

function excerpt(text: string, start: number): string {
  if (text === '') return '(empty)';
  const end = start + longest < text.length ? boundaryBefore(text, start + longest) : text.length;
  return `“${start > 0 ? '…' : ''}${text.slice(start, end).replace(/\s+/g, ' ')}${end < text.length ? '…' : ''}”`;
}
