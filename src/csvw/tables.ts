import { DataFactory, type NamedNode } from 'n3';
import { addProblems, type Place, PROBLEM_LIMIT, type Problem, problemOf, type Severity } from '../problem.js';
import { term } from '../rdf/terms.js';
import texts from './messages.json' with { type: 'json' };
import { annotate, type Say } from './metadata/annotations.js';
import { isEncoding } from './metadata/json.js';
import type { Loader, Resource, TableGroup } from './metadata/metadata.js';
import type { Dialect, ForeignKey, Table } from './metadata/table.js';
import { mapRows, type RowJob, type SayQuad, type Sink } from './rdf/map-rows.js';
import { compilePlan, graphOf, type Node, type PlanOptions, tableNode } from './rdf/plan.js';
import { fitTable } from './rows/header.js';
import * as keyProblems from './rows/keys.js';
import { type Row, readRows } from './rows/rows.js';
import { findUnresolved } from './stream/key-hashes.js';

const { blankNode, literal, namedNode } = DataFactory;

/** The open file of a table: its header is read, but its rows are not mapped yet. */
export interface TableFile {
  file: string;
  headers: Row[];
  width: number; // expected number of cells in a row
  comments: string[];
  problems: Problem[]; // of the file as a whole
  /** Makes the statements of all rows. An invalid cell is a warning. */
  convert(table: Table, options: PlanOptions, graph: NamedNode | undefined): Promise<Problem[]>;
  /** Checks the cells and primary keys of all rows. `keys` collects the foreign keys of rows in memory. */
  check(table: Table, keys: keyProblems.Keys): Promise<Problem[]>;
  /** Hashes the keys in some columns if rows are not in memory. `isRequired`: every row must have a key. */
  hash?(table: Table, columns: string[], isRequired: boolean): Promise<HashedKeys>;
}

/** Hashes of the keys of a large table, sorted. */
interface HashedKeys {
  hashes: BigUint64Array;
  lacking: Place[]; // rows without a required key, up to the limit
  lackingCount: number; // including rows beyond the limit
  /** Reads the table again, and shows the keys with one of these hashes and their places. */
  visit(hashes: bigint[], show: (place: Place, key: string[]) => boolean): Promise<void>;
}

/** Opens the file of a table. */
export type OpenTableFile = (table: Table, resource: Resource) => Promise<TableFile>;

/** Opens the file of a table and matches the table's columns to it. */
async function openFitted(
  table: Table,
  load: Loader,
  open: OpenTableFile,
  isValidating: boolean,
  problems: Problem[],
): Promise<TableFile | undefined> {
  const resource = await load(table.url);
  if (!resource) {
    problems.push(problemOf(texts.fileMissing, { file: table.name }));
    return undefined;
  }
  const sheet = await open(table, resource);
  addProblems(problems, sheet.problems);
  if (sheet.width === 0 && sheet.problems.length > 0) return sheet; // its header could not be read
  addProblems(problems, fitTable(table, sheet.headers, sheet.width, sheet.file, isValidating));
  return sheet;
}

