import type { Derived } from './graph/derive.js';
import type { Statements } from './graph/statements.js';
import type { Store } from './graph/store.js';
import type { Parts } from './parts.js';
import type { Problem } from './problem.js';

/** The graph with all that was found wrong with it. */
export interface Checked {
  base: string; // "https://w3id.org/gcm-graph/"
  read: Map<string, Uint8Array>; // the sheets and tables.json as they were read
  statements: Statements; // what the sheets say, with the cell of each
  derived: Derived[];
  store: Store;
  parts: Parts; // of a release
  problems: Problem[];
}
