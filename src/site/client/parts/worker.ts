import type { Answer } from '../../query/answer.js';
import type { Order, Question, Report } from './engines.js';

type OnBytes = (count: number) => void;

/** The functions of an engine: they make an empty store, load N-Quads into it, and answer a question over it. */
interface Work<Store> {
  start(onBytes: OnBytes): Promise<Store>;
  load(store: Store, nquads: string): void;
  answer(store: Store, question: Question): Promise<Answer> | Answer;
}

/** Makes this thread a worker: the graph is loaded once, and every question gets one report at its end. */
export function serveOrders<Store>({ start, load, answer }: Work<Store>): void {
  let opened: Promise<Store> | undefined;
  let loaded = 0;
  const report = (message: Report): void => self.postMessage(message);
  const onBytes: OnBytes = (count) => {
    loaded += count;
    report({ loaded });
  };
  const open = async (graph: string): Promise<Store> => {
    const store = await start(onBytes);
    for await (const piece of linePieces(await openPacked(graph, onBytes))) load(store, piece);
    return store;
  };
  self.addEventListener('message', async ({ data: order }: MessageEvent<Order>) => {
    opened ??= open(order.graph); // where that failed, every question reports it
    try {
      const store = await opened;
      report({ loaded: 'all' });
      report({ outcome: { answer: await answer(store, order.question) } });
    } catch (error) {
      // An engine that ran out of memory is unusable: the page must learn that this worker is dead.
      if (error instanceof WebAssembly.RuntimeError) dieOf(error);
      else report({ outcome: { fault: String((error as Error)?.message ?? error) } });
    }
  });
}

/** An error outside of all promises reaches the page as an error of the worker. */
function dieOf(error: Error): void {
  setTimeout(() => {
    throw error;
  });
}

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * A gzip file as a stream of its content; `onBytes` gets the numbers of bytes received. With some servers the browser has
 * already unpacked it, so the first bytes are checked.
 */
export async function openPacked(address: string | URL, onBytes: OnBytes): Promise<ReadableStream<Bytes>> {
  const response = await fetch(address);
  if (!response.ok || !response.body) throw new Error(`${address}: ${response.status} ${response.statusText}`);
  const [bytes, probe] = response.body.tee();
  const reader = probe.getReader();
  const { value: first = [] } = await reader.read();
  void reader.cancel();
  const counted = bytes.pipeThrough(
    new TransformStream<Bytes, Bytes>({
      transform(part, controller) {
        onBytes(part.length);
        controller.enqueue(part);
      },
    }),
  );
  const isPacked = first[0] === 0x1f && first[1] === 0x8b;
  return isPacked ? counted.pipeThrough(new DecompressionStream('gzip')) : counted;
}

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