/** Returns the dialect of a table: from its metadata, or from the server's Content-Type (Model, section 5.3). */
export function dialectOf(table: Table, { contentType = '', file }: Resource): Dialect {
  if (table.hasDialect) return table.dialect;
  const charset = /;\s*charset="?([\w-]+)/i.exec(contentType)?.[1];
  const isTabbed = /^text\/tab-separated-values/i.test(contentType) || file.endsWith('.tsv');
  return {
    ...table.dialect,
    ...(charset !== undefined && isEncoding(charset) && { encoding: charset }),
    ...(/;\s*header="?absent/i.test(contentType) && { headerRowCount: 0 }),
    ...(isTabbed && { delimiter: '\t' }),
  };
}

/** Just below the limit of 512 MiB for a string. */
const largestInMemory = 500 * 2 ** 20;

/** Opens tables in memory. Their statements go to `say`. */
export const memoryTable =
  (say: SayQuad): OpenTableFile =>
  async (table, resource) => {
    const { file } = resource;
    const dialect = dialectOf(table, resource);
    const bytes = (resource.size ?? 0) > largestInMemory ? undefined : await resource.bytes();
    const { rows, comments, problems } = bytes
      ? readRows(bytes, file, dialect)
      : { rows: [], comments: [], problems: [problemOf(texts.tooLarge, { file })] };
    const headers = rows.slice(0, dialect.headerRowCount);
    const body = rows.slice(dialect.headerRowCount);
    const width = headers.reduce((most, { cells }) => Math.max(most, cells.length), 0) || (body[0]?.cells.length ?? 0);
    const titles = Array.from({ length: width }, (_, i) => headers[0]?.cells[i] ?? '');
    const map = (table: Table, severity: Severity, more: Pick<RowJob, 'plan' | 'keys'>, sink: Sink): Problem[] => {
      const found: Problem[] = [];
      const header = { titles, columns: table.columns };
      const job = { ...more, table, file, header, severity, isStrict: false };
      mapRows(job, body, (problem) => found.push(problem), sink);
      return found;
    };
    return {
      file,
      headers,
      width,
      comments,
      problems,
      convert: async (table, options, graph) =>
        map(table, 'warning', { plan: compilePlan(table, options) }, (subject, predicate, object) =>
          say(subject, predicate, object, graph),
        ),
      check: async (table, keys) => map(table, 'error', { keys }, () => {}),
    };
  };

/** Options of a conversion (Generating RDF, section 4). */
export interface ConversionOptions {
  isMinimal: boolean; // only statements from cells, without descriptions of tables and rows
  hasProvenance: boolean; // states the source files, in standard mode only
}

/**
 * Converts the tables of a group to RDF, in the order of the metadata. Statements about the group and its tables go to
 * `say`; each `TableFile` writes the statements of its rows. An invalid cell is a warning, and its value becomes plain text.
 */
export async function convertGroup(
  group: TableGroup,
  load: Loader,
  options: ConversionOptions,
  say: SayQuad,
  open: OpenTableFile,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  const { isMinimal } = options;
  const groupNode = group.id === undefined ? blankNode('g') : namedNode(group.id);
  const sayOfGroup: Say = (subject, predicate, object) => say(subject, predicate, object, undefined);
  if (!isMinimal) {
    sayOfGroup(groupNode, term('rdf:type'), term('csvw:TableGroup'));
    annotate(groupNode, { ...group.common, notes: group.notes }, group.context, 'g', sayOfGroup);
  }
  for (const [index, table] of group.tables.entries()) {
    const sheet = table.suppressOutput ? undefined : await openFitted(table, load, open, false, problems);
    if (!sheet) continue;
    const graph = graphOf(table);
    const sayOfTable: Say = (subject, predicate, object) => say(subject, predicate, object, graph);
    if (!isMinimal) describeTable(table, index, groupNode, sheet.comments, sayOfTable);
    addProblems(problems, await sheet.convert(table, { index, isMinimal }, graph));
  }
  if (!isMinimal && options.hasProvenance) sayProvenance(groupNode, group, sayOfGroup);
  return problems;
}

function describeTable(table: Table, index: number, group: Node, comments: string[], say: Say): void {
  const node = tableNode(table, index);
  say(group, term('csvw:table'), node);
  say(node, term('rdf:type'), term('csvw:Table'));
  say(node, term('csvw:url'), namedNode(table.url));
  annotate(node, { ...table.common, notes: table.notes }, table.context, `t${index}`, say);
  for (const comment of comments) say(node, term('rdfs:comment'), literal(comment));
}

/**
 * States the source files of a group as an activity (Generating RDF, section 6). It has no time, so that the output is
 * reproducible.
 */
function sayProvenance(group: Node, { tables, url: document }: TableGroup, say: Say): void {
  const activity = blankNode('activity');
  say(group, term('prov:wasGeneratedBy'), activity);
  say(activity, term('rdf:type'), term('prov:Activity'));
  const used = tables.map(({ url }) => ({ url, role: term('csvw:csvEncodedTabularData') }));
  if (document !== undefined) used.push({ url: document, role: term('csvw:tabularMetadata') });
  for (const [i, { url, role }] of used.entries()) {
    const usage = blankNode(`usage${i}`);
    say(activity, term('prov:qualifiedUsage'), usage);
    say(usage, term('rdf:type'), term('prov:Usage'));
    say(usage, term('prov:entity'), namedNode(url));
    say(usage, term('prov:hadRole'), role);
  }
}

/** Checks the tables of a group against their metadata: cells, header, keys (Model for Tabular Data, section 6.6). */
export async function validateGroup(group: TableGroup, load: Loader, open: OpenTableFile): Promise<Problem[]> {
  const problems: Problem[] = [];
  const partial = new Set<Table>(); // a missing key may be in the part that could not be read
  const add = (table: Table, found: Problem[]): void => {
    if (found.some(({ isPartial }) => isPartial)) partial.add(table);
    addProblems(problems, found);
  };
  const sheets = new Map<Table, TableFile>();
  for (const table of group.tables) {
    const found: Problem[] = [];
    const sheet = await openFitted(table, load, open, true, found);
    if (sheet) sheets.set(table, sheet);
    add(table, found);
  }
  const isLarge = (table: Table): boolean => sheets.get(table)?.hash !== undefined;
  const inMemory = (table: Table): ForeignKey[] =>
    table.foreignKeys.filter((key) => !isLarge(table) && !isLarge(key.table));
  const keys = keyProblems.createKeys(group.tables, true, inMemory);
  for (const [table, sheet] of sheets) add(table, await sheet.check(table, keys));
  const isWhole = (table: Table): boolean => !partial.has(table);
  addProblems(problems, keys.judge(isWhole));
  for (const [table, sheet] of sheets)
    for (const key of table.foreignKeys)
      if (!inMemory(table).includes(key) && isWhole(key.table))
        addProblems(problems, await judgeLarge(table, sheet, key, sheets.get(key.table)));
  return problems;
}

/** Compares the references of a large table with the keys of another. */
async function judgeLarge(
  table: Table,
  sheet: TableFile,
  key: ForeignKey,
  other: TableFile | undefined,
): Promise<Problem[]> {
  if (!sheet.hash || !other?.hash) return [keyProblems.uncheckedReference(key, sheet.file)];
  const { lacking, lackingCount, hashes, visit } = await sheet.hash(table, key.columns, true);
  const keys = await other.hash(key.table, key.referenced, false);
  const problems = lacking.map((place) => keyProblems.emptyReference(key, place));
  const more = (what: string): number => problems.push(keyProblems.moreProblems(what, sheet.file));
  if (lackingCount > problems.length) more('empty references');
  const { missing, ambiguous } = findUnresolved(hashes, keys.hashes);
  const show = async (found: bigint[], toProblem: typeof keyProblems.ambiguousReference): Promise<void> => {
    const limit = problems.length + PROBLEM_LIMIT;
    if (found.length === 0) return;
    await visit(found, (place, value) => {
      const isRoom = problems.push(toProblem(key, value, place)) < limit;
      if (!isRoom) more('invalid references');
      return isRoom;
    });
  };
  await show(missing, keyProblems.danglingReference);
  await show(keyProblems.isPrimary(key) ? [] : ambiguous, keyProblems.ambiguousReference);
  return problems;
}
