import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Graph } from './checked.js';
import { provenance } from './graph/provenance.js';
import { readQueries } from './graph/query-file.js';
import { compareCodePoints } from './order.js';
import type { Project } from './project.js';
import type { Source } from './publish/publish.js';
import { cutRuns, type RunMemory } from './publish/runs.js';
import { publishedBytes } from './sheets/published-copy.js';

/** What goes into a release: the graph with its provenance, the tables that are queries, the sheets and the ontology; `more` files. */
export function contentsOf(
  { ontology, queries, commit }: Project,
  graph: Graph,
  memory?: RunMemory,
  more: Source['copies'] = [],
  materials?: () => string,
): Source {
  const { base, sheets, statements, derived, parts } = graph;
  const provenanceGraph = new URL('graph/provenance', base).href;
  const quads = [
    ...statements.quads,
    ...derived.flatMap((one) => one.quads),
    ...provenance(statements, provenanceGraph, parts.sources, commit),
  ];
  const runs = cutRuns(quads, { provenance: provenanceGraph, context: parts.context, frame: parts.frame }, memory);
  return {
    name: parts.name,
    version: parts.version,
    licence: parts.licence,
    base,
    runs,
    context: parts.context,
    frame: parts.frame,
    tables: parts.exports,
    copies: [
      ...publishable(ontology).map((name) => copyOf('ontology', name, readFileSync(path.join(ontology, name)))),
      ...[...sheets.read].map(([name, bytes]) => copyOf('data', name, publishedBytes(sheets, name, bytes))),
      ...rules(path.join(queries, 'derive')),
      ...more,
    ],
    about: async () => (await import('./catalogue/catalogue.js')).catalogueOf(graph, runs, commit, materials),
  };
}

/** The rules that statements were derived by, so that a release can tell on what grounds it says what no sheet does. */
const rules = (folder: string): Source['copies'] =>
  readQueries(folder, []).map(({ name, file }) => ({
    file: `queries/derive/${name}.rq`,
    mediaType: 'application/sparql-query',
    bytes: readFileSync(file),
  }));

const mediaTypes: Record<string, string> = {
  '.csv': 'text/csv',
  '.json': 'application/json',
  '.jsonld': 'application/ld+json',
  '.ttl': 'text/turtle',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
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
  bytes,
});
