import { type Answer, readGraph, readResults } from '../../query/answer.js';
import { draftFile, draftStore } from '../../workbench/draft-graph.js';

/** A query, and the servers to query in addition to the graph of the site. */
export interface Question {
  query: string;
  base: string; // for relative IRIs in the query
  endpoints: string[];
  agreed: string[]; // origins that the reader agreed to: "https://query.wikidata.org"
  figures: { names: string[]; addresses: string[]; areas: string[] }; // to add: by name, and their files
}

/** Why a query has no result. "late": it reached the time limit; "exhausted": the engine ran out of memory. */
type Stopped = 'stopped' | 'late' | 'exhausted';

/** The result of a query, and how long the engine worked on it. */
export type Outcome = { answer: Answer; milliseconds: number } | { fault: string } | Stopped;

/** Answers one query at a time. */
export interface Engine {
  ask(question: Question, onProgress: (loaded: Progress) => void): Promise<Outcome>;
  /** Ends the running query at once. */
  stop(reason: 'stopped' | 'late'): void;
}

/** A message to a worker. The first one loads the graph from its URL. */
export interface Order {
  graph: string;
  question: Question;
}

/** The number of bytes loaded, without compression, or "all" when the graph is complete. */
type Progress = number | 'all';

/** A message from a worker while it loads the graph or at the end of a query. */
export type Report = { loaded: Progress } | { outcome: Exclude<Outcome, string> };

/** An engine in a worker; its script is in the same folder and is loaded with the first query. */
export function createWorkerEngine(script: string, graph: string): Engine {
  let worker: Worker | undefined;
  let end = (_outcome: Outcome): void => {};
  let progress = (_loaded: Progress): void => {};
  const discard = (): void => {
    worker?.terminate();
    worker = undefined;
  };
  const start = (): Worker => {
    const started = new Worker(new URL(script, import.meta.url), { type: 'module' });
    started.addEventListener('message', ({ data: report }: MessageEvent<Report>) => {
      if (started !== worker) return; // messages of a stopped worker can still arrive
      if ('outcome' in report) end(report.outcome);
      else progress(report.loaded);
    });
    // The script failed to load, or the query has crashed the worker.
    started.addEventListener('error', ({ message }) => {
      if (started !== worker) return;
      discard();
      end(/RuntimeError/.test(message) ? 'exhausted' : { fault: message || script });
    });
    return started;
  };
  return {
    ask(question, onProgress) {
      progress = onProgress;
      worker ??= start();
      worker.postMessage({ graph, question } satisfies Order);
      return new Promise((resolve) => {
        end = resolve;
      });
    },
    stop(reason) {
      discard();
      end(reason);
    },
  };
}

/** The SPARQL endpoint of the server of this page, from its Link header; undefined if it has no endpoint. */
export function findEndpoint(): Promise<string | undefined> {
  found ??= askForEndpoint();
  return found;
}

let found: Promise<string | undefined> | undefined;

async function askForEndpoint(): Promise<string | undefined> {
  try {
    const { headers, url } = await fetch(location.href, { method: 'HEAD' });
    const [, target] = /<([^>]*)>\s*;\s*rel="service-desc"/.exec(headers.get('link') ?? '') ?? [];
    return target === undefined ? undefined : new URL(target, url).href;
  } catch {
    return undefined;
  }
}

/** An engine that sends queries to the server and does not load the graph. */
export function createEndpointEngine(endpoint: string): Engine {
  let current = new AbortController();
  let why: Outcome = 'stopped';
  return {
    async ask({ query, figures }, onProgress) {
      current = new AbortController();
      onProgress('all');
      try {
        return await askEndpoint(withFiguresOf(endpoint, figures.names), query, current.signal);
      } catch (error) {
        return current.signal.aborted ? why : { fault: (error as Error).message };
      }
    },
    stop(reason) {
      why = reason;
      current.abort();
    },
  };
}

/** The address of a server that adds the figures with these names. */
export function withFiguresOf(endpoint: string, figures: readonly string[]): string {
  const address = new URL(endpoint);
  for (const name of figures) address.searchParams.append('figures', name);
  return address.href;
}

async function askEndpoint(endpoint: string, query: string, signal: AbortSignal): Promise<Outcome> {
  const began = performance.now();
  const response = await fetch(endpoint, {
    method: 'POST',
    signal,
    body: query,
    headers: {
      'Content-Type': 'application/sparql-query',
      Accept: 'application/sparql-results+json, application/n-triples',
    },
  });
  const text = await response.text();
  if (!response.ok) return { fault: text.trim() };
  const isGraph = response.headers.get('content-type')?.startsWith('application/n-triples') ?? false;
  const answer = isGraph ? readGraph(text) : readResults(text);
  const isCut = response.headers.has('x-result-truncated');
  const whole = answer.form === 'truth' ? answer : { ...answer, isCut: answer.isCut || isCut };
  return { answer: whole, milliseconds: performance.now() - began };
}

