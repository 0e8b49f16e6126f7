import { workerData } from 'node:worker_threads';
import { defaultGraph, initSync, namedNode, type Quad, Store } from 'oxigraph/web.js';
import { type NamedDataset, parseQuery, type QueryForm, queryText } from '../../graph/sparql.js';
import { limits } from '../settings.js';
import { countRows, firstStatements, isRepeatable, onlyReads, refusalOf, tokensBeyond } from './query-size.js';

/** What runs inside the threads of pool.ts: an engine with the whole graph, and one job at a time. */

export interface ThreadData {
  program: WebAssembly.Module;
  nquads: SharedArrayBuffer;
  base: string; // relative IRIs are read against it
  rows: number; // or statements that an answer holds at most
}

/** What a thread is asked to do. IRIs are absolute. */
export type Job =
  /** A query of a stranger, with the media type for each form that it may have; without one the form is not acceptable. */
  | {
      kind: 'query';
      text: string;
      mediaTypes: Partial<Record<QueryForm, string>>;
      dataset: NamedDataset | undefined; // that the request names; undefined: as the query says, else the union of all
    }
  /** A query of our own, over the union of all: its answer is never cut. */
  | { kind: 'own-query'; text: string; mediaType: string }
  /** All statements of one graph, or of the default graph, which is the union. */
  | { kind: 'graph'; graph: string | undefined; mediaType: string }
  /** Statements that are given as Turtle, in another form; in TriG each in the graphs that it is in. */
  | { kind: 'document'; turtle: string; mediaType: string };

/** What came of a job. Nothing else is ever told to a client. */
export type Outcome =
  | { kind: 'answer'; text: string; truncated: boolean; form?: QueryForm; isRepeatable?: boolean } // the last two of queries
  | { kind: 'refused'; status: number; message: string } // an update, syntax, limits, what the engine does not take
  | { kind: 'not-acceptable'; form: QueryForm }
  | { kind: 'timeout' }
  | { kind: 'too-much' } // memory, or a query that kills the engine
  | { kind: 'busy' }; // the queue is full

const { program, nquads, base, rows } = workerData as ThreadData;
const ntriples = 'application/n-triples';
const lineEnd = 0x0a;
const pieceBytes = 262_144; // that are loaded at once: the engine's memory grows by a multiple of it, and never shrinks
const store = openStore();
const graphs = store && countGraphs();

/** The graphs with their sizes, undefined when the engine has no room for them; or the outcome of a job. */
export default function work(job: Job | 'graphs'): Outcome | ReadonlyMap<string, number> | undefined {
  if (job === 'graphs') return graphs;
  try {
    const made = outcomeOf(job);
    return made.kind === 'answer' && Buffer.byteLength(made.text) > limits.thread.answerBytes
      ? { kind: 'too-much' }
      : made;
  } catch (error) {
    if (isEngineBroken(error)) process.exit(1); // the pool starts another thread
    return wrong('something in it is not allowed where it stands');
  }
}

/** The graph in this thread's engine; undefined when its memory is too small. */
function openStore(): Store | undefined {
  initSync({ module: program });
  const bytes = new Uint8Array(nquads);
  const store = new Store();
  try {
    for (let at = 0; at < bytes.length; ) {
      const end = bytes.indexOf(lineEnd, at + pieceBytes) + 1 || bytes.length;
      // Without a transaction the engine takes ten times the memory for the same graph, and longer.
      store.load(bytes.slice(at, end), { format: 'application/n-quads', lenient: true });
      at = end;
    }
    return store;
  } catch (error) {
    if (isEngineBroken(error)) return undefined;
    throw error;
  }
}

function countGraphs(): ReadonlyMap<string, number> {
  const counted = 'SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g';
  const answer = JSON.parse(ask(counted, 'application/json', { isUnion: false }));
  const found: { g: { value: string }; n: { value: string } }[] = answer.results.bindings;
  return new Map(found.map(({ g, n }) => [g.value, Number(n.value)]));
}

function outcomeOf(job: Job): Outcome {
  if (job.kind === 'query') return answerQuery(job);
  if (job.kind === 'own-query') return whole(ask(job.text, job.mediaType));
  if (job.kind === 'document') return whole(convert(job.turtle, 'text/turtle', job.mediaType));
  if (job.graph === undefined) return whole(ask('CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }', job.mediaType));
  return whole((store as Store).dump({ format: job.mediaType, from_graph_name: namedNode(job.graph) }));
}

