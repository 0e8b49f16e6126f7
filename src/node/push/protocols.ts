import { UserError, withMore } from '../../problem.js';
import { type Connection, type Delivery, deliver, nameOf, wordsOf } from './http.js';
import type { Statement } from './read-statements.js';

/** Statements of one graph that go in one request. */
export interface Batch {
  graph: string;
  count: number;
  bytes: number;
  chunks: Buffer[]; // its statements as N-Triples; as bytes, since strings would hold on to all that they were cut from
  text: string; // what is not among them yet
  first: number; // the number of the first one's line in the file
}

/** Graphs of a file whose state is kept; more of them are no release. */
const mostGraphs = 10_000;

/** Bytes that wait for their batch to become full, over all graphs. */
const mostWaiting = 4 << 20;

/** Sorts statements by their graphs into batches. A statement that is larger than a batch may be has one for itself. */
export function collectBatches(limits: Protocol['limits']) {
  const waiting = new Map<string, Batch>();
  let bytes = 0;
  const take = (batch: Batch): Batch => {
    waiting.delete(batch.graph);
    bytes -= batch.bytes;
    return batch;
  };
  return {
    /** Adds the statement of a line of the file; what it returns is to be sent now. */
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
        throw new UserError(`the file has more than ${mostGraphs} graphs at once: give one by --graph`, 1);
      return full;
    },
    /** What is left at the end, one after the other. */
    *rest(): Generator<Batch> {
      for (const batch of waiting.values()) yield take(batch);
    },
    /** The first line that waits; undefined when none does. */
    firstWaiting: () => (waiting.size === 0 ? undefined : Math.min(...[...waiting.values()].map(({ first }) => first))),
  };
}

/** The statements of a batch as N-Triples, between two texts. */
export const bytesOf = ({ chunks, text }: Batch, before = '', after = ''): Uint8Array<ArrayBuffer> =>
  Buffer.concat([Buffer.from(before), ...chunks, Buffer.from(text + after)]);

const largest = (waiting: Map<string, Batch>): Batch =>
  [...waiting.values()].reduce((most, batch) => (batch.bytes > most.bytes ? batch : most));

/** How a batch of statements is put to a store. */
export interface Protocol {
  limits: { statements: number; bytes: number }; // of a request
  /** The request for a batch; `isFirst` when none was sent for its graph yet. */
  request(url: string, batch: Batch, isFirst: boolean, isReplacing: boolean): Delivery;
}

/** Both ways of SPARQL 1.1 to write into a store. Either request can be sent twice, for a graph is a set of statements. */
export const protocols: Record<string, Protocol> = {
  'graph-store': { limits: { statements: 20_000, bytes: 2 << 20 }, request: graphStore },
  update: { limits: { statements: 1_000, bytes: 1 << 20 }, request: update }, // Virtuoso compiles no more than some 1,900
};

/** SPARQL 1.1 Graph Store HTTP Protocol, sections 5.3 and 5.5: the first part takes the graph's place, the others are added. */
function graphStore(url: string, batch: Batch, isFirst: boolean): Delivery {
  const { graph } = batch;
  const question = graph === '' ? 'default' : `graph=${encodeURIComponent(graph)}`;
  return {
    method: isFirst ? 'PUT' : 'POST',
    url: `${url}${url.includes('?') ? '&' : '?'}${question}`,
    headers: { 'content-type': 'text/turtle; charset=utf-8' }, // N-Triples are Turtle, which every store must take
    body: bytesOf(batch),
  };
}

/** SPARQL 1.1 Update, sections 3.1.1 and 3.1.3, sent directly (SPARQL 1.1 Protocol, section 2.2.2). */
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

/** Asks a SPARQL endpoint how many statements a graph has; "" is the default graph. */
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
  throw new UserError(`${nameOf(url)} answers no count${words && `, but: ${words}`}${elsewhere}`, 1);
}

const elsewhere = '\n  counts are asked there, after all was sent: --query names another address for them';

function readCount(answer: string): number | undefined {
  try {
    const { results } = JSON.parse(answer) as { results: { bindings: { count: { value: string } }[] } };
    const value = results.bindings[0]?.count.value ?? '';
    return /^\d+$/.test(value) ? Number(value) : undefined;
  } catch {
    return undefined;
  }
}

/** What well-known stores call the place for queries beside the one for data; the same address where we know nothing. */
const beside: [RegExp, string][] = [
  [/\/sparql-(graph-crud-auth|auth)$/, '/sparql'], // Virtuoso
  [/\/(data|update)$/, '/query'], // Fuseki, Oxigraph
  [/\/store$/, '/query'], // Oxigraph
  [/\/(statements|rdf-graphs\/service)$/, ''], // GraphDB, RDF4J
];

/** The address for queries that goes with an address for data. */
export function queryAddress(address: string): string {
  const url = new URL(address);
  const [pattern, by] = beside.find(([one]) => one.test(url.pathname)) ?? [/$/, ''];
  url.pathname = url.pathname.replace(pattern, by);
  url.search = '';
  return url.href;
}
