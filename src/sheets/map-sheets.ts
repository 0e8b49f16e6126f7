import { DataFactory, type NamedNode } from 'n3';
import type { InputCache } from '../bytes.js';
import type { Column } from '../csvw/metadata/column.js';
import type { Table } from '../csvw/metadata/table.js';
import { mapSheet, type Sink } from '../csvw/rdf/map-rows.js';
import { describeColumns, graphOf } from '../csvw/rdf/plan.js';
import type { ReadRow } from '../csvw/rows/cells.js';
import { createKeys, type Keys } from '../csvw/rows/keys.js';
import type { Row } from '../csvw/rows/rows.js';
import type { SheetColumns, Statements } from '../graph/traced-statements.js';
import { cellAddress, clip, type Place, type Problem, problemOf, type Wording } from '../problem.js';
import { iriFault } from '../rdf/iri.js';
import { type Collector, createDiagnosis, type Findings } from './diagnose.js';
import texts from './messages.json' with { type: 'json' };
import { allowed, type Sheet, type Sheets } from './table-group.js';

/** Rows → statements, each in the graph that its table's `sd:name` names, and all problems of the sheets. */
export function mapToStatements(sheets: Sheets, cache?: InputCache): Findings & { statements: Statements } {
  const statements: Statements = { quads: [], origins: [] };
  const targets = new Map(
    sheets.sheets.map((sheet) => [sheet, { graph: publishable(sheet.table), columns: columnsOf(sheet) }]),
  );
  const unfit = sheets.sheets.flatMap((sheet) => unpublishable(sheets.file, sheet));
  const found = mapSheets(
    sheets,
    (sheet, subject, predicate, object, row, column) => {
      const { graph, columns } = targets.get(sheet) as { graph?: NamedNode; columns: SheetColumns };
      if (!graph || subject.termType !== 'NamedNode') return;
      const index = column ? sheet.table.columns.indexOf(column) : -1;
      statements.quads.push(DataFactory.quad(subject, predicate, object, graph));
      statements.origins.push({ sheet: columns, row, column: index });
    },
    cache,
  );
  return { statements, problems: [...unfit, ...found.problems], severed: found.severed };
}

function publishable(table: Table): NamedNode | undefined {
  const graph = graphOf(table);
  return graph && !iriFault(graph.value) ? graph : undefined;
}

const columnsOf = ({ file, table, header }: Sheet): SheetColumns => ({
  file,
  url: table.url,
  columns: describeColumns(table, header),
});

/** What CSV on the Web allows and a publication cannot have: statements in no graph, and things without an address. */
function unpublishable(metadata: string, { file, table }: Sheet): Problem[] {
  const columns = [...table.columns, ...table.virtualColumns].filter(({ suppressOutput }) => !suppressOutput);
  const nameless = columns.find(({ aboutUrl }) => aboutUrl === undefined);
  const listed = columns.find(({ ordered, separator }) => ordered && separator !== undefined);
  const where = { file: metadata };
  return [
    ...(publishable(table) ? [] : [problemOf(texts.noGraph, where, { file })]),
    ...(nameless ? [problemOf(texts.noSubject, where, { file, column: nameless.name })] : []),
    ...(listed ? [problemOf(texts.orderedList, where, { file, column: listed.name })] : []),
  ];
}

/** Takes a statement with the sheet, row and column that it came from. */
type SheetSink = (sheet: Sheet, ...statement: Parameters<Sink>) => void;

/**
 * Maps all sheets to statements and checks their cells and keys (Model for Tabular Data, section 6.6). The problems are all
 * of the sheets. `severed` are rows that lost what they are or refer to: of what they name, nothing can be said that is
 * counted over all.
 */
export function mapSheets(sheets: Sheets, sink: SheetSink, cache?: InputCache): Findings {
  const diagnosis = createDiagnosis(sheets);
  const keys = createKeys(sheets.group.tables, false);
  const between = diagnosis.collect(); // between rows, and between sheets
  const seeOwner = createOwners();
  const known = new Map<Table, Set<string>>();
  const ofCells = sheets.sheets.map((sheet): Findings => {
    const { table } = sheet;
    const rowKeys = rowKeysOf(sheet);
    known.set(table, new Set(rowKeys.map(({ key }) => key)));
    if (sheet.isLost) return { problems: [], severed: [] };
    tellCaseTwins(rowKeys, sheet, between);
    const isOwner = ownsItsThings(sheet);
    let at = 0; // the row whose thing was seen last
    return mapOneSheet(sheet, keys, diagnosis.collect(), cache, (subject, predicate, object, row, column) => {
      sink(sheet, subject, predicate, object, row, column);
      if (!isOwner || !column || column.isVirtual || sheet.rows[at]?.number === row) return;
      while ((sheet.rows[at]?.number ?? row) < row) at++;
      const problem = seeOwner(subject.value, sheet, sheet.rows[at] as Row);
      if (problem) between.tell(problem);
    });
  });
  return diagnosis.end(ofCells, between.end(), keys, known);
}

