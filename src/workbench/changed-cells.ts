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
    const [old, own] = [before, after].map((bytes) => repair(csvSheet(bytes, file, table), file, table)) as [
      ReturnType<typeof repair>,
      ReturnType<typeof repair>,
    ];
    const { titles, keys, ours, theirs, versions } = compare(own, old, undefined);
    const { rows } = mergeRows(versions, keys);
    const kept = new Set(rows.map((row) => row.ours));
    const changed = rows.flatMap((row): ChangedCell[] => {
      const [our, their] = [ours[row.ours ?? -1], theirs[row.theirs ?? -1]];
      if (!our) return their ? [{ file, row: their.number, after: texts(row.cells) }] : [];
      return titles.flatMap((column, i) => {
        const [one = '', other = ''] = [our.cells[i], row.cells[i]];
        return one === other ? [] : { file, row: our.number, column, before: one, after: other };
      });
    });
    const removed = ours.flatMap(({ number, cells }, i) =>
      kept.has(i) ? [] : { file, row: number, before: texts(cells) },
    );
    return [...changed, ...removed];
  });

/** Returns the filled cells of a row. */
const texts = (cells: string[]): string => cells.filter(Boolean).join(' | ');
