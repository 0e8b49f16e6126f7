import { parentPort, type ResourceLimits, type TransferListItem, Worker } from 'node:worker_threads';

/** A worker thread that answers orders one after the other. `ask` throws if the thread fails or ends. */
export interface Thread<Order, Answer> {
  ask(order: Order): Promise<Answer>;
  close(): Promise<unknown>;
}

/** Functions that resume idle threads, by the URL of their module; undefined unless the process keeps threads. */
let kept: Map<string, () => Thread<never, unknown>> | undefined;

/** Keeps idle threads for their next start, in a process that runs many commands. */
export function keepThreads(): void {
  kept ??= new Map();
}

/** `node --input-type=module --eval …` calls the library. Threads would inherit this option, which allows no files. */
const isEvaluated = process.execArgv.some((option) => option.startsWith('--input-type'));

/** Starts the module at `url` in a thread, so that it is loaded before the first order. */
export function startThread<Order, Answer>(url: URL, resourceLimits: ResourceLimits): Thread<Order, Answer> {
  const wake = kept?.get(url.href);
  kept?.delete(url.href);
  if (wake) return wake() as Thread<Order, Answer>;
  const worker = new Worker(url, { resourceLimits, ...(isEvaluated && { execArgv: [] }) });
  let failure: Error | undefined;
  const waiting: { resolve(answer: Answer): void; reject(error: Error): void }[] = []; // for the answers, in order
  const fail = (error: Error): void => {
    failure ??= error;
    for (const one of waiting.splice(0)) one.reject(failure);
  };
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('The thread was closed')));
  worker.on('message', (answer: Answer) => waiting.shift()?.resolve(answer));
  const thread: Thread<Order, Answer> = {
    ask(order) {
      if (failure) return Promise.reject(failure);
      return new Promise<Answer>((resolve, reject) => {
        waiting.push({ resolve, reject });
        worker.postMessage(order);
      });
    },
    async close() {
      if (!kept || failure || waiting.length > 0 || kept.has(url.href)) return worker.terminate();
      worker.unref();
      kept.set(url.href, () => {
        worker.ref();
        return thread;
      });
    },
  };
  return thread;
}

/** Answers orders inside a thread. Memory in `movedWith` is transferred to the caller instead of copied. */
export function answerOrders<Order, Answer>(
  answer: (order: Order) => Promise<Answer> | Answer,
  movedWith: (answer: Answer) => TransferListItem[] = () => [],
): void {
  let last = Promise.resolve();
  parentPort?.on('message', (order: Order) => {
    last = last.then(async () => {
      const answered = await answer(order);
      parentPort?.postMessage(answered, movedWith(answered));
    });
  });
}
