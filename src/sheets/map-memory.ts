import { mapSheet } from '../csvw/map-sheet.js';
import type { Sink } from '../csvw/rdf/map-rows.js';
import type { Keys } from '../csvw/rows/keys.js';
import type { ReadRow } from '../csvw/rows/row-reader.js';
import type { Row } from '../csvw/rows/rows.js';
import type { Problem } from '../problem.js';

/** What was made of each sheet, by its rows: they are read anew when the file or its description changes. */
export type MapMemory = WeakMap<Row[], Mapped>;

interface Mapped {
  problems: Problem[];
  seen: ReadRow[]; // by the keys
  said: Parameters<Sink>[];
}

/** `mapSheet`, which says of the same rows again what it said before. */
export const mapSheetBy =
  (memory: MapMemory): typeof mapSheet =>
  (table, file, rows, mayBeEmpty, keys, sink) => {
    const known = memory.get(rows);
    if (known) {
      for (const row of known.seen) keys.see(table, row); // what is twice in a sheet is among its problems already
      for (const statement of known.said) sink(...statement);
      return known.problems;
    }
    const made: Mapped = { problems: [], seen: [], said: [] };
    const noting: Keys = {
      judge: keys.judge,
      see: (own, row) => {
        made.seen.push(row);
        return keys.see(own, row);
      },
    };
    made.problems = mapSheet(table, file, rows, mayBeEmpty, noting, (...statement) => {
      made.said.push(statement);
      sink(...statement);
    });
    memory.set(rows, made);
    return made.problems;
  };
