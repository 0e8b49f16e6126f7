import type { TableGroup } from './csvw/metadata.js';
import type { Derived } from './graph/derive.js';
import type { Statements } from './graph/statements.js';
import type { Store } from './graph/store.js';
import type { Problem } from './problem.js';

/** The folders that make up a project, and the base that may take the place of the one in tables.json. */
export interface Project {
  data: string;
  ontology: string;
  queries: string;
  base?: string | undefined;
  onStep?(step: string): void; // told what is done now: "checking"
}

/** The graph with all that was found wrong with it. */
export interface Checked {
  base: string; // "https://w3id.org/gcm-graph/"
  group: TableGroup;
  read: Map<string, Uint8Array>; // the sheets and tables.json as they were read
  statements: Statements; // what the sheets say, with the cell of each
  derived: Derived[];
  store: Store;
  problems: Problem[];
}
