import { Worker } from 'node:worker_threads';
import { limits } from '../settings.js';
import type { Done, Job, Outcome, ThreadData } from './worker.js';

/** Threads with an engine each. A thread that ends is replaced. */
export interface Threads {
  graphs: ReadonlyMap<string, number> | undefined; // undefined: the graph is too large
  /** Runs a job in a free thread. Ends the thread when `signal` fires. Returns undefined when the thread ended. */
  run(job: Job, signal: AbortSignal): Promise<Outcome | undefined>;
  close(): Promise<void>;
}

const restartMilliseconds = 1000; // delay after a thread that ended before it was ready

/** Starts threads, and resolves when `needed` of them are ready. The others start then. */
export async function startThreads(workerData: ThreadData, count: number, needed: number): Promise<Threads> {
  const all = new Set<Worker>();
  const free: Worker[] = [];
  const wanted: ((worker?: Worker) => void)[] = [];
  let isClosed = false;
  const offer = (worker: Worker): void => {
    const next = wanted.shift();
    if (next) next(worker);
    else free.push(worker);
  };
  const grown = new Set<Worker>();
  /**
   * Replaces grown threads that have nothing to do, because the memory of an engine never shrinks. One at a time, so that
   * the others can answer meanwhile.
   */
  const renewal = setInterval(() => {
    const worker = free.find((one) => grown.has(one));
    if (!worker) return;
    free.splice(free.indexOf(worker), 1);
    void worker.terminate();
  }, limits.thread.renewalMilliseconds).unref();
  const take = (): Worker | undefined | Promise<Worker | undefined> =>
    free.pop() ?? (isClosed ? undefined : new Promise((resolve) => wanted.push(resolve)));
  const start = (): Promise<Threads['graphs']> =>
    new Promise((resolve, reject) => {
      const { heapMegabytes } = limits.thread;
      const resourceLimits = { maxOldGenerationSizeMb: heapMegabytes, maxYoungGenerationSizeMb: 16 };
      const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData, resourceLimits });
      all.add(worker);
      let isReady = false;
      worker.once('message', (graphs: Threads['graphs']) => {
        isReady = true;
        offer(worker);
        resolve(graphs);
      });
      worker.on('error', reject); // without an effect after the thread was ready
      worker.once('exit', () => {
        all.delete(worker);
        grown.delete(worker);
        if (free.includes(worker)) free.splice(free.indexOf(worker), 1);
        if (isClosed) return;
        const again = (): void => void (isClosed || start().catch(() => {}));
        if (isReady) again();
        else setTimeout(again, restartMilliseconds).unref();
      });
    });
  const close = async (): Promise<void> => {
    isClosed = true;
    clearInterval(renewal);
    for (const leave of wanted.splice(0)) leave();
    await Promise.all([...all].map((worker) => worker.terminate()));
  };
  const run: Threads['run'] = async (job, signal) => {
    const worker = await take();
    if (!worker || signal.aborted) {
      if (worker) offer(worker);
      return undefined;
    }
    return new Promise((resolve) => {
      const end = (): void => void worker.terminate();
      const finish = (outcome?: Outcome): void => {
        signal.removeEventListener('abort', end);
        worker.removeListener('message', done).removeListener('exit', gone);
        resolve(outcome);
      };
      const gone = (): void => finish();
      const done = ({ outcome, bytes, isLast }: Done): void => {
        finish(outcome);
        if (signal.aborted) return; // the thread is ending, although its answer arrived
        if (bytes > limits.thread.grownBytes) grown.add(worker);
        if (isLast) end();
        else offer(worker);
      };
      worker.once('message', done).once('exit', gone).postMessage(job);
      signal.addEventListener('abort', end, { once: true });
    });
  };
  try {
    const [graphs] = await Promise.all(Array.from({ length: needed }, start));
    if (graphs) for (let others = count - needed; others > 0; others--) void start().catch(() => {});
    return { graphs, run, close };
  } catch (error) {
    await close();
    throw error;
  }
}
