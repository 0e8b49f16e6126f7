import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Checked } from './checked.js';
import { provenance } from './graph/provenance.js';
import { iriFault } from './iri.js';
import { compareCodePoints } from './order.js';
import { UserError } from './problem.js';
import type { Project } from './project.js';
import type { Source } from './publish/publish.js';

/** What goes into a release: the graph with its provenance, the tables that are queries, the sheets and the ontology. */
export function contentsOf({ ontology }: Project, checked: Checked): Source {
  const { base, group, read, statements, derived, parts } = checked;
  const provenanceGraph = new URL('graph/provenance', base).href;
  const sources = new Map(group.tables.map(({ url, notes }) => [url, sourcesIn(notes['dc:source'], url)]));
  return {
    name: parts.name,
    version: parts.version,
    licence: parts.licence,
    base,
    quads: [
      ...statements.quads,
      ...derived.flatMap((one) => one.quads),
      ...provenance(statements, provenanceGraph, sources),
    ],
    provenance: provenanceGraph,
    context: parts.context,
    frame: parts.frame,
    tables: parts.exports,
    copies: [
      ...publishable(ontology).map((name) => copyOf('ontology', name, readFileSync(path.join(ontology, name)))),
      ...[...read].map(([name, bytes]) => copyOf('data', name, bytes)),
    ],
  };
}

/** The addresses that a table's dc:source names; what is no address is told, for it would break the dumps. */
function sourcesIn(note: unknown, url: string): string[] {
  const list = Array.isArray(note) ? note : note === undefined ? [] : [note];
  return list.map((one) => {
    const name = (one as { '@id'?: unknown } | null)?.['@id'];
    const iri = typeof name === 'string' && URL.canParse(name, url) ? new URL(name, url).href : '';
    if (iriFault(iri)) throw new UserError(`${url}: dc:source must be a list of { "@id": address }`, 1);
    return iri;
  });
}

const mediaTypes: Record<string, string> = {
  '.csv': 'text/csv',
  '.json': 'application/json',
  '.jsonld': 'application/ld+json',
  '.ttl': 'text/turtle',
};

/** Files of the kinds above: no editor's leavings, no folders. */
const publishable = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && path.extname(entry.name) in mediaTypes)
    .map((entry) => entry.name)
    .sort(compareCodePoints);

const copyOf = (folder: string, name: string, bytes: Uint8Array): Source['copies'][number] => ({
  file: `${folder}/${name}`,
  mediaType: mediaTypes[path.extname(name)] ?? 'application/octet-stream',
  text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes),
});