/** The graph of the added figures, so that they can be removed again. */
const addedGraph = 'urn:added-figures';

type OnBytes = (count: number) => void;

/** The functions of an engine: create an empty store, load N-Quads into it, and answer a query. */
interface Work<Store> {
  start(onBytes: OnBytes): Promise<Store>;
  load(store: Store, nquads: string): void;
  has(store: Store, subject: string): boolean;
  drop(store: Store, graph: string): void;
  answer(store: Store, question: Question): Promise<Answer> | Answer;
}

/** Makes this thread a worker: it loads the graph once and reports the outcome of every query. */
export function serveOrders<Store>({ start, load, has, drop, answer }: Work<Store>): void {
  let opened: Promise<Store> | undefined;
  let loaded = 0;
  const report = (message: Report): void => self.postMessage(message);
  const onBytes: OnBytes = (count) => {
    loaded += count;
    report({ loaded });
  };
  const added = new Set<string>();
  /** Figures that the graph already contains are not added, because the graphs are queried as one. */
  const addFigures = async (store: Store, { addresses, areas }: Question['figures']): Promise<void> => {
    const wanted = new Map(addresses.map((address) => [[address, ...areas].join(' '), address]));
    if ([...added].some((key) => !wanted.has(key))) {
      drop(store, addedGraph);
      added.clear();
    }
    for (const [key, address] of wanted) {
      if (added.has(key)) continue;
      report({ loaded });
      const { figureLines } = await import('./figure-lines.js');
      const packed = await new Response(await openPacked(address, onBytes)).arrayBuffer();
      const isKnown = (subject: string): boolean => has(store, subject);
      for (const lines of figureLines(new Uint8Array(packed), areas, addedGraph, isKnown)) load(store, lines);
      added.add(key);
    }
  };
  const open = async (graph: string): Promise<Store> => {
    const store = await start(onBytes);
    for await (const piece of linePieces(await openPacked(graph, onBytes))) load(store, piece);
    return store;
  };
  self.addEventListener('message', async ({ data: order }: MessageEvent<Order>) => {
    opened ??= open(order.graph); // if loading failed, every query reports it
    try {
      const store = await opened;
      await addFigures(store, order.question.figures);
      report({ loaded: 'all' });
      const began = performance.now();
      const answered = await answer(store, order.question);
      report({ outcome: { answer: answered, milliseconds: performance.now() - began } });
    } catch (error) {
      // An engine that ran out of memory is unusable, so the page must discard this worker.
      if (error instanceof WebAssembly.RuntimeError) dieOf(error);
      else report({ outcome: { fault: String((error as Error)?.message ?? error) } });
    }
  });
}

/** An error outside a promise reaches the page as an error of the worker. */
function dieOf(error: Error): void {
  setTimeout(() => {
    throw error;
  });
}

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * The content of a gzip file as a stream; `onBytes` receives the number of bytes of the content. With some servers the
 * browser has already decompressed it, so the first bytes are checked.
 */
export async function openPacked(address: string | URL, onBytes: OnBytes): Promise<ReadableStream<Bytes>> {
  const response = (await storedDraft(address)) ?? (await fetch(address));
  if (!response.ok || !response.body) throw new Error(`${address}: ${response.status} ${response.statusText}`);
  const [bytes, probe] = response.body.tee();
  const reader = probe.getReader();
  const { value: first = [] } = await reader.read();
  void reader.cancel();
  const isPacked = first[0] === 0x1f && first[1] === 0x8b;
  const content = isPacked ? bytes.pipeThrough(new DecompressionStream('gzip')) : bytes;
  return content.pipeThrough(
    new TransformStream<Bytes, Bytes>({
      transform(part, controller) {
        onBytes(part.length);
        controller.enqueue(part);
      },
    }),
  );
}

/** The draft of the workbench, if this is its address. */
const storedDraft = async (address: string | URL): Promise<Response | undefined> =>
  String(address).endsWith(`/${draftFile}`) && 'caches' in globalThis
    ? await (await caches.open(draftStore)).match(address)
    : undefined;

/** Pieces of about a million characters that end at line ends. */
async function* linePieces(bytes: ReadableStream<Bytes>): AsyncGenerator<string> {
  const reader = bytes.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    waiting += part.value;
    if (waiting.length < 1e6) continue;
    const end = waiting.lastIndexOf('\n') + 1;
    yield waiting.slice(0, end);
    waiting = waiting.slice(end);
  }
  yield waiting;
}
