import { once } from 'node:events';
import { type ResourceLimits, Worker } from 'node:worker_threads';

/** A worker thread that answers orders one at a time. What goes wrong inside is thrown by the order that waits for it. */
export interface Thread<Order, Answer> {
  ask(order: Order): Promise<Answer>;
  close(): Promise<unknown>;
}

/** Starts the module at `url` in a thread at once, so that it is loaded when the first order comes. */
export function startThread<Order, Answer>(url: URL, resourceLimits: ResourceLimits): Thread<Order, Answer> {
  const worker = new Worker(url, { resourceLimits });
  const failure = once(worker, 'error').then(([error]) => {
    throw error;
  });
  failure.catch(() => {}); // it is thrown again to whoever asks
  return {
    async ask(order) {
      const answer = once(worker, 'message');
      worker.postMessage(order);
      const [message] = await Promise.race([answer, failure]);
      return message as Answer;
    },
    close: () => worker.terminate(),
  };
}
