import { type Files, fileIn } from '../files.js';
import { provenance } from '../graph/provenance.js';
import { readQueries } from '../graph/query-file.js';
import type { Project } from '../project.js';
import type { Graph } from './graph.js';
import type { Source } from './publish.js';
import { cutRuns, type RunMemory } from './runs.js';

/** What goes into a release: the graph with its provenance, the tables that are queries, the sheets and the ontology; `more` files. */
export function contentsOf(
  { files, ontology, queries, commit }: Project,
  graph: Graph,
  sheets: [name: string, bytes: Uint8Array][],
  memory?: RunMemory,
  more: Source['copies'] = [],
  materials?: () => string,
): Source {
  const { base, statements, derived, parts } = graph;
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
      ...publishable(files, ontology).map(([name, bytes]) => copyOf('ontology', name, bytes)),
      ...sheets.map(([name, bytes]) => copyOf('data', name, bytes)),
      ...rules(files, fileIn(queries, 'derive')),
      ...more,
    ],
    about: async () => (await import('./catalogue/catalogue.js')).catalogueOf(graph, runs, commit, materials),
  };
}

/** The rules that statements were derived by, so that a release can tell on what grounds it says what no sheet does. */
const rules = (files: Files, folder: string): Source['copies'] =>
  readQueries(files, folder, []).map(({ name, file }) => ({
    file: `queries/derive/${name}.rq`,
    mediaType: 'application/sparql-query',
    bytes: files.read(file) as Uint8Array,
  }));

const mediaTypes: Record<string, string> = {
  '.csv': 'text/csv',
  '.json': 'application/json',
  '.jsonld': 'application/ld+json',
  '.ttl': 'text/turtle',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Plain files of the kinds above that are in the folder itself; not the hidden files of an editor. */
const publishable = (files: Files, folder: string): [name: string, bytes: Uint8Array][] =>
  files
    .list(folder)
    .filter((name) => !name.startsWith('.') && extension(name) in mediaTypes)
    .flatMap((name): [string, Uint8Array][] => {
      const found = files.read(fileIn(folder, name), { folder, bytes: Infinity });
      return 'words' in found ? [] : [[name, found]];
    });

/** ".csv" of "links.csv". */
const extension = (name: string): string => /\.[^.]*$/.exec(name)?.[0] ?? '';

const copyOf = (folder: string, name: string, bytes: Uint8Array): Source['copies'][number] => ({
  file: `${folder}/${name}`,
  mediaType: mediaTypes[extension(name)] ?? 'application/octet-stream',
  bytes,
});
