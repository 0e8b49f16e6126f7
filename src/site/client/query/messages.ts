import type { Answer } from '../../query/answer.js';

/** What the page asks a worker. The first order opens the graph; a worker answers one query at a time. */
export type Order = { kind: 'open'; graph: string; base: string } | { kind: 'ask'; query: string; sources: Sources };

/** Whom to ask besides the graph that is here; and who may be asked at all, as the reader has agreed. */
export interface Sources {
  endpoints: string[];
  agreed: string[]; // "https://query.wikidata.org"
}

/** What a worker says: how many bytes it has loaded, that it has all and begins, an answer, or why there is none. */
export type Report =
  | { kind: 'loading'; bytes: number }
  | { kind: 'begun' }
  | { kind: 'answer'; answer: Answer }
  | { kind: 'fault'; message: string };

/** What a worker is made of: how it opens the graph, and how it answers over that. */
export interface Answering<T> {
  open(graph: string, base: string, onBytes: (count: number) => void): Promise<T>;
  answer(opened: T, query: string, sources: Sources): Promise<Answer> | Answer;
}

/** Makes of it a worker: the graph is loaded once, at the first order, and every order gets one report that ends it. */
export function serveOrders<T>({ open, answer }: Answering<T>): void {
  let opened: Promise<T> | undefined;
  let loaded = 0;
  const report = (message: Report): void => self.postMessage(message);
  const onBytes = (count: number): void => {
    loaded += count;
    report({ kind: 'loading', bytes: loaded });
  };
  self.addEventListener('message', async ({ data: order }: MessageEvent<Order>) => {
    if (order.kind === 'open') {
      opened = open(order.graph, order.base, onBytes);
      opened.catch(() => {}); // it is told to whoever asks
      return;
    }
    try {
      if (!opened) throw new Error('the graph was not opened');
      const graph = await opened;
      report({ kind: 'begun' });
      report({ kind: 'answer', answer: await answer(graph, order.query, order.sources) });
    } catch (error) {
      // An engine that has run out of memory answers nothing any more: the page learns that this worker is dead.
      if (error instanceof WebAssembly.RuntimeError) dieOf(error);
      else report({ kind: 'fault', message: String((error as Error)?.message ?? error) });
    }
  });
}

/** Outside of any promise, for only so is an error that of the whole worker. */
function dieOf(error: Error): void {
  setTimeout(() => {
    throw error;
  });
}
