import { defaultGraph, namedNode, type Quad, Store } from 'oxigraph/web.js';
import { type EngineImage, openEngineImage } from './engine-image.js';

/**
 * The graph in a thread of its own, for queries of strangers: whoever runs it ends the thread when it takes too long. What
 * the engine is asked for it answers as text, in a standard format.
 */
export interface BoundedStore {
  /** Over the union of the graphs, or over the dataset that the query or `dataset` names (IRIs of graphs). */
  query(text: string, mediaType: string, dataset: QueriedDataset): string;
  /** The statements of a graph; those of all, without a name. */
  graph(name: string | undefined, mediaType: string): string;
  /** Statements of a text in another form; as TriG, each in the graphs that it is in. */
  convert(text: string, from: string, mediaType: string): string;
  /** The graphs by name, with their numbers of statements. */
  readonly graphs: ReadonlyMap<string, number>;
}

/** Undefined: as the query says. */
export interface QueriedDataset {
  isUnion: boolean; // the default graph is the union of all; not so when the query or the request names graphs
  named?: { defaultGraphs: string[]; namedGraphs: string[] };
}

/** The store of an image in this thread, which has no other. Relative IRIs are read against `base`. */
export function createBoundedStore(program: WebAssembly.Module, image: EngineImage, base: string): BoundedStore {
  const store = openEngineImage(program, image);
  const query = (text: string, mediaType: string, { isUnion, named }: QueriedDataset): string =>
    store.query(text, {
      base_iri: base,
      use_default_graph_as_union: isUnion,
      results_format: mediaType,
      ...(named && {
        default_graph: named.defaultGraphs.map(namedNode),
        named_graphs: named.namedGraphs.map(namedNode),
      }),
    }) as string;
  return {
    query,
    graph: (name, mediaType) =>
      name === undefined
        ? query('CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }', mediaType, { isUnion: true })
        : store.dump({ format: mediaType, from_graph_name: namedNode(name) }),
    convert: (text, from, mediaType) => {
      const statements = new Store();
      statements.load(text, { format: from, base_iri: base });
      const isPlaced = mediaType === 'application/trig';
      const converted = isPlaced ? inGraphs(statements, store) : statements;
      const answer = converted.dump({ format: mediaType, ...(!isPlaced && { from_graph_name: defaultGraph() }) });
      for (const one of new Set([statements, converted])) free(one);
      return answer;
    },
    graphs: countGraphs(query),
  };
}

/** The statements of one store in the graphs of the other that they are in. */
function inGraphs(statements: Store, store: Store): Store {
  const found = new Store();
  for (const quad of statements.match()) {
    for (const placed of store.match(quad.subject, quad.predicate, quad.object)) {
      found.add(placed);
      free(placed);
    }
    free(quad);
  }
  return found;
}

/** What the engine made lives in its memory until a garbage collector comes by that does not see how much it is. */
const free = (made: Store | Quad): void => (made as unknown as { free(): void }).free();

function countGraphs(query: BoundedStore['query']): Map<string, number> {
  const counted = 'SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g';
  const answer = JSON.parse(query(counted, 'application/json', { isUnion: false }));
  const rows: { g: { value: string }; n: { value: string } }[] = answer.results.bindings;
  return new Map(rows.map(({ g, n }) => [g.value, Number(n.value)]));
}

/**
 * Whether the engine is to be thrown away: its memory is at an end, its stack, or it came upon a fault of its own. What it
 * tells of a wrong query is a plain Error.
 */
export const isEngineBroken = (error: unknown): boolean =>
  !(error instanceof Error) || error instanceof RangeError || error instanceof WebAssembly.RuntimeError;
