import { type BlankNode, DataFactory, type NamedNode } from 'n3';
import { addProblems, type Problem } from '../problem.js';
import { iriSyntaxFault } from '../rdf/iri.js';
import type { Loader } from './loaders/loader.js';
import type { TableGroup } from './metadata/metadata.js';
import type { Table } from './metadata/table.js';
import { annotate, type Say } from './rdf/annotate.js';
import { tableNode } from './rdf/plan.js';
import { sayProvenance } from './rdf/provenance.js';
import type { SayQuad } from './rdf/quads.js';
import { type OpenTableFile, openFitted } from './rdf/table-file.js';
import { expandPrefix } from './vocabulary/prefixes.js';

const { blankNode, literal, namedNode } = DataFactory;

/** Which statements are made (Generating RDF, section 4). */
export interface ConversionOptions {
  isMinimal: boolean; // only what the cells say, nothing of tables and rows
  hasProvenance: boolean; // which files it was made from, in the standard mode
}

/**
 * Converts the tables of a group to RDF, in the order of the metadata: what is said of group and tables goes to `say`, and
 * what the rows say where the sheets bring it. Cells that are not as they should be are warned of and stand as text.
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
    sayOfGroup(groupNode, rdfType, csvw('TableGroup'));
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

const csvw = (name: string): NamedNode => namedNode(expandPrefix(`csvw:${name}`));
const rdfType = namedNode(expandPrefix('rdf:type'));

function describeTable(table: Table, index: number, group: NamedNode | BlankNode, comments: string[], say: Say): void {
  const node = tableNode(table, index);
  say(group, csvw('table'), node);
  say(node, rdfType, csvw('Table'));
  say(node, csvw('url'), namedNode(table.url));
  annotate(node, { ...table.common, notes: table.notes }, table.context, `t${index}`, say);
  for (const comment of comments) say(node, namedNode(expandPrefix('rdfs:comment')), literal(comment));
}

/** The graph that a table's statements go into: what its `sd:name` names, which is a reading of ours. */
export function graphOf({ common, context }: Table): NamedNode | undefined {
  const name = (common['sd:name'] as { '@id'?: unknown } | null | undefined)?.['@id'];
  const iri =
    typeof name === 'string' && name !== '' && URL.canParse(name, context.base) ? new URL(name, context.base).href : '';
  return iriSyntaxFault(iri) ? undefined : namedNode(iri);
}