/** One sheet by itself; of rows that the cache knows, and that the keys have seen, the same is said again. */
function mapOneSheet(
  sheet: Sheet,
  keys: Keys,
  collector: Collector,
  cache: InputCache | undefined,
  sink: Sink,
): Findings {
  if (!cache) return mapRows(sheet, keys, collector, sink);
  let isKnown = true;
  const { findings, seen, said } = cache.recall(sheet.rows, () => {
    isKnown = false;
    const [seen, said]: [ReadRow[], Parameters<Sink>[]] = [[], []];
    const see: Keys['see'] = (own, row) => {
      seen.push(row);
      return keys.see(own, row);
    };
    return {
      findings: mapRows(sheet, { ...keys, see }, collector, (...statement) => said.push(statement)),
      seen,
      said,
    };
  });
  if (isKnown) for (const row of seen) keys.see(sheet.table, row); // what is twice in a sheet is among its findings already
  for (const statement of said) sink(...statement);
  return findings;
}

function mapRows(sheet: Sheet, keys: Keys, collector: Collector, sink: Sink): Findings {
  if (sheet.rows.length > 0) sheet.headerProblems.forEach(collector.tell);
  mapSheet(sheet, allowed(sheet.table, 'empty'), keys, sink, collector.tell);
  return collector.end();
}

/** The key of each row: a key of two columns is joined. */
function rowKeysOf({ rows: [, ...body], table, header }: Sheet) {
  const indexes = keyColumns(table).map((column) => header.columns.indexOf(column));
  if (indexes.length === 0 || indexes.includes(-1)) return [];
  return body.map((row) => ({ key: indexes.map((index) => row.cells[index] ?? '').join(', '), row }));
}

const keyColumns = ({ columns, primaryKey }: Table): Column[] =>
  columns.filter(({ name }) => primaryKey.includes(name));

/** Where the key of a row stands; the place of a key of two columns is that of the first. */
function keyPlace({ file, table, header }: Sheet, { number, cells }: Row): Place {
  const [column] = keyColumns(table);
  const index = header.columns.indexOf(column);
  const cell = cellAddress(number, index + 1);
  return { file, row: number, column: column?.name ?? '', cell, value: cells[index] ?? '' };
}

interface SheetRow {
  sheet: Sheet;
  row: Row;
}

/** A problem at the key of a row that has something in common with an earlier one. */
function twin(wording: Wording, { sheet, row }: SheetRow, earlier: SheetRow, values: Record<string, string>): Problem {
  const problem = problemOf(wording, keyPlace(sheet, row), { ...values, row: earlier.row.number });
  return { ...problem, related: [keyPlace(earlier.sheet, earlier.row)] };
}

/** Keys that differ in capitals only: one of them is a slip, and on some systems they are one file. */
function tellCaseTwins(keys: ReturnType<typeof rowKeysOf>, sheet: Sheet, { tell }: Collector): void {
  const seen = new Map<string, (typeof keys)[number]>();
  for (const { key, row } of keys) {
    const earlier = seen.get(key.toLowerCase());
    if (!earlier) seen.set(key.toLowerCase(), { key, row });
    if (!earlier || earlier.key === key || key === '') continue;
    const values = { columns: sheet.table.primaryKey.join(', '), key: clip(key), other: clip(earlier.key) };
    tell(twin(texts.caseTwin, { sheet, row }, { sheet, row: earlier.row }, values));
  }
}

/** Two tables that describe one thing as their own: the row of a table whose key refers to another describes none of its own. */
function createOwners() {
  const owners = new Map<string, SheetRow>();
  return (subject: string, sheet: Sheet, row: Row): Problem | undefined => {
    const earlier = owners.get(subject);
    if (!earlier) owners.set(subject, { sheet, row });
    if (!earlier || earlier.sheet.file === sheet.file) return undefined;
    return twin(texts.twoOwners, { sheet, row }, earlier, { subject: clip(subject), file: earlier.sheet.file });
  };
}

/** Whether the rows of a table are things of their own, and not more about those of another table. */
function ownsItsThings({ table, header }: Sheet): boolean {
  const about = table.columns[0]?.aboutUrl;
  if (about === undefined || table.primaryKey.length === 0) return false;
  if (!keyColumns(table).every((column) => header.columns.includes(column))) return false;
  const used = [...about.matchAll(/\{[+#]?([^}]+)\}/g)].flatMap(([, names = '']) => names.split(','));
  return table.primaryKey.every((name) => used.includes(name));
}
