import { DataFactory, type NamedNode } from 'n3';
import { addProblems, type Problem } from '../problem.js';
import { iriSyntaxFault } from '../rdf/iri.js';
import { term } from '../rdf/terms.js';
import { annotate, type Say } from './metadata/annotations.js';
import type { Loader } from './metadata/loaders.js';
import type { TableGroup } from './metadata/metadata.js';
import type { Table } from './metadata/table.js';
import { type Node, tableNode } from './rdf/plan.js';
import type { SayQuad } from './rdf/statements.js';
import { type OpenTableFile, openFitted } from './table-file.js';

const { blankNode, literal, namedNode } = DataFactory;

/** Which statements are made (Generating RDF, section 4). */
export interface ConversionOptions {
  isMinimal: boolean; // only those of the cells, nothing about tables and rows
  hasProvenance: boolean; // which files it was made from, in the standard mode
}

/**
 * Converts the tables of a group to RDF, in the order of the metadata: the statements about group and tables go to `say`,
 * and those of the rows where the files bring them. Invalid cells are warned of and stay text.
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

/** The graph that a table's statements go into: the one that its `sd:name` names, which is our own extension. */
export function graphOf({ common, context }: Table): NamedNode | undefined {
  const name = (common['sd:name'] as { '@id'?: unknown } | null | undefined)?.['@id'];
  const iri =
    typeof name === 'string' && name !== '' && URL.canParse(name, context.base) ? new URL(name, context.base).href : '';
  return iriSyntaxFault(iri) ? undefined : namedNode(iri);
}

/**
 * States which files a group was made from, as an activity (Generating RDF, section 6). No time is given, so that the
 * same files make the same statements.
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
