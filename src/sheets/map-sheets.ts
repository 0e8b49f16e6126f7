import { DataFactory, type NamedNode } from 'n3';
import { type InputCache, textOf } from '../bytes.js';
import type { Column } from '../csvw/metadata/column.js';
import { createPlaces } from '../csvw/metadata/places.js';
import type { Table } from '../csvw/metadata/table.js';
import { mapSheet, type Sink } from '../csvw/rdf/map-rows.js';
import { describeColumns, graphOf } from '../csvw/rdf/plan.js';
import type { ReadRow } from '../csvw/rows/cells.js';
import { createKeys, type Keys } from '../csvw/rows/keys.js';
import { placeInRow, type Row } from '../csvw/rows/rows.js';
import type { SheetColumns, Statements } from '../graph/traced-statements.js';
import { clip, type Place, type Problem, problemOf, type Wording } from '../problem.js';
import { iriFault } from '../rdf/iri.js';
import { damagedCodes } from './damaged-codes.js';
import { createDiagnosis } from './diagnose.js';
import type { Collector, Findings } from './findings.js';
import texts from './messages.json' with { type: 'json' };
import { allowed } from './own-properties.js';
import { unknownPrefixes } from './table-addresses.js';
import { type Sheet, type Sheets, sheetWords } from './table-group.js';

/** Maps all rows to statements in the graph that `sd:name` gives for their table, and returns all problems of the sheets. */
export function mapToStatements(sheets: Sheets, cache?: InputCache): Findings & { statements: Statements } {
  const statements: Statements = { quads: [], origins: [] };
  const targets = new Map(
    sheets.sheets.map((sheet) => [sheet, { graph: publishable(sheet.table), columns: columnsOf(sheet) }]),
  );
  const isDescribed = !sheets.problems.some(({ code, severity }) => code === 'metadata' && severity === 'error');
  const places = createPlaces(sheets.file, textOf(sheets.read.get('tables.json') ?? new Uint8Array()));
  const unfit = sheets.sheets.flatMap((sheet) =>
    unpublishable(sheet, isDescribed, () => places(`tables[${sheets.group.all.indexOf(sheet.table)}]`, '').where),
  );
  const found = mapSheets(
    sheets,
    (sheet, subject, predicate, object, row, column) => {
      const { graph, columns } = targets.get(sheet) as { graph?: NamedNode; columns: SheetColumns };
      if (!graph || subject.termType !== 'NamedNode' || sheet.isOnlyChecked) return;
      const index = column ? sheet.table.columns.indexOf(column) : -1;
      statements.quads.push(DataFactory.quad(subject, predicate, object, graph));
      statements.origins.push({ sheet: columns, row, column: index });
    },
    cache,
  );
  const prefixes = isDescribed ? [] : unknownPrefixes(sheets.group.tables);
  const isOfCell = ({ code, message }: Problem): boolean =>
    code !== 'scheme' || !prefixes.some((prefix) => message.includes(`"${prefix}:`));
  return { statements, problems: [...unfit, ...found.problems.filter(isOfCell)], severed: found.severed };
}

function publishable(table: Table): NamedNode | undefined {
  if (table.suppressOutput) return undefined;
  const graph = graphOf(table);
  return graph && !iriFault(graph.value) ? graph : undefined;
}

const columnsOf = ({ file, table, header }: Sheet): SheetColumns => ({
  file,
  url: table.url,
  columns: describeColumns(table, header),
});

/** Reports metadata that CSV on the Web allows but that cannot be published: no graph, or a resource without an IRI. */
function unpublishable({ file, table }: Sheet, isDescribed: boolean, placeOf: () => Place): Problem[] {
  const columns = [...table.columns, ...table.virtualColumns].filter(({ suppressOutput }) => !suppressOutput);
  const nameless = isDescribed && columns.find(({ aboutUrl }) => aboutUrl === undefined);
  const listed = columns.find(({ ordered, separator }) => ordered && separator !== undefined);
  const sheet = sheetWords(file);
  const tell = (wording: Wording, column = ''): Problem => problemOf(wording, placeOf(), { sheet, column });
  return [
    ...(publishable(table) || table.suppressOutput ? [] : [tell(texts.noGraph)]),
    ...(nameless ? [tell(texts.noSubject, nameless.name)] : []),
    ...(listed ? [tell(texts.orderedList, listed.name)] : []),
  ];
}

/** Receives a statement with its sheet, row and column. */
type SheetSink = (sheet: Sheet, ...statement: Parameters<Sink>) => void;