const whole = (text: string): Outcome => ({ kind: 'answer', text, truncated: false });

/** A query of a stranger: it is parsed and judged here, and the engine reads what is written from its syntax tree. */
function answerQuery({ text, mediaTypes, dataset: named }: Job & { kind: 'query' }): Outcome {
  const query = parseQuery(text, { base, watch: tokensBeyond });
  if ('fault' in query) {
    const { isUpdate, message, line, column } = query.fault;
    if (isUpdate) return { kind: 'refused', status: 403, message: onlyReads };
    if (line === undefined) return { kind: 'refused', status: 422, message };
    return wrong(`it is not understood at line ${line}, column ${column}, or just before: ${message}`);
  }
  const refusal = refusalOf(query);
  if (refusal) return { kind: 'refused', ...refusal };
  const dataset = named ?? query.dataset;
  if (dataset && [...dataset.defaultGraphs, ...dataset.namedGraphs].some((graph) => !graphs?.has(graph)))
    return { kind: 'refused', status: 400, message: unknownGraph };
  const { form } = query;
  const mediaType = mediaTypes[form];
  if (mediaType === undefined) return { kind: 'not-acceptable', form };
  const about = { form, isRepeatable: isRepeatable(query) };
  const queried = { isUnion: dataset === undefined, named };
  if (form === 'ASK') return { ...whole(ask(queryText(query), mediaType, queried)), ...about };
  if (form === 'SELECT') {
    const first = (most: number): string => ask(queryText(query, most), mediaType, queried);
    const answer = first(rows + 1);
    if (countRows(answer, mediaType) <= rows) return { ...whole(answer), ...about };
    const cut = first(rows);
    return countRows(cut, mediaType) > rows
      ? { kind: 'too-much' }
      : { kind: 'answer', text: cut, truncated: true, ...about };
  }
  const cut = firstStatements(ask(queryText(query), ntriples, queried), rows);
  const answer = mediaType === ntriples ? cut.text : convert(cut.text, ntriples, mediaType);
  return { kind: 'answer', text: answer, truncated: cut.truncated, ...about };
}

const unknownGraph = 'the query names a graph that is not here; GRAPH ?g finds those that are';

const wrong = (what: string): Outcome => ({
  kind: 'refused',
  status: 400,
  message: `the query is no correct SPARQL: ${what}`,
});

/** Asks the engine over the union of all graphs, unless the query or the request names some; the request goes first. */
function ask(
  text: string,
  mediaType: string,
  { isUnion = true, named }: { isUnion?: boolean; named?: NamedDataset | undefined } = {},
): string {
  const options = { base_iri: base, use_default_graph_as_union: isUnion, results_format: mediaType };
  const graphsOf = named && {
    default_graph: named.defaultGraphs.map(namedNode),
    named_graphs: named.namedGraphs.map(namedNode),
  };
  return (store as Store).query(text, { ...options, ...graphsOf }) as string;
}

/** Statements of a text in another form; as TriG, each in the graphs that it is in. */
function convert(text: string, from: string, mediaType: string): string {
  const statements = new Store();
  statements.load(text, { format: from, base_iri: base });
  const isPlaced = mediaType === 'application/trig';
  const converted = isPlaced ? inGraphs(statements) : statements;
  const answer = converted.dump({ format: mediaType, ...(!isPlaced && { from_graph_name: defaultGraph() }) });
  for (const one of new Set([statements, converted])) free(one);
  return answer;
}

/** Statements in the graphs of the release that they are in. */
function inGraphs(statements: Store): Store {
  const found = new Store();
  for (const quad of statements.match()) {
    for (const placed of (store as Store).match(quad.subject, quad.predicate, quad.object)) {
      found.add(placed);
      free(placed);
    }
    free(quad);
  }
  return found;
}

/** What the engine made lives in its memory until a garbage collector comes by that does not see how much it is. */
const free = (made: Store | Quad): void => (made as unknown as { free(): void }).free();

/**
 * Whether the engine is to be thrown away: its memory is at an end, its stack, or it came upon a fault of its own. What it
 * tells of a wrong query is a plain Error.
 */
function isEngineBroken(error: unknown): boolean {
  return !(error instanceof Error) || error instanceof RangeError || error instanceof WebAssembly.RuntimeError;
}
