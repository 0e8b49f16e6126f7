import type { Sink } from '../csvw/rdf/statements.js';
import type { ReadRow } from '../csvw/rows/cells.js';
import type { Keys } from '../csvw/rows/keys.js';
import type { Row } from '../csvw/rows/rows.js';
import type { Findings } from './findings.js';
import { mapOneSheet } from './map-sheets.js';

/** What was made of each sheet, by its rows: they are read anew when the file or its description changes. */
export type MapMemory = WeakMap<Row[], Mapped>;

interface Mapped {
  findings: Findings;
  seen: ReadRow[]; // by the keys
  said: Parameters<Sink>[];
}

/** `mapOneSheet`, which says of the same rows again what it said before. */
export const mapSheetBy =
  (memory: MapMemory): typeof mapOneSheet =>
  (sheet, keys, follows, sink) => {
    const known = memory.get(sheet.rows);
    if (known) {
      for (const row of known.seen) keys.see(sheet.table, row); // what is twice in a sheet is among its findings already
      for (const statement of known.said) sink(...statement);
      return known.findings;
    }
    const seen: ReadRow[] = [];
    const said: Parameters<Sink>[] = [];
    const noting: Keys = {
      ...keys,
      see: (own, row) => {
        seen.push(row);
        return keys.see(own, row);
      },
    };
    const findings = mapOneSheet(sheet, noting, follows, (...statement) => {
      said.push(statement);
      sink(...statement);
    });
    memory.set(sheet.rows, { findings, seen, said });
    return findings;
  };
