import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { provenance } from './graph/provenance.js';
import { type QueryFile, readQueries } from './graph/query-file.js';
import type { Store } from './graph/store.js';
import type { Table } from './graph/table.js';
import { iriFault } from './iri.js';
import { compareCodePoints } from './order.js';
import { UserError } from './problem.js';
import type { Checked, Project } from './project.js';
import type { JsonObject } from './publish/dump.js';
import type { Source } from './publish/publish.js';

/** What goes into a release: the graph with its provenance, the tables that are queries, the sheets and the ontology. */
export function contentsOf(project: Project, checked: Checked): Source {
  const { base, group, read, statements, derived, store } = checked;
  const provenanceGraph = new URL('graph/provenance', base).href;
  const sources = new Map(group.tables.map(({ url, notes }) => [url, sourcesIn(notes['dc:source'], url)]));
  return {
    ...identify(checked),
    base,
    quads: [
      ...statements.quads,
      ...derived.flatMap((one) => one.quads),
      ...provenance(statements, provenanceGraph, sources),
    ],
    provenance: provenanceGraph,
    context: readJson(path.join(project.ontology, 'context.jsonld'))['@context'] as JsonObject,
    frame: readJson(path.join(project.ontology, 'frame.jsonld')),
    tables: () =>
      readQueries(path.join(project.queries, 'exports'), ['title', 'file', 'format']).map((query) => ({
        query,
        table: answer(store, query),
      })),
    copies: [
      ...publishable(project.ontology).map((name) =>
        copyOf('ontology', name, readFileSync(path.join(project.ontology, name))),
      ),
      ...[...read].map(([name, bytes]) => copyOf('data', name, bytes)),
    ],
  };
}

/** The one dcat:Dataset that has a version and an identifier names the release. */
function identify({ store }: Checked): { name: string; version: string; licence: string } {
  const { rows } = store.table(`
    PREFIX dct: <http://purl.org/dc/terms/>
    PREFIX owl: <http://www.w3.org/2002/07/owl#>
    SELECT ?name ?version ?licence {
      ?dataset a <http://www.w3.org/ns/dcat#Dataset> ;
        dct:identifier ?name ; owl:versionInfo ?version ; dct:license ?licence
    }`);
  const [name, version, licence] = rows[0] ?? [];
  if (!name || !version || !licence || rows.length > 1)
    throw new UserError('the data must describe one dataset, with identifier, version and licence', 1);
  return { name: name.value, version: version.value, licence: licence.value };
}

/** A saved query over the graph; a slip in it is told with its file's name. */
export function answer(store: Store, { file, text }: QueryFile): Table {
  try {
    return store.table(text);
  } catch (error) {
    throw new UserError(`${file} cannot be run: ${(error as Error).message}`, 1);
  }
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

export function readJson(file: string): JsonObject {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as JsonObject;
  } catch (error) {
    throw new UserError(`${file}: ${(error as Error).message}`, 1);
  }
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
