import { UserError, withMore } from '../../problem.js';
import { type Connection, type Delivery, deliver, nameOf, wordsOf } from './http.js';
import type { Statement } from './read-statements.js';

/** Statements of a graph for one request. */
export interface Batch {
  graph: string;
  count: number;
  bytes: number;
  chunks: Buffer[]; // statements as N-Triples; bytes, because substrings would keep their source in memory
  text: string; // statements that are not yet in a chunk
  first: number; // line number of the first statement
}

/** Limit for the graphs of a file. */
const mostGraphs = 10_000;

/** Limit for the incomplete batches of all graphs. */
const mostWaiting = 4 << 20; // bytes

/** Collects statements in batches by graph. A statement above the size limit gets a separate batch. */
export function collectBatches(limits: Protocol['limits']) {
  const waiting = new Map<string, Batch>();
  let bytes = 0;
  const take = (batch: Batch): Batch => {
    waiting.delete(batch.graph);
    bytes -= batch.bytes;
    return batch;
  };
  return {
    /** Adds the statement of a line. Returns a batch that must be sent first. */
    add({ graph, triple }: Statement, line: number): Batch | undefined {
      const size = Buffer.byteLength(triple) + 1;
      const before = waiting.get(graph);
      const isFull =
        before !== undefined &&
        (before.count >= limits.statements || before.bytes + size > limits.bytes || bytes + size > mostWaiting);
      const full = isFull ? take(before) : bytes + size > mostWaiting ? take(largest(waiting)) : undefined;
      const batch = waiting.get(graph) ?? { graph, count: 0, bytes: 0, chunks: [], text: '', first: line };
      batch.count++;
      batch.text += `${triple}\n`;
      if (batch.text.length > 1 << 15) {
        batch.chunks.push(Buffer.from(batch.text));
        batch.text = '';
      }
      batch.bytes += size;
      bytes += size;
      waiting.set(graph, batch);
      if (waiting.size > mostGraphs)
        throw new UserError(`The file has more than ${mostGraphs} graphs. Put all statements into one with --graph`, 1);
      return full;
    },
    /** Returns the incomplete batches at the end. */
    *rest(): Generator<Batch> {
      for (const batch of waiting.values()) yield take(batch);
    },
    /** Returns the first line in an incomplete batch. */
    firstWaiting: () => (waiting.size === 0 ? undefined : Math.min(...[...waiting.values()].map(({ first }) => first))),
  };
}

/** Returns the statements of a batch as N-Triples, between two texts. */
export const bytesOf = ({ chunks, text }: Batch, before = '', after = ''): Uint8Array<ArrayBuffer> =>
  Buffer.concat([Buffer.from(before), ...chunks, Buffer.from(text + after)]);

const largest = (waiting: Map<string, Batch>): Batch =>
  [...waiting.values()].reduce((most, batch) => (batch.bytes > most.bytes ? batch : most));

/** A way to send batches of statements to a store. */
export interface Protocol {
  limits: { statements: number; bytes: number }; // per request
  /** Creates the request for a batch. `isFirst` is true for the first batch of a graph. */
  request(url: string, batch: Batch, isFirst: boolean, isReplacing: boolean): Delivery;
}

/** The two protocols of SPARQL 1.1. Requests can be repeated, because a graph is a set of statements. */
export const protocols: Record<string, Protocol> = {
  'graph-store': { limits: { statements: 20_000, bytes: 2 << 20 }, request: graphStore },
  update: { limits: { statements: 1_000, bytes: 1 << 20 }, request: update }, // Virtuoso compiles about 1,900 at most
};

/** SPARQL 1.1 Graph Store HTTP Protocol, sections 5.3 and 5.5: the first batch replaces the graph, the others are added. */
function graphStore(url: string, batch: Batch, isFirst: boolean): Delivery {
  const { graph } = batch;
  const question = graph === '' ? 'default' : `graph=${encodeURIComponent(graph)}`;
  return {
    method: isFirst ? 'PUT' : 'POST',
    url: `${url}${url.includes('?') ? '&' : '?'}${question}`,
    headers: { 'content-type': 'text/turtle; charset=utf-8' }, // N-Triples are Turtle, which every store must support
    body: bytesOf(batch),
  };
}

/** SPARQL 1.1 Update, sections 3.1.1 and 3.1.3, in the request body (SPARQL 1.1 Protocol, section 2.2.2). */
function update(url: string, batch: Batch, isFirst: boolean, isReplacing: boolean): Delivery {
  const { graph } = batch;
  const clear = isFirst && isReplacing ? `CLEAR SILENT ${graph === '' ? 'DEFAULT' : `GRAPH <${graph}>`} ;\n` : '';
  const [open, close] = graph === '' ? ['', ''] : [`GRAPH <${graph}> {\n`, '}\n'];
  return {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/sparql-update; charset=utf-8' },
    body: bytesOf(batch, `${clear}INSERT DATA {\n${open}`, `${close}}\n`),
  };
}

/** Asks a SPARQL endpoint for the number of statements in a graph; "" is the default graph. */
export async function askCount(url: string, graph: string, connection: Connection): Promise<number> {
  const pattern = graph === '' ? '?s ?p ?o' : `GRAPH <${graph}> { ?s ?p ?o }`;
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/sparql-results+json' };
  const request: Delivery = {
    method: 'POST',
    url,
    headers,
    body: new URLSearchParams({ query: `SELECT (COUNT(*) AS ?count) WHERE { ${pattern} }` }).toString(),
  };
  const answer = await deliver(request, connection).catch((error: unknown) => {
    throw withMore(error, elsewhere);
  });
  const count = readCount(answer);
  if (count !== undefined) return count;
  const words = wordsOf(answer);
  throw new UserError(`${nameOf(url)} did not return a count${words && `, but: ${words}`}${elsewhere}`, 1);
}

const elsewhere = '\n  All statements were sent, but not counted. Name the query endpoint of the store with --query';

function readCount(answer: string): number | undefined {
  try {
    const { results } = JSON.parse(answer) as { results: { bindings: { count: { value: string } }[] } };
    const value = results.bindings[0]?.count.value ?? '';
    return /^\d+$/.test(value) ? Number(value) : undefined;
  } catch {
    return undefined;
  }
}

/** Paths of query endpoints for the data endpoints of well-known stores. */
const queryPaths: [RegExp, string][] = [
  [/\/sparql-(graph-crud-auth|auth)$/, '/sparql'], // Virtuoso
  [/\/(data|update)$/, '/query'], // Fuseki, Oxigraph
  [/\/store$/, '/query'], // Oxigraph
  [/\/(statements|rdf-graphs\/service)$/, ''], // GraphDB, RDF4J
];

/** Returns the query endpoint for a data endpoint. For an unknown store, it is the same URL. */
export function queryAddress(address: string): string {
  const url = new URL(address);
  const [pattern, by] = queryPaths.find(([one]) => one.test(url.pathname)) ?? [/$/, ''];
  url.pathname = url.pathname.replace(pattern, by);
  url.search = '';
  return url.href;
}
