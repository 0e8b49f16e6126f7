import { once } from 'node:events';
import { type ResourceLimits, Worker } from 'node:worker_threads';

/**
 * A worker thread that answers orders one at a time. What goes wrong inside is thrown by the order that waits for it, and
 * so is an error that says so when the thread is ended meanwhile.
 */
export interface Thread<Order, Answer> {
  ask(order: Order): Promise<Answer>;
  close(): Promise<unknown>;
}

/** Starts the module at `url` in a thread at once, so that it is loaded when the first order comes. */
export function startThread<Order, Answer>(url: URL, resourceLimits: ResourceLimits): Thread<Order, Answer> {
  const worker = new Worker(url, { resourceLimits });
  const ended = once(worker, 'exit').then(() => [new Error('the thread was ended')]);
  const failure = Promise.race([once(worker, 'error'), ended]).then(([error]) => {
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
