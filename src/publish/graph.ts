import type { Derived } from '../graph/derive.js';
import type { Statements } from '../graph/statements.js';
import type { Store } from '../graph/store.js';
import type { Problem } from '../problem.js';
import type { Sheets } from '../sheets/sheets.js';
import type { Parts } from './release-config.js';

/** The graph, and what it was made of. */
export interface Graph {
  base: string; // "https://w3id.org/gcm-graph/"
  sheets: Sheets; // the rows, and the files as they were read
  statements: Statements; // what the sheets say, with the cell of each
  derived: Derived[];
  store: Store;
  parts: Parts; // of a release
}

/** The graph with all that was found wrong with it. */
export interface Checked extends Graph {
  problems: Problem[];
}
