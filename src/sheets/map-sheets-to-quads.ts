import type { NamedNode } from 'n3';
import { graphOf } from '../csvw/convert.js';
import { describeColumns } from '../csvw/rdf/plan.js';
import { matchHeader } from '../csvw/rows/header.js';
import { addStatement, createStatements, type SheetColumns, type Statements } from '../graph/statements.js';
import type { Place, Problem } from '../problem.js';
import { iriFault } from '../rdf/iri.js';
import { type MapMemory, mapSheetBy } from './map-memory.js';
import { mapSheets } from './map-sheets.js';
import type { Sheet, Sheets } from './sheets.js';
import { toldOnce } from './told-once.js';

/** Rows → statements, each in the graph that its table's `sd:name` names; `severed` rows are those of `mapSheets`. */
export function map(
  sheets: Sheets,
  memory?: MapMemory,
): { statements: Statements; problems: Problem[]; severed: Place[] } {
  const statements = createStatements();
  const graphs = new Map(sheets.sheets.map((sheet) => [sheet, publishable(graphOf(sheet.table))]));
  const columnsOf = new Map(sheets.sheets.map((sheet) => [sheet, sheetColumns(sheet)]));
  const unfit = sheets.sheets.flatMap((sheet) => unpublishable(sheets.file, sheet, graphs.get(sheet)));
  const { problems, severed } = mapSheets(
    sheets,
    (subject, predicate, object, { sheet, row, column }) => {
      const graph = graphs.get(sheet);
      const index = column ? sheet.table.columns.indexOf(column) : -1;
      const origin = { sheet: columnsOf.get(sheet) as SheetColumns, row, column: index };
      if (graph && subject.termType === 'NamedNode')
        addStatement(statements, [subject, predicate, object, graph], origin);
    },
    memory && mapSheetBy(memory),
  );
  return { statements, problems: toldOnce([...sheets.problems, ...unfit, ...problems]), severed };
}

const publishable = (graph: NamedNode | undefined): NamedNode | undefined =>
  graph && !iriFault(graph.value) ? graph : undefined;

const sheetColumns = ({ file, table, rows }: Sheet): SheetColumns => ({
  file,
  url: table.url,
  columns: describeColumns(table, matchHeader(table, rows[0] ?? { number: 1, cells: [] }, file).header),
});

/** What CSV on the Web allows and a publication cannot have: statements in no graph, and things without an address. */
function unpublishable(metadata: string, { file, table }: Sheet, graph: NamedNode | undefined): Problem[] {
  const problem = (message: string, fix: string): Problem => ({
    code: 'metadata',
    severity: 'error',
    message: `${file} ${message}`,
    where: { file: metadata },
    fix,
    isPartial: true,
  });
  const columns = [...table.columns, ...table.virtualColumns].filter(({ suppressOutput }) => !suppressOutput);
  const nameless = columns.find(({ aboutUrl }) => aboutUrl === undefined);
  const listed = columns.find(({ ordered, separator }) => ordered && separator !== undefined);
  return [
    ...(graph ? [] : [problem('names no graph to go into', 'give the table "sd:name": { "@id": "../graph/links" }')]),
    ...(nameless
      ? [problem(`does not say what its column ${nameless.name} is about`, 'give the table an aboutUrl')]
      : []),
    ...(listed
      ? [problem(`wants the values of ${listed.name} in order, as a list without an address`, 'take away "ordered"')]
      : []),
  ];
}
