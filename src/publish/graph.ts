import type { Table } from '../csvw/metadata/table.js';
import type { Derived } from '../graph/derive.js';
import type { Statements } from '../graph/statements.js';
import type { Store } from '../graph/store.js';
import type { Parts } from './release-config.js';

/** The graph, and what it was made of. */
export interface Graph {
  base: string; // "https://w3id.org/gcm-graph/"
  metadata: string; // the file that says what the sheets mean: "data/tables.json"
  tables: Table[]; // what it says
  statements: Statements; // what the sheets say, with the cell of each
  derived: Derived[];
  store: Store;
  parts: Parts; // of a release
}
