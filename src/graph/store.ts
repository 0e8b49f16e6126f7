import type { NamedNode, Quad } from 'n3';
import { dropEngine, loadEngine } from '#engine';
import { UserError } from '../problem.js';
import { readTable, type Table } from '../rdf/terms.js';
import { readQuads, toNQuads } from './quad-lines.js';
import { partsRead } from './query-parts.js';
import type { RememberedAnswers } from './remembered-answers.js';

/**
 * In-memory graph with SPARQL 1.1, and the only file that uses the engine of engine.ts. Queries run on the union of all graphs.
 * Relative IRIs in a query (`<graph/links>`) are resolved against the base. The engine cannot be interrupted, so this
 * is only for the project's own queries.
 */
export interface Store {
  add(quads: Quad[]): void;
  load(nquads: string | Uint8Array): void;
  /** Calls `use` while the statements of a graph are in the store, and removes the graph afterwards. */
  with<T>(quads: Quad[], graph: NamedNode, use: () => T): T;
  /** Runs a CONSTRUCT, and returns its statements in a graph. */
  construct(query: string, graph: NamedNode): Quad[];
  ask(query: string): boolean;
  /** Runs a SELECT and keeps the order of its columns. */
  table(query: string): Table;
  /**
   * Runs any query and returns a standard results or graph format: "text/csv", "text/turtle". A query with FROM uses
   * its graphs instead of the union.
   */
  answer(query: string, mediaType: string, namesGraphs?: boolean): string;
  /** Frees the memory now. The garbage collector cannot see how large it is. Another call does nothing. */
  close(): void;
}

type Engine = InstanceType<ReturnType<typeof loadEngine>['Store']>;

/** Source of the engine's WebAssembly program, if it must be loaded: its bytes, a response or a URL. */
export type EngineSource = Uint8Array | ArrayBuffer | Response | URL | string; // no types from the DOM library

let opening: Promise<unknown> | undefined;

let openGraphs = 0;
let added = 0; // statements, to the engine

/** Statements of a large graph. After one, an engine is replaced. A process can only have a few, because V8 limits their code. */
const large = 100_000;

/**
 * Loads the engine in a browser, once. In Node it is loaded with its package. The default `source` is "web_bg.wasm"
 * next to the bundled script. Throws `UserError`.
 */
export async function openEngine(source?: EngineSource): Promise<void> {
  const load = (loadEngine() as { default?: unknown }).default; // only in the browser package
  if (typeof load !== 'function') return;
  opening ??= load(source === undefined ? undefined : { module_or_path: source });
  try {
    await opening;
  } catch (error) {
    opening = undefined; // the next call retries
    throw new UserError(`The query engine cannot be loaded: ${(error as Error).message}`);
  }
}

/** Runs a query with the engine, and reads its answer. Throws `QueryStopped` if the query reached a limit before. */
export type RunQuery = <T>(query: string, run: () => T) => T;

/**
 * Creates an empty graph. `runQuery` can limit its queries; by default they run in the calling thread without a limit.
 * `answers` of an earlier graph are used again if the statements that a query reads are the same.
 */
export function createStore(base: string, runQuery: RunQuery = (_, run) => run(), answers?: RememberedAnswers): Store {
  let open: Engine | undefined = new (loadEngine().Store)();
  openGraphs++;
  const engine = (): Engine => {
    if (!open) throw new Error('The graph is closed');
    return open;
  };
  const options = { base_iri: base, use_default_graph_as_union: true };
  const format = { format: 'application/n-quads' };
  // Our statements are already checked, so the engine does not have to parse IRIs and languages.
  const own = { ...format, lenient: true };
  const ask = <Answer, T>(query: string, more: object, read: (answer: Answer) => T): T =>
    runQuery(query, () => read(engine().query(query, { ...options, ...more }) as Answer));
  const contents = answers?.contents();
  const recall = <T>(kind: string, query: string, run: () => T): T => {
    const parts = answers && partsRead(query);
    return parts && contents ? answers.recall(`${kind} ${query}`, parts, contents, run) : run();
  };
  const add = (quads: Quad[]): void => {
    contents?.add(quads);
    added += quads.length;
    // In batches, because the engine's memory grows with the size of one load and never shrinks. On large graphs,
    // transactions take quadratic time; without transactions the engine reserves 340 MB immediately.
    const no_transaction = quads.length > large;
    for (let i = 0; i < quads.length; i += 20_000)
      engine().load(toNQuads(quads.slice(i, i + 20_000)), { ...own, no_transaction });
  };
  return {
    add,
    with: (quads, graph, use) => {
      if (quads.length === 0) return use();
      add(quads);
      try {
        return use();
      } finally {
        engine().update(`DROP GRAPH <${graph.value}>`);
        contents?.remove(quads);
      }
    },
    load: (nquads) => engine().load(nquads, format),
    // Reading text is several times faster than asking the engine for each term.
    construct: (query, graph) =>
      recall(graph.value, query, () =>
        ask(query, { results_format: 'application/n-triples' }, (text: string) => readQuads(text, graph)),
      ),
    ask: (query) => recall('ask', query, () => ask(query, {}, (answer: boolean) => answer)),
    table: (query) => recall('table', query, () => ask(query, { results_format: 'json' }, readTable)),
    answer: (query, results_format, namesGraphs = false) =>
      ask(query, { use_default_graph_as_union: !namesGraphs, results_format }, (text: string) => text),
    close: () => {
      if (!open) return;
      openGraphs--;
      try {
        if (openGraphs === 0 && added > large && dropEngine()) added = 0;
        else (open as unknown as { free(): void }).free(); // missing in its types
      } catch {
        // an engine that failed in a query cannot free it, and must not hide the original error
      }
      open = undefined;
    },
  };
}
