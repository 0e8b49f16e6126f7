import { type BlankNode, DataFactory, type NamedNode, type Quad_Object } from 'n3';
import { iriSyntaxFault } from '../iri.js';
import type { Problem } from '../problem.js';
import { annotate, type Say } from './annotate.js';
import { fitTable } from './compatible.js';
import { createKeys, type Keys } from './keys.js';
import type { Loader, Resource } from './loader.js';
import type { Dialect } from './metadata/dialect.js';
import type { TableGroup } from './metadata/metadata.js';
import type { Table } from './metadata/table.js';
import { compilePlan, tableNode } from './plan.js';
import { expandPrefix } from './prefixes.js';
import { sayProvenance } from './provenance.js';
import { type Row, readRows } from './rows.js';
import { mapRows } from './table.js';

const { blankNode, literal, namedNode } = DataFactory;

/** Which statements are made (Generating RDF, section 4). */
export interface ConversionOptions {
  isMinimal: boolean; // only what the cells say, nothing of tables and rows
  hasProvenance: boolean; // which files it was made from, in the standard mode
}

/** Takes a statement and the graph that its table names. */
export type SayQuad = (
  subject: NamedNode | BlankNode,
  predicate: NamedNode,
  object: Quad_Object,
  graph: NamedNode | undefined,
) => void;

/** Converts the tables of a group to RDF. Cells that are not as they should be are warned of and stand as text. */
export async function convertGroup(
  group: TableGroup,
  load: Loader,
  options: ConversionOptions,
  say: SayQuad,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  const groupNode = group.id === undefined ? blankNode('g') : namedNode(group.id);
  const sayOfGroup: Say = (subject, predicate, object) => say(subject, predicate, object, undefined);
  const isDescribed = !options.isMinimal;
  if (isDescribed) {
    sayOfGroup(groupNode, rdfType, csvw('TableGroup'));
    annotate(groupNode, { ...group.common, notes: group.notes }, group.context, 'g', sayOfGroup);
  }
  const shown = [...group.tables.entries()].filter(([, table]) => !table.suppressOutput);
  for (const [index, table] of shown) {
    const graph = graphOf(table);
    const node = tableNode(table, index);
    const sheet = await openTable(table, load, false, problems);
    if (!sheet) continue;
    const sayOfTable: Say = (subject, predicate, object) => say(subject, predicate, object, graph);
    if (isDescribed) describeTable(table, node, groupNode, `t${index}`, sheet.comments, sayOfTable);
    const plan = compilePlan(table, { index, isMinimal: options.isMinimal });
    const job = { ...jobOf(table, sheet), severity: 'warning' as const, plan, keys: undefined };
    mapRows(
      job,
      sheet.body,
      (problem) => problems.push(problem),
      (s, p, o) => say(s, p, o, graph),
    );
  }
  if (isDescribed && options.hasProvenance) sayProvenance(groupNode, group, sayOfGroup);
  return problems;
}

/** Checks the tables of a group against their metadata: cells, header, keys (Model for Tabular Data, section 6.6). */
export async function validateGroup(group: TableGroup, load: Loader): Promise<Problem[]> {
  const problems: Problem[] = [];
  const keys: Keys = createKeys(group.tables, true);
  const partial = new Set<Table>();
  for (const table of group.tables) {
    const before = problems.length;
    const sheet = await openTable(table, load, true, problems);
    if (!sheet || problems.slice(before).some(({ isPartial }) => isPartial)) partial.add(table);
    if (!sheet) continue;
    const job = { ...jobOf(table, sheet), severity: 'error' as const, plan: undefined, keys };
    mapRows(
      job,
      sheet.body,
      (problem) => problems.push(problem),
      () => {},
    );
  }
  return [...problems, ...keys.judge((table) => !partial.has(table))];
}

interface OpenTable {
  file: string;
  headers: Row[];
  body: Row[];
  comments: string[];
  width: number;
}

const jobOf = (table: Table, { file, headers, width }: OpenTable) => ({
  table,
  file,
  positions: new Map(table.columns.map((column, i) => [column, i])),
  due: headers[0]?.cells ?? Array<string>(width).fill(''),
  keepsBroken: true,
  judge: iriSyntaxFault,
});

/** Reads the file of a table and gives the table the columns that it has. */
async function openTable(
  table: Table,
  load: Loader,
  isValidating: boolean,
  problems: Problem[],
): Promise<OpenTable | undefined> {
  const resource = await load(table.url);
  if (!resource) {
    problems.push({
      code: 'file-missing',
      severity: 'error',
      message: 'the file is not there',
      where: { file: table.name },
      isPartial: true,
    });
    return undefined;
  }
  const dialect = dialectOf(table, resource);
  const { rows, comments, problems: found } = readRows(await resource.bytes(), resource.file, dialect);
  problems.push(...found);
  const headers = rows.slice(0, dialect.headerRowCount);
  const body = rows.slice(dialect.headerRowCount);
  const width = Math.max(0, ...headers.map(({ cells }) => cells.length)) || (body[0]?.cells.length ?? 0);
  problems.push(...fitTable(table, headers, width, resource.file, isValidating));
  return { file: resource.file, headers, body, comments, width };
}

/** The dialect of a table, and for one that no metadata describes what the server says of it (Model, section 5.3). */
function dialectOf(table: Table, { contentType = '', file }: Resource): Dialect {
  if (table.isDescribed) return table.dialect;
  const charset = /;\s*charset="?([\w-]+)/i.exec(contentType)?.[1];
  const isTabbed = /^text\/tab-separated-values/i.test(contentType) || file.endsWith('.tsv');
  return {
    ...table.dialect,
    ...(charset !== undefined && { encoding: charset }),
    ...(/;\s*header="?absent/i.test(contentType) && { headerRowCount: 0 }),
    ...(isTabbed && { delimiter: '\t' }),
  };
}

const csvw = (name: string): NamedNode => namedNode(expandPrefix(`csvw:${name}`));
const rdfType = namedNode(expandPrefix('rdf:type'));

function describeTable(
  table: Table,
  node: NamedNode | BlankNode,
  group: NamedNode | BlankNode,
  label: string,
  comments: string[],
  say: Say,
): void {
  say(group, csvw('table'), node);
  say(node, rdfType, csvw('Table'));
  say(node, csvw('url'), namedNode(table.url));
  annotate(node, { ...table.common, notes: table.notes }, table.context, label, say);
  for (const comment of comments) say(node, namedNode(expandPrefix('rdfs:comment')), literal(comment));
}

/** The graph that a table's statements go into: what its `sd:name` names, which is a reading of ours. */
export function graphOf({ common, context }: Table): NamedNode | undefined {
  const name = (common['sd:name'] as { '@id'?: unknown } | null | undefined)?.['@id'];
  const iri =
    typeof name === 'string' && name !== '' && URL.canParse(name, context.base) ? new URL(name, context.base).href : '';
  return iriSyntaxFault(iri) ? undefined : namedNode(iri);
}
