import v8 from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import { Parser } from 'n3';
import { defaultGraph, type InitOutput, initSync, namedNode, type Quad, Store } from 'oxigraph/web.js';
import type { Selection } from '../../figures/figures-index.js';
import { canonicalOrder } from '../../graph/quad-lines.js';
import { type NamedDataset, type ParsedQuery, parseQuery, type QueryForm, queryText } from '../../graph/sparql.js';
import { bySubject, readPieces } from '../../node/figures/read-figures.js';
import type { JsonObject } from '../../publish/chunks.js';
import { iri } from '../../rdf/iri.js';
import { groupBy } from '../../text/order.js';
import { limits } from '../settings.js';
import { countRows, firstStatements, isRepeatable, onlyReads, refusalOf, tokensBeyond } from './query-size.js';
import type { Busy } from './queue.js';
import { type OpenFile, readLines } from './read-lines.js';

/** Runs in the threads of threads.ts: an engine with the whole graph, and one job at a time. */

export interface ThreadData {
  program: WebAssembly.Module;
  nquads: OpenFile; // the graph
  base: string; // base of relative IRIs
  rows: number; // maximum number of rows or statements in an answer
  figures: string | undefined; // the file with the statements of all figures
}

/** A task for a thread. IRIs are absolute. */
export type Job =
  /** A query of a client, with the media type of each acceptable query form. */
  | {
      kind: 'query';
      text: string;
      mediaTypes: Partial<Record<QueryForm, string>>;
      dataset: NamedDataset | undefined; // from the request; undefined: from the query, or the union of all graphs
      figures?: Selection; // to add to the graph for this query
    }
  /** An internal query over the union of all graphs. Its answer is never truncated. */
  | { kind: 'own-query'; text: string; mediaType: string }
  /** All statements of one graph, or of the default graph (the union of all graphs). */
  | { kind: 'graph'; graph: string | undefined; mediaType: string }
  /** Converts Turtle to another format. In TriG, each statement is in its graphs. */
  | { kind: 'document'; turtle: string; mediaType: string }
  /** Writes JSON-LD with a context. The links of `about` contain the names and codes of their targets. */
  | { kind: 'json-ld'; turtle: string; about: string | undefined; context: JsonObject; contextUrl: string };

/** The result of a job, and everything that a client can learn about it. */
export type Outcome =
  | Answer
  | { kind: 'refused'; status: number; message: string } // update, syntax, limits, unsupported by the engine
  | { kind: 'not-acceptable'; form: QueryForm }
  | { kind: 'timeout' }
  | { kind: 'too-much' } // too much memory, or a query that crashes the engine
  | { kind: 'busy'; reason: Busy | 'closed' | 'preempted'; seconds: number }; // try again after some seconds

export interface Answer {
  kind: 'answer';
  body: Uint8Array;
  truncated: boolean;
  form?: QueryForm; // of queries only, as the next
  isRepeatable?: boolean;
}

/** A finished job, and the memory that its thread has gained since its start. */
export interface Done {
  outcome: Outcome;
  bytes: number;
  isLast: boolean; // the thread contains too many figures of this job to be used again
}

type Made = Exclude<Outcome, Answer> | (Omit<Answer, 'body'> & { text: string });

const { program, nquads, base, rows, figures: figuresFile } = workerData as ThreadData;
const ntriples = 'application/n-triples';
const rdfType = iri('rdf:type');
const memoryOfText = 8; // bytes that the engine needs for each byte of N-Quads, or a little more
let engine: InitOutput;
let added: string[] = []; // figures that one query adds to the graph, as in N-Quads
const store = openStore();
const graphs = store && countGraphs();

const bytesAtStart = memoryBytes();

parentPort?.postMessage(graphs);
parentPort?.on('message', work);

function memoryBytes(): number {
  const { total_heap_size, external_memory } = v8.getHeapStatistics();
  return engine.memory.buffer.byteLength + total_heap_size + external_memory;
}

/** Runs a job, and hands over its answer without a copy. The client does not wait until its figures are removed again. */
async function work(job: Job): Promise<void> {
  const { outcome, moved } = await finished(job);
  const isLast = added.length > limits.thread.figures;
  const done: Done = { outcome, bytes: memoryBytes() - bytesAtStart, isLast };
  parentPort?.postMessage(done, moved);
  if (!isLast) removeFigures();
}

