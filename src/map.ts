import { DataFactory, type NamedNode } from 'n3';
import { mapSheets, type Sheet, type Sheets } from './csvw/group.js';
import { describeColumns } from './csvw/plan.js';
import { addStatement, createStatements, type SheetColumns, type Statements } from './graph/statements.js';
import { iriFault } from './iri.js';
import type { Problem } from './problem.js';

/** Rows → statements, each in the graph that its table's `sd:name` names. */
export function map(sheets: Sheets): { statements: Statements; problems: Problem[] } {
  const statements = createStatements();
  const graphs = new Map(sheets.sheets.map((sheet) => [sheet, graphOf(sheet)]));
  const columnsOf = new Map(sheets.sheets.map((sheet) => [sheet, sheetColumns(sheet)]));
  const unnamed = sheets.sheets.filter((sheet) => !graphs.get(sheet)).map(({ file }) => nameless(sheets.file, file));
  const problems = mapSheets(sheets, (subject, predicate, object, { sheet, row, column }) => {
    const graph = graphs.get(sheet);
    const index = column ? sheet.table.columns.indexOf(column) : -1;
    const origin = { sheet: columnsOf.get(sheet) as SheetColumns, row, column: index };
    if (graph) addStatement(statements, [subject, predicate, object, graph], origin);
  });
  return { statements, problems: [...sheets.problems, ...unnamed, ...problems] };
}

const sheetColumns = ({ file, table, rows }: Sheet): SheetColumns => ({
  file,
  url: table.url,
  columns: describeColumns(table, rows[0]?.cells ?? []),
});

/** The graph that a table names, as an address relative to its own. */
function graphOf({ table }: Sheet): NamedNode | undefined {
  const name = (table.notes['sd:name'] as { '@id'?: unknown } | null | undefined)?.['@id'];
  const isName = typeof name === 'string' && name !== '' && URL.canParse(name, table.url);
  const iri = isName ? new URL(name, table.url).href : '';
  return iriFault(iri) ? undefined : DataFactory.namedNode(iri);
}

const nameless = (file: string, sheet: string): Problem => ({
  code: 'metadata',
  severity: 'error',
  message: `${sheet} names no graph to go into`,
  where: { file },
  fix: 'give the table a property such as "sd:name": { "@id": "../graph/links" }',
  isPartial: true,
});
