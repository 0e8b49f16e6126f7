import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { startThread } from '../../node/thread.js';
import { UserError } from '../../problem.js';
import type { Settings } from '../settings.js';
import type { EngineImage } from './engine-image.js';
import { compileEngine } from './engine-module.js';
import type { ImageAnswer, ImageOrder } from './image-worker.js';
import type { Job, Outcome } from './job.js';
import type { ThreadData } from './query-worker.js';

/** The graph that the threads load, each for itself. */
export interface Dataset {
  nquads: string;
  base: string; // relative IRIs in a query are read against it
}

export interface QueryPool {
  /** The named graphs with their numbers of statements. */
  readonly graphs: ReadonlyMap<string, number>;
  /** Ends the thread when `signal` fires or `timeout` (milliseconds, at most that of the settings) has passed. */
  run(job: Job, options?: { signal?: AbortSignal; timeout?: number }): Promise<Outcome>;
  /** For /metrics: threads at work and jobs that wait. */
  load(): { running: number; waiting: number };
  close(): Promise<void>;
}

/** What a thread may take: its engine's memory, what it makes of that in JavaScript, and what it answers. */
const threadLimits = { engineBytes: 256 << 20, heapMegabytes: 192, answerBytes: 16 << 20 };

/** Starts the threads, each with the whole graph; all can answer when this is done. */
export async function createQueryPool({ nquads, base }: Dataset, settings: Settings): Promise<QueryPool> {
  const program = await compiledEngine();
  const data: ThreadData = {
    program,
    image: await makeImage({ program, nquads }),
    base,
    limits: { rows: settings.maxResults, bytes: threadLimits.answerBytes },
  };
  const pool = startThreads(data, settings.workers);
  const graphs = await loaded(pool, settings.workers);
  let open = 0; // jobs at work or waiting
  let isClosed = false;
  return {
    graphs,
    async run(job, { signal, timeout = settings.timeout } = {}) {
      if (isClosed || open >= settings.workers + settings.queue) return { kind: 'busy' };
      open++;
      const end = new AbortController();
      const stop = (): void => end.abort();
      const timer = setTimeout(stop, Math.min(timeout, settings.timeout));
      signal?.addEventListener('abort', stop, { once: true });
      if (signal?.aborted) stop();
      try {
        return (await pool.run(job, { signal: end.signal })) as Outcome;
      } catch {
        if (isClosed) return { kind: 'busy' };
        return { kind: end.signal.aborted ? 'timeout' : 'too-much' };
      } finally {
        open--;
        clearTimeout(timer);
        signal?.removeEventListener('abort', stop);
      }
    },
    load: () => ({ running: open - pool.queueSize, waiting: pool.queueSize }),
    close: () => {
      isClosed = true;
      return pool.destroy();
    },
  };
}

/** The same program serves every release. */
let compiled: Promise<WebAssembly.Module> | undefined;

function compiledEngine(): Promise<WebAssembly.Module> {
  compiled ??= compileEngine(threadLimits.engineBytes);
  return compiled;
}

/** Throws `UserError` when the graph is too large. In a thread of its own, so that the server answers meanwhile, and what loading takes is gone afterwards. */
async function makeImage(order: ImageOrder): Promise<EngineImage> {
  const thread = startThread<ImageOrder, ImageAnswer>(new URL('./image-worker.js', import.meta.url), {});
  try {
    const image = await thread.ask(order);
    if (image) return image;
    const room = `${threadLimits.engineBytes >> 20} MiB`;
    throw new UserError(
      `the graph is too large for the ${room} of an engine here: gcm push takes it to another store`,
      1,
    );
  } finally {
    await thread.close();
  }
}

/** One job a thread. A thread whose job is given up is ended by the pool, and another one takes its place. */
function startThreads(workerData: ThreadData, threads: number): Piscina {
  const loaded = new Set<number>();
  const pool = new Piscina({
    filename: fileURLToPath(new URL('./query-worker.js', import.meta.url)),
    workerData,
    minThreads: threads,
    maxThreads: threads,
    atomics: 'disabled', // a thread that sleeps on a lock frees nothing
    recordTiming: false,
    stricterFIFO: true,
    resourceLimits: { maxOldGenerationSizeMb: threadLimits.heapMegabytes, maxYoungGenerationSizeMb: 16 },
    // By itself the pool gives a job to a thread that still loads before one that is free.
    loadBalancer: (_task, workers) =>
      workers.find(({ id, currentUsage }) => currentUsage === 0 && loaded.has(id)) ?? null,
  });
  pool.on('workerCreate', ({ id }) => loaded.add(id));
  pool.on('workerDestroy', ({ id }) => loaded.delete(id));
  pool.on('error', () => {}); // a thread that ends without a job is replaced, and nobody waits for it
  return pool;
}

/** Waits for all threads: each is given a job at once. */
async function loaded(pool: Piscina, threads: number): Promise<ReadonlyMap<string, number>> {
  try {
    const answers = await Promise.all(Array.from({ length: threads }, () => pool.run('graphs')));
    return answers[0];
  } catch (error) {
    await pool.destroy();
    throw error;
  }
}
