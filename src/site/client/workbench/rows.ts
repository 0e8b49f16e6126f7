import type { Place } from '../../../problem.js';
import type { Order, RowsOfSheet, SheetRow } from '../../workbench/messages.js';
import type { Bench } from './bench.js';

/** Rows of the sheets, which are loaded for the problems that are shown. */
export interface Rows {
  /** Loads the rows of places. `isNew`: rows that were loaded before a check are loaded again. */
  load(places: readonly Place[], isNew?: boolean): Promise<void>;
  rowsOf(place: Place): SheetRow | undefined;
  forget(): void;
}

const sheetKey = ({ file, sheet }: Place): string => JSON.stringify([file, sheet]);

/** Loads rows and keeps them until the next check. */
export function createRows(bench: Bench): Rows {
  let known = new Map<string, Map<number, SheetRow>>();
  const load: Rows['load'] = async (places, isNew = false) => {
    const loaded = isNew ? new Map<string, Map<number, SheetRow>>() : known;
    const wanted = new Map<string, { place: Place; rows: Set<number> }>();
    for (const place of places) {
      const key = sheetKey(place);
      if (place.row === undefined || loaded.get(key)?.has(place.row)) continue;
      const { rows } = wanted.get(key) ?? { rows: new Set() };
      wanted.set(key, { place, rows: rows.add(place.row) });
    }
    try {
      for (const [key, { place, rows }] of wanted) {
        const { file, sheet } = place;
        const order: Order = { order: 'rows', file, ...(sheet !== undefined && { sheet }), rows: [...rows] };
        const found = await bench.ask<RowsOfSheet>(order);
        const all = loaded.get(key) ?? new Map<number, SheetRow>();
        for (const { row, cells } of found.rows) all.set(row, { columns: found.columns, cells });
        loaded.set(key, all);
      }
    } catch {
      // cancelled: the problems are shown without these rows
    }
    known = loaded;
  };
  return {
    load,
    rowsOf: (place) => (place.row === undefined ? undefined : known.get(sheetKey(place))?.get(place.row)),
    forget: () => {
      known = new Map();
    },
  };
}
