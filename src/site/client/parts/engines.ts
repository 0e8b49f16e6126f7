import { formOf } from '../../../graph/query-text.js';
import { type Answer, graphOf, readResults } from '../../query/answer.js';
import { readTriples } from '../../query/answer-text.js';

/** A query, and whom to ask besides the graph that is here. */
export interface Question {
  query: string;
  base: string; // what relative addresses of the query are read against
  endpoints: string[];
  agreed: string[]; // who may be asked at all, as the reader has agreed: "https://query.wikidata.org"
}

/** How a question ended. */
export type Outcome = { answer: Answer } | { fault: string } | 'stopped' | 'exhausted';

/** Answers one question at a time. */
export interface Engine {
  /** `onProgress` is told how many bytes have been loaded, and when all is there. */
  ask(question: Question, onProgress: (loaded: number | 'all') => void): Promise<Outcome>;
  /** Ends the question that is being answered. */
  stop(): void;
}

/** What the page asks a worker: the first order opens the graph at an address. */
export type Order = { kind: 'open'; graph: string } | { kind: 'ask'; question: Question };

/** What a worker says: how many bytes it has loaded, that it has all and begins, an answer, or why there is none. */
export type Report =
  | { kind: 'loading'; bytes: number }
  | { kind: 'begun' }
  | { kind: 'end'; outcome: { answer: Answer } | { fault: string } };

/** An engine by the name of its script, which stands beside this one; it is not loaded before the first query. */
export function createWorkerEngine(script: string, graph: string): Engine {
  let worker: Worker | undefined;
  let end: (outcome: Outcome) => void = () => {};
  let progress: (loaded: number | 'all') => void = () => {};
  const order = (message: Order): void => worker?.postMessage(message);
  const discard = (): void => {
    worker?.terminate();
    worker = undefined;
  };
  const start = (): void => {
    worker = new Worker(new URL(script, import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data: report }: MessageEvent<Report>) => {
      if (report.kind === 'end') end(report.outcome);
      else progress(report.kind === 'begun' ? 'all' : report.bytes);
    });
    // The script cannot be loaded, or its thread has died of what it was asked.
    worker.addEventListener('error', ({ message }) => {
      discard();
      end(/RuntimeError/.test(message) ? 'exhausted' : { fault: message || script });
    });
    order({ kind: 'open', graph });
  };
  return {
    ask(question, onProgress) {
      progress = onProgress;
      if (!worker) start();
      return new Promise((resolve) => {
        end = resolve;
        order({ kind: 'ask', question });
      });
    },
    stop() {
      discard();
      end('stopped');
      start();
    },
  };
}

/** The endpoint of the server that this page comes from, which its Link header names; undefined where there is none. */
export async function findEndpoint(): Promise<string | undefined> {
  try {
    const { headers, url } = await fetch(location.href, { method: 'HEAD' });
    const [, target] = /<([^>]*)>\s*;\s*rel="service-desc"/.exec(headers.get('link') ?? '') ?? [];
    return target === undefined ? undefined : new URL(target, url).href;
  } catch {
    return undefined;
  }
}

/** An engine that is that server: nothing is loaded first. */
export function createEndpointEngine(endpoint: string): Engine {
  let current = new AbortController();
  return {
    async ask({ query }, onProgress) {
      current = new AbortController();
      onProgress('all');
      try {
        return await askEndpoint(endpoint, query, current.signal);
      } catch (error) {
        return current.signal.aborted ? 'stopped' : { fault: (error as Error).message };
      }
    },
    stop: () => current.abort(),
  };
}

async function askEndpoint(endpoint: string, query: string, signal: AbortSignal): Promise<Outcome> {
  const isGraph = /^[CD]/.test(formOf(query) ?? ''); // CONSTRUCT or DESCRIBE
  const response = await fetch(endpoint, {
    method: 'POST',
    signal,
    body: query,
    headers: {
      'Content-Type': 'application/sparql-query',
      Accept: isGraph ? 'application/n-triples' : 'application/sparql-results+json',
    },
  });
  const text = await response.text();
  if (!response.ok) return { fault: text.trim() };
  const answer = isGraph ? graphOf(readTriples(text), (row) => row) : readResults(text);
  const isCut = response.headers.has('x-result-truncated');
  return { answer: answer.form === 'truth' ? answer : { ...answer, isCut: answer.isCut || isCut } };
}
