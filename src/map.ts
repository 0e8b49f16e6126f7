import { DataFactory, type NamedNode } from 'n3';
import { mapSheets, type Sheet, type Sheets } from './csvw/group.js';
import { describeColumns } from './csvw/plan.js';
import { addStatement, createStatements, type SheetColumns, type Statements } from './graph/statements.js';
import type { Problem } from './problem.js';

/** Rows → statements, each in the graph that its table's `sd:name` names. */
export function map(sheets: Sheets): { statements: Statements; problems: Problem[] } {
  const statements = createStatements();
  const known = new Map(sheets.sheets.map((sheet) => [sheet, { columns: sheetColumns(sheet), graph: graphOf(sheet) }]));
  const problems = mapSheets(sheets, (subject, predicate, object, { sheet, row, column }) => {
    const { columns, graph } = known.get(sheet) as { columns: SheetColumns; graph: NamedNode };
    const index = column ? sheet.table.columns.indexOf(column) : -1;
    addStatement(statements, [subject, predicate, object, graph], { sheet: columns, row, column: index });
  });
  return { statements, problems: [...sheets.problems, ...problems] };
}

const sheetColumns = ({ file, table, rows }: Sheet): SheetColumns => ({
  file,
  url: table.url,
  columns: describeColumns(table, rows[0]?.cells ?? []),
});

/** The sheet's own address, when its table names no graph. */
function graphOf({ table }: Sheet): NamedNode {
  const name = (table.notes['sd:name'] as { '@id'?: unknown } | null | undefined)?.['@id'];
  const isName = typeof name === 'string' && URL.canParse(name, table.url);
  return DataFactory.namedNode(isName ? new URL(name, table.url).href : table.url);
}