/**
 * Maps all sheets to statements and checks their cells and keys (Model for Tabular Data, section 6.6). Returns all problems
 * of the sheets. Rules that count resources cannot judge resources of `severed` rows.
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
    const isOwner = ownsResources(sheet);
    let at = 0; // the last row whose resource was seen
    return mapOneSheet(sheet, keys, diagnosis.collect(), cache, (subject, predicate, object, row, column) => {
      sink(sheet, subject, predicate, object, row, column);
      if (!isOwner || !column || column.isVirtual || sheet.rows[at]?.number === row) return;
      while ((sheet.rows[at]?.number ?? row) < row) at++;
      const problem = seeOwner(subject.value, sheet, sheet.rows[at] as Row);
      if (problem) between.tell(problem);
    });
  });
  for (const sheet of sheets.sheets) for (const problem of damagedCodes(sheet, known)) between.tell(problem);
  const { assumed, problems, severed } = diagnosis.end(ofCells, between.end(), keys, known);
  for (const { sheet, row } of assumed) {
    const rows = [...sheet.rows.slice(0, 1), row];
    mapSheet(
      { ...sheet, rows },
      true,
      createKeys([], false),
      (...statement) => sink(sheet, ...statement),
      () => {},
    );
    severed.push({ file: sheet.file, row: row.number });
  }
  return { problems, severed };
}

/** Maps one sheet. For rows that the cache contains, repeats the earlier findings and statements. */
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
  if (isKnown) for (const row of seen) keys.see(sheet.table, row); // the findings already contain duplicates
  for (const statement of said) sink(...statement);
  return findings;
}

function mapRows(sheet: Sheet, keys: Keys, collector: Collector, sink: Sink): Findings {
  if (sheet.rows.length > 0) sheet.headerProblems.forEach(collector.tell);
  mapSheet(sheet, allowed(sheet.table, 'empty'), keys, sink, collector.tell);
  return collector.end();
}

/** Returns the key of each row. The values of a key with several columns are joined. */
function rowKeysOf({ rows: [, ...body], table, header }: Sheet) {
  const indexes = keyColumns(table).map((column) => header.columns.indexOf(column));
  if (indexes.length === 0 || indexes.includes(-1)) return [];
  return body.map((row) => ({ key: indexes.map((index) => row.cells[index] ?? '').join(', '), row }));
}

const keyColumns = ({ columns, primaryKey }: Table): Column[] =>
  columns.filter(({ name }) => primaryKey.includes(name));

/** Returns the place of a row's key. A key of several columns has the place of its first column. */
function keyPlace({ file, table, header }: Sheet, row: Row): Place {
  const [column] = keyColumns(table);
  return placeInRow(file, row, header.columns.indexOf(column), column?.name ?? '');
}

interface SheetRow {
  sheet: Sheet;
  row: Row;
}

/** Reports a row whose key conflicts with an earlier row. */
function twin(wording: Wording, { sheet, row }: SheetRow, earlier: SheetRow, values: Record<string, string>): Problem {
  const problem = problemOf(wording, keyPlace(sheet, row), { ...values, row: earlier.row.number });
  return { ...problem, related: [keyPlace(earlier.sheet, earlier.row)] };
}

/** Reports keys that differ only in capitals. On some systems they would be the same file. */
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

/** Returns a test that reports a resource with rows in two tables. */
function createOwners() {
  const owners = new Map<string, SheetRow>();
  return (subject: string, sheet: Sheet, row: Row): Problem | undefined => {
    const earlier = owners.get(subject);
    if (!earlier) owners.set(subject, { sheet, row });
    if (!earlier || earlier.sheet.file === sheet.file) return undefined;
    const key = clip(keyPlace(sheet, row).value ?? '');
    return twin(texts.twoOwners, { sheet, row }, earlier, { key, sheet: sheetWords(earlier.sheet.file) });
  };
}

/** True if each row of a table describes its own resource. The key identifies that resource. */
function ownsResources({ table, header }: Sheet): boolean {
  const about = table.columns[0]?.aboutUrl;
  if (about === undefined || table.primaryKey.length === 0) return false;
  if (!keyColumns(table).every((column) => header.columns.includes(column))) return false;
  const used = [...about.matchAll(/\{[+#]?([^}]+)\}/g)].flatMap(([, names = '']) => names.split(','));
  return table.primaryKey.every((name) => used.includes(name));
}
