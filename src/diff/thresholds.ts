import type { TableGroup } from '../csvw/metadata/metadata.js';
import type { Table } from '../csvw/metadata/table.js';
import defaults from './thresholds.json' with { type: 'json' };

/**
 * Limits above which changes since the last release are reported. `cells`, `moved` and `run` are the least numbers of cells
 * for a mass change, for values in other rows, and for cells that were dragged or scaled.
 */
export type Thresholds = Record<keyof typeof defaults, number>;

const namespace = 'https://w3id.org/gcm-graph/ontology#';

/** Returns the thresholds of a table: from its description in tables.json (`"…#changedShare": 0.5`), the group or the defaults. */
export const thresholdsOf = (table: Table, group: TableGroup): Thresholds =>
  Object.fromEntries(
    Object.entries(defaults).map(([name, value]) => {
      const given = table.common[namespace + name] ?? group.common[namespace + name];
      return [name, typeof given === 'number' ? given : value];
    }),
  ) as Thresholds;