async function finished(job: Job): Promise<{ outcome: Outcome; moved: ArrayBuffer[] }> {
  try {
    const made = job.kind === 'json-ld' ? whole(await jsonLdOf(job)) : outcomeOf(job);
    if (made.kind !== 'answer') return { outcome: made, moved: [] };
    const { text, ...about } = made;
    const body = new TextEncoder().encode(text);
    if (body.length > limits.thread.answerBytes) return { outcome: { kind: 'too-much' }, moved: [] };
    return { outcome: { ...about, body }, moved: [body.buffer as ArrayBuffer] };
  } catch (error) {
    if (isEngineBroken(error)) process.exit(1); // the pool starts another thread
    return { outcome: wrong(': something is not allowed in its position'), moved: [] };
  }
}

/** Loads the graph into the engine; undefined when its memory is too small. */
function openStore(): Store | undefined {
  engine = initSync({ module: program });
  const store = new Store();
  try {
    reserve(nquads.bytes * memoryOfText);
    // Keeps the transaction: without it, the engine needs ten times the memory and more time.
    for (const lines of readLines(nquads)) store.load(lines, { format: 'application/n-quads', lenient: true });
    return store;
  } catch (error) {
    if (isEngineBroken(error)) return undefined;
    throw error;
  }
}

/**
 * Lets the memory of the engine grow once. It grows in small steps otherwise, and JavaScript collects garbage at each step. The pages
 * need no memory before they are used.
 */
function reserve(bytes: number): void {
  const most = Math.min(bytes, limits.thread.engineBytes / 2);
  engine.__wbindgen_free(engine.__wbindgen_malloc(most, 1), most, 1);
}

function countGraphs(): ReadonlyMap<string, number> {
  const counted = 'SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g';
  const answer = JSON.parse(ask(counted, 'application/json', { isUnion: false }));
  const found: { g: { value: string }; n: { value: string } }[] = answer.results.bindings;
  return new Map(found.map(({ g, n }) => [g.value, Number(n.value)]));
}

function outcomeOf(job: Exclude<Job, { kind: 'json-ld' }>): Made {
  if (job.kind === 'query') return answerQuery(job);
  if (job.kind === 'own-query') return whole(ask(job.text, job.mediaType));
  if (job.kind === 'document') return whole(convert(job.turtle, 'text/turtle', job.mediaType));
  if (job.graph === undefined) return whole(ask('CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }', job.mediaType));
  return whole((store as Store).dump({ format: job.mediaType, from_graph_name: namedNode(job.graph) }));
}

const together = 1000; // subjects in one query

/** Adds figures to their graph if it does not contain them. They are removed after the query. */
function addFigures(selection: Selection): void {
  for (const piece of readPieces(figuresFile as string, selection)) {
    const all = [...bySubject(piece)];
    const known = new Set<string>();
    for (let at = 0; at < all.length; at += together) {
      const some = all.slice(at, at + together).map(({ subject }) => subject);
      const query = `SELECT ?s { VALUES ?s { ${some.join(' ')} } ?s <${rdfType}> ?type }`;
      for (const subject of ask(query, 'text/tab-separated-values').split('\n')) known.add(subject);
    }
    const others = all.filter(({ subject }) => !known.has(subject));
    for (const { subject } of others) added.push(subject);
    const lines = Buffer.concat(others.map(({ lines }) => lines));
    (store as Store).load(lines, { format: 'application/n-quads', lenient: true });
  }
}

function removeFigures(): void {
  for (let at = 0; at < added.length; at += together) {
    const some = added.slice(at, at + together);
    const all = 'GRAPH ?g { ?s ?p ?o }';
    (store as Store).update(`DELETE { ${all} } WHERE { VALUES ?s { ${some.join(' ')} } ${all} }`);
  }
  added = [];
}

const whole = (text: string): Made & { kind: 'answer' } => ({ kind: 'answer', text, truncated: false });

/** Answers a query of a client. The engine reads the query that is generated from its checked syntax tree. */
function answerQuery({ text, mediaTypes, dataset: named, figures }: Job & { kind: 'query' }): Made {
  const query = parseQuery(text, { base, watch: tokensBeyond });
  if ('fault' in query) {
    const { isUpdate, message, line, column } = query.fault;
    if (isUpdate) return { kind: 'refused', status: 403, message: onlyReads };
    if (line === undefined) return { kind: 'refused', status: 422, message };
    return wrong(` at or before line ${line}, column ${column}: ${message}`);
  }
  const refusal = refusalOf(query);
  if (refusal) return { kind: 'refused', ...refusal };
  const dataset = named ?? query.dataset;
  if (dataset && [...dataset.defaultGraphs, ...dataset.namedGraphs].some((graph) => !graphs?.has(graph)))
    return { kind: 'refused', status: 400, message: unknownGraph };
  const { form } = query;
  const mediaType = mediaTypes[form];
  if (mediaType === undefined) return { kind: 'not-acceptable', form };
  if (figures) addFigures(figures);
  return answerChecked(query, mediaType, { isUnion: dataset === undefined, named });
}

