import type { Row } from '../csvw/rows/rows.js';
import { compare } from '../sheets/comparison.js';
import { csvSheet } from '../sheets/csv-file.js';
import { repair } from '../sheets/repair.js';
import { mergeRows } from '../sheets/three-way.js';
import type { ChangedCell } from '../site/workbench/messages.js';
import { changedFiles } from './download.js';
import type { Handler } from './state.js';

/** Returns the cells of the CSV files that differ from the published ones. */
export const cells: Handler<'cells'> = (state): ChangedCell[] =>
  changedFiles(state).flatMap(({ file, before = new Uint8Array(), after }) => {
    const table = state.checked?.sheets.group.tables.find(({ name }) => `data/${name}` === file);
    if (!table) return [];
    const read = (bytes: Uint8Array) => repair(csvSheet(bytes, file, table), file, table);
    const { titles, keys, ours, theirs, versions } = compare(read(after), read(before), undefined);
    const { rows } = mergeRows(versions, keys);
    const kept = new Set(rows.map((row) => row.ours));
    const removed = new Set(ours.filter((_, i) => !kept.has(i)));
    const changed = rows.flatMap((row): ChangedCell[] => {
      const their = theirs[row.theirs ?? -1];
      const our = ours[row.ours ?? -1] ?? likeRow(row.cells, removed);
      if (!our) return their ? [{ file, row: their.number, after: texts(row.cells) }] : [];
      removed.delete(our);
      return titles.flatMap((column, i) => {
        const [one = '', other = ''] = [our.cells[i], row.cells[i]];
        return one === other ? [] : { file, row: our.number, column, before: one, after: other };
      });
    });
    const gone = [...removed].map(({ number, cells }) => ({ file, row: number, before: texts(cells) }));
    return [...changed, ...gone].sort((a, b) => a.row - b.row);
  });

/** Finds the removed row that became a new row by a change of its key: more than half of its cells are equal. */
function likeRow(cells: string[], removed: ReadonlySet<Row>): Row | undefined {
  const equal = (row: Row): number => cells.filter((cell, i) => cell === (row.cells[i] ?? '')).length;
  const [first, ...others] = removed;
  const best = first && others.reduce((most, row) => (equal(row) > equal(most) ? row : most), first);
  return best && equal(best) * 2 > cells.length ? best : undefined;
}

/** Returns the filled cells of a row. */
const texts = (cells: string[]): string => cells.filter(Boolean).join(' | ');
