import type { NamedNode, Quad } from 'n3';
import * as oxigraph from 'oxigraph';
import { UserError } from '../problem.js';
import { readTable, type Table } from '../rdf/terms.js';
import { readQuads, toNQuads } from './quad-lines.js';

/**
 * The graph in memory with SPARQL 1.1 over it; the one file that names the engine. Everything runs on the union of the
 * graphs, and relative IRIs in a query (`<graph/links>`) are read against the base.
 * The engine cannot be interrupted: for the project's own queries, not for a stranger's.
 */
export interface Store {
  add(quads: Quad[]): void;
  load(nquads: string): void;
  /** The statements that a CONSTRUCT makes, in a graph that they are to be in. */
  construct(query: string, graph: NamedNode): Quad[];
  ask(query: string): boolean;
  /** A SELECT with its columns in order. */
  table(query: string): Table;
  /**
   * The answer of any query as text, in a standard format for results or graphs: "text/csv", "text/turtle". A query that
   * names its graphs (FROM) gets those and not the union.
   */
  answer(query: string, mediaType: string, namesGraphs?: boolean): string;
  /** Gives its memory back at once; otherwise that waits for a garbage collector that does not see how much it is. */
  close(): void;
}

/** The engine's program (WebAssembly), where it has to be loaded first: its bytes, a response with them, or their address. */
export type EngineSource = Uint8Array | ArrayBuffer | Response | URL | string; // names that need no DOM library of TypeScript

let opening: Promise<unknown> | undefined;

/**
 * Loads the engine in a browser, once; in Node it is loaded with its package. Without `source` it is fetched from beside
 * the script that the engine's package is bundled into: "web_bg.wasm". Throws `UserError`.
 */
export async function openEngine(source?: EngineSource): Promise<void> {
  const load: unknown = oxigraph.default; // a function in the package for browsers only
  if (typeof load !== 'function') return;
  opening ??= load(source === undefined ? undefined : { module_or_path: source });
  try {
    await opening;
  } catch (error) {
    opening = undefined; // the next call tries again
    throw new UserError(`engine: it cannot be loaded: ${(error as Error).message}`);
  }
}

/** Runs a query of the engine, and returns its answer. Throws `QueryStopped` when it reached a limit. */
export type RunQuery = <T>(query: string, run: () => T) => T;

export function createStore(base: string, runQuery: RunQuery = (_, run) => run()): Store {
  const store = new oxigraph.Store();
  const ask = (query: string, options: object) => runQuery(query, () => store.query(query, options));
  const options = { base_iri: base, use_default_graph_as_union: true };
  const format = { format: 'application/n-quads' };
  // Our statements have been checked: the engine need not parse each IRI and language again.
  const own = { ...format, lenient: true };
  return {
    add: (quads) => {
      // In pieces: the engine's memory only grows, by a multiple of the text it is given at once. Transactions take time
      // that grows with the square of a large graph; without them the engine sets aside 340 MB at once.
      const no_transaction = quads.length > 100_000;
      for (let i = 0; i < quads.length; i += 20_000)
        store.load(toNQuads(quads.slice(i, i + 20_000)), { ...own, no_transaction });
    },
    load: (nquads) => store.load(nquads, format),
    // As text, which is several times as fast as to ask the engine for each term.
    construct: (query, graph) =>
      readQuads(ask(query, { ...options, results_format: 'application/n-triples' }) as string, graph),
    ask: (query) => ask(query, options) as boolean,
    table: (query) => readTable(ask(query, { ...options, results_format: 'json' }) as string),
    answer: (query, mediaType, namesGraphs = false) =>
      ask(query, {
        ...options,
        use_default_graph_as_union: !namesGraphs,
        results_format: mediaType,
      }) as string,
    close: () => {
      try {
        (store as unknown as { free(): void }).free(); // its types do not know it
      } catch {
        // an engine that failed in a query cannot release it, and must not hide why it failed
      }
    },
  };
}
