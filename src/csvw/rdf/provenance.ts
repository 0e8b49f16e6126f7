import { type BlankNode, DataFactory, type NamedNode } from 'n3';
import type { TableGroup } from '../metadata/metadata.js';
import { expandPrefix } from '../vocabulary/prefixes.js';
import type { Say } from './annotate.js';

const { blankNode, namedNode } = DataFactory;

/**
 * Which files a group was made from, as an activity (Generating RDF, section 6). No time is said, so that the same
 * files make the same statements.
 */
export function sayProvenance(group: NamedNode | BlankNode, { tables, url: document }: TableGroup, say: Say): void {
  const term = (name: string): NamedNode => namedNode(expandPrefix(name));
  const activity = blankNode('activity');
  say(group, term('prov:wasGeneratedBy'), activity);
  say(activity, term('rdf:type'), term('prov:Activity'));
  const used = [
    ...tables.map(({ url }) => ({ url, role: 'csvw:csvEncodedTabularData' })),
    ...(document === undefined ? [] : [{ url: document, role: 'csvw:tabularMetadata' }]),
  ];
  for (const [i, { url, role }] of used.entries()) {
    const usage = blankNode(`usage${i}`);
    say(activity, term('prov:qualifiedUsage'), usage);
    say(usage, term('rdf:type'), term('prov:Usage'));
    say(usage, term('prov:entity'), namedNode(url));
    say(usage, term('prov:hadRole'), term(role));
  }
}
