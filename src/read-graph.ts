import { fileIn } from './files.js';
import { type Derived, derive } from './graph/derive.js';
import { readQueries } from './graph/query-file.js';
import type { Statements } from './graph/statements.js';
import { createStore, type Store } from './graph/store.js';
import type { Place, Problem } from './problem.js';
import { addProblems } from './problem.js';
import type { Project } from './project.js';
import type { MapMemory } from './sheets/map-memory.js';
import { map } from './sheets/map-sheets-to-quads.js';
import { readSheets, type Sheets, type SheetsMemory } from './sheets/sheets.js';

/** What the sheets say and what follows from it, before anyone has judged it. */
export interface ReadGraph {
  base: string; // "https://w3id.org/gcm-graph/"
  sheets: Sheets;
  statements: Statements; // what the sheets say, with the cell of each
  severed: Place[]; // rows that lost their key or a reference
  derived: Derived[];
  store: Store; // all of it
  problems: Problem[];
}

/** The first half of the straight line: read → map → derive. */
export async function readGraph(
  project: Pick<Project, 'files' | 'data' | 'queries' | 'base' | 'readWorkbook' | 'onStep'>,
  memory?: { sheets: SheetsMemory; mapped: MapMemory },
): Promise<ReadGraph> {
  project.onStep?.('reading the sheets');
  const sheetsBase = project.base && new URL('data/', project.base).href;
  const sheets = await readSheets(project.files, project.data, sheetsBase, memory?.sheets, project.readWorkbook);
  const base = new URL('..', sheets.group.context.base).href;
  const { statements, problems, severed } = map(sheets, memory?.mapped);
  project.onStep?.('deriving');
  const store = createStore(base);
  store.add(statements.quads);
  const rules = readQueries(project.files, fileIn(project.queries, 'derive'), ['title', 'reason', 'graph']);
  const { derived, problems: ruleProblems } = derive(store, rules, base, statements.quads);
  addProblems(problems, ruleProblems);
  return { base, sheets, statements, severed, derived, store, problems };
}
