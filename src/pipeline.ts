import path from 'node:path';
import { DataFactory, type Quad } from 'n3';
import { ruleHeader, runRules } from './check/rules.js';
import { type ShapesThread, startShapes } from './check/shapes-thread.js';
import { toProblems } from './check/violation.js';
import { mapSheets, readSheets, type Sheet, type Sheets } from './csvw/group.js';
import type { TableGroup } from './csvw/metadata.js';
import { describeColumns } from './csvw/plan.js';
import { derive } from './graph/derive.js';
import { readQueries } from './graph/query-file.js';
import { addStatement, createStatements, createTrace, type SheetColumns, type Statements } from './graph/statements.js';
import { createStore, type Store } from './graph/store.js';
import { contentsOf } from './contents.js';
import { hasErrors, isAnythingPartial, type Problem, sortProblems } from './problem.js';
import { startFormats } from './publish/format-thread.js';
import { writeRelease } from './publish/publish.js';
import { publishRelease } from './publish/release.js';

/** The folders that make up a project, and the base that may take the place of the one in tables.json. */
export interface Project {
  data: string;
  ontology: string;
  queries: string;
  base?: string | undefined;
}

/** The graph with all that was found wrong with it. */
export interface Checked {
  base: string; // "https://w3id.org/gcm-graph/"
  group: TableGroup;
  statements: Statements; // what the sheets say, with the cell of each
  derived: Quad[];
  store: Store;
  problems: Problem[];
}

/**
 * The whole straight line: read → map → derive → check → publish, into `out`. With an error, or with a warning when
 * `strict`, nothing is published and what stands there stays as it was; `release` is then undefined.
 */
export async function build(project: Project, out: string, strict: boolean): Promise<Checked & { release?: string }> {
  const checked = await check(project);
  const stops = hasErrors(checked.problems) || (strict && checked.problems.some(({ severity }) => severity === 'warning'));
  if (stops) return checked;
  const thread = startFormats();
  try {
    const contents = contentsOf(project, checked);
    const release = await publishRelease(out, (folder) => writeRelease(folder, contents, thread));
    return { ...checked, release };
  } finally {
    await thread.close();
  }
}

/** The straight line up to the check: read → map → derive → check. Nothing is written. */
export async function check(project: Project): Promise<Checked> {
  const shapes = startShapes(path.join(project.ontology, 'shapes.ttl'));
  try {
    const sheets = readSheets(project.data, project.base && new URL('data/', project.base).href);
    const base = new URL('..', sheets.group.base || 'https://example.org/data/').href;
    const { statements, problems } = map(sheets);
    const store = createStore(base);
    store.add(statements.quads);
    const rules = readQueries(path.join(project.queries, 'derive'), ['title', 'reason', 'graph']);
    const derived = derive(store, rules, base, statements.quads);
    problems.push(...(await judge(project, shapes, store, statements, derived, problems)));
    return { base, group: sheets.group, statements, derived, store, problems: sortProblems(problems) };
  } finally {
    await shapes.close();
  }
}

/** Rows → statements in the graph that the table's `sd:name` names. */
function map(sheets: Sheets): { statements: Statements; problems: Problem[] } {
  const statements = createStatements();
  const known = new Map(sheets.sheets.map((sheet) => [sheet, { columns: sheetColumns(sheet), graph: graphOf(sheet) }]));
  const problems = mapSheets(sheets, (subject, predicate, object, { sheet, row, column }) => {
    const { columns, graph } = known.get(sheet) as { columns: SheetColumns; graph: ReturnType<typeof graphOf> };
    const index = column ? sheet.table.columns.indexOf(column) : -1;
    addStatement(statements, [subject, predicate, object, graph], { sheet: columns, row, column: index });
  });
  return { statements, problems: [...sheets.problems, ...problems] };
}

const sheetColumns = ({ file, table }: Sheet): SheetColumns => ({ file, url: table.url, columns: describeColumns(table) });

function graphOf({ table }: Sheet) {
  const name = (table.notes['sd:name'] as { '@id'?: string } | undefined)?.['@id'] ?? '';
  return DataFactory.namedNode(new URL(name, table.url).href);
}

/** Shapes and rules side by side, traced to cells; what only follows from a fault in a sheet is not reported again. */
async function judge(
  { data, queries }: Project,
  shapes: ShapesThread,
  store: Store,
  statements: Statements,
  derived: Quad[],
  sheetProblems: Problem[],
): Promise<Problem[]> {
  if (isAnythingPartial(sheetProblems)) return [skipped(data)];
  const blamed = sheetProblems.filter(({ severity }) => severity === 'error').map(({ where }) => where);
  const validating = shapes.validate([...statements.quads, ...derived]);
  const violations = runRules(store, readQueries(path.join(queries, 'checks'), ruleHeader));
  const doubtful = thingsInRows(statements, new Set(blamed.map(({ file, row }) => `${file}:${row}`)));
  const own = [...violations, ...(await validating)].filter(({ focus }) => !doubtful.has(focus));
  return toProblems(own, createTrace(statements));
}

/** The things that some rows speak of: their subjects and what their cells refer to. */
function thingsInRows({ quads, origins }: Statements, rows: Set<string>): Set<string> {
  const things = new Set<string>();
  if (rows.size === 0) return things;
  for (const [i, { subject, object }] of quads.entries()) {
    const { sheet, row, column } = origins[i] as Statements['origins'][number];
    if (!rows.has(`${sheet.file}:${row}`)) continue;
    things.add(subject.value);
    if (column >= 0 && object.termType === 'NamedNode') things.add(object.value);
  }
  return things;
}

const skipped = (data: string): Problem => ({
  code: 'checks-skipped',
  severity: 'notice',
  message: 'a sheet could not be read whole, so the rules and shapes were not run on the graph',
  where: { file: path.join(data, 'tables.json') },
});