function answerChecked(query: ParsedQuery, mediaType: string, queried: Dataset): Made {
  const { form } = query;
  const about = { form, isRepeatable: isRepeatable(query) };
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

const unknownGraph = 'The query names an unknown graph. List the graphs with GRAPH ?g';

const wrong = (what: string): Outcome & { kind: 'refused' } => ({
  kind: 'refused',
  status: 400,
  message: `Invalid SPARQL query${what}`,
});

/** The graphs of a query: the union of all graphs or not, and the graphs that the request names. */
interface Dataset {
  isUnion?: boolean;
  named?: NamedDataset | undefined;
}

/** Queries the union of all graphs, or the graphs that the request or otherwise the query names. */
function ask(text: string, mediaType: string, { isUnion = true, named }: Dataset = {}): string {
  const options = { base_iri: base, use_default_graph_as_union: isUnion, results_format: mediaType };
  const graphsOf = named && {
    default_graph: named.defaultGraphs.map(namedNode),
    named_graphs: named.namedGraphs.map(namedNode),
  };
  return (store as Store).query(text, { ...options, ...graphsOf }) as string;
}

/** Converts statements to another format. In TriG, each statement is in its graphs. */
function convert(text: string, from: string, mediaType: string): string {
  const statements = new Store();
  statements.load(text, { format: from, base_iri: base });
  const isPlaced = mediaType === 'application/trig';
  const converted = isPlaced ? inGraphs(statements) : statements;
  const answer = converted.dump({ format: mediaType, ...(!isPlaced && { from_graph_name: defaultGraph() }) });
  for (const one of new Set([statements, converted])) free(one);
  return answer;
}

/** Longer documents are not compacted, because that takes ten times longer than the engine. */
const mostCompacted = 5000;

/** Writes JSON-LD as on the site. */
async function jsonLdOf({ turtle, about, context, contextUrl }: Job & { kind: 'json-ld' }): Promise<string> {
  const quads = canonicalOrder(new Parser().parse(turtle)); // names are in the first link
  if (quads.length > mostCompacted) return convert(turtle, 'text/turtle', 'application/ld+json');
  const { jsonLdDocument, nodesOf } = await import('../../publish/formats/jsonld.js');
  const named = about === undefined ? [] : new Parser().parse(ask(namesOfObjects(about), ntriples));
  const bySubject = groupBy(named, ({ subject }) => subject.value);
  const nodes = await nodesOf(quads, context, (iri) => bySubject.get(iri) ?? []);
  return jsonLdDocument(contextUrl, [...nodes.values()]);
}

/** A query for texts and types of everything that a resource links to. */
const namesOfObjects = (about: string): string =>
  `CONSTRUCT { ?o ?q ?name } WHERE { { SELECT DISTINCT ?o { <${about}> ?p ?o FILTER(isIRI(?o)) } }
    ?o ?q ?name FILTER(isLiteral(?name) || ?q = <${iri('rdf:type')}>) }`;

/** Puts statements into their graphs of the release. Others, such as the ontology, stay in the default graph. */
function inGraphs(statements: Store): Store {
  const found = new Store();
  for (const quad of statements.match()) {
    const placed = (store as Store).match(quad.subject, quad.predicate, quad.object);
    for (const one of placed.length > 0 ? placed : [quad]) found.add(one);
    for (const one of [...placed, quad]) free(one);
  }
  return found;
}

/** Frees engine memory now, because the garbage collector does not see its size. */
const free = (made: Store | Quad): void => (made as unknown as { free(): void }).free();

/**
 * True if the engine is unusable because it ran out of memory or stack, or crashed. Errors about a wrong query are
 * plain `Error` objects.
 */
function isEngineBroken(error: unknown): boolean {
  return !(error instanceof Error) || error instanceof RangeError || error instanceof WebAssembly.RuntimeError;
}
