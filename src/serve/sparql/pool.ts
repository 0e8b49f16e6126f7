import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import v8 from 'node:v8';
import { LRUCache } from 'lru-cache';
import { Piscina } from 'piscina';
import { UserError } from '../../problem.js';
import type { Refusal } from '../faults.js';
import { hashOf } from '../send.js';
import { limits, type Settings } from '../settings.js';
import type { Job, Outcome, ThreadData } from './worker.js';

/** Threads that answer queries over one release, each with its own engine. */
export interface QueryPool {
  readonly graphs: ReadonlyMap<string, number>; // the named ones with their numbers of statements
  /** Ends the thread when `signal` fires or `timeout` (seconds, at most that of the settings) has passed. */
  run(job: Job, options?: { signal?: AbortSignal; timeout?: number }): Promise<Outcome>;
  /** For /metrics: threads at work and jobs that wait. */
  load(): { running: number; waiting: number };
  close(): Promise<void>;
}

/**
 * Starts the threads, each with the whole graph; all can answer when this is done. Throws `UserError` when the graph is
 * too large. An answer that was given lately is given again without a thread: a release never changes.
 */
export async function createQueryPool(nquads: Buffer, base: string, settings: Settings): Promise<QueryPool> {
  const shared = new SharedArrayBuffer(nquads.length);
  nquads.copy(new Uint8Array(shared));
  const data: ThreadData = { program: await compiledEngine(), nquads: shared, base, rows: settings.maxResults };
  const { pool, graphs } = await startThreads(data, settings.workers);
  const kept = new LRUCache<string, Outcome & { kind: 'answer' }>({
    maxSize: limits.keptAnswers.all,
    maxEntrySize: limits.keptAnswers.one,
    sizeCalculation: ({ text }, key) => text.length + key.length,
  });
  let open = 0; // jobs at work or waiting
  let isClosed = false;
  const run: QueryPool['run'] = async (job, { signal, timeout = settings.timeout } = {}) => {
    if (isClosed || open >= settings.workers + settings.queue) return { kind: 'busy' };
    open++;
    const end = new AbortController();
    const stop = (): void => end.abort();
    const timer = setTimeout(stop, Math.min(timeout, settings.timeout) * 1000);
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
  };
  return {
    graphs,
    async run(job, options) {
      const key = hashOf(JSON.stringify(job));
      const known = kept.get(key);
      if (known !== undefined) return known;
      const outcome = await run(job, options);
      if (outcome.kind === 'answer' && outcome.isRepeatable !== false) kept.set(key, outcome);
      return outcome;
    },
    load: () => ({ running: open - pool.queueSize, waiting: pool.queueSize }),
    close: () => {
      isClosed = true;
      return pool.destroy();
    },
  };
}

/** The text that answers a question of our own. Throws what `refusal` makes of the reason why there is none now. */
export function ownAnswer(outcome: Outcome, refusal: (reason: Outcome['kind']) => Refusal): string {
  if (outcome.kind === 'answer') return outcome.text;
  throw outcome.kind === 'refused' ? new Error(outcome.message) : refusal(outcome.kind);
}

/**
 * Bounds the memory of every WebAssembly program that this process starts from now on, and so of its engines: a query that
 * wants more ends in a trap, and the machine does not notice. The heap limit of a thread does not count this memory.
 */
export const limitEngines = (): void =>
  v8.setFlagsFromString(`--wasm-max-mem-pages=${limits.thread.engineBytes / wasmPageBytes}`);

const wasmPageBytes = 65_536;

/** The SPARQL engine; the same program serves every release. */
let compiled: Promise<WebAssembly.Module> | undefined;

function compiledEngine(): Promise<WebAssembly.Module> {
  const file = createRequire(import.meta.url).resolve('oxigraph/web_bg.wasm');
  compiled ??= readFile(file).then((program) => WebAssembly.compile(program));
  return compiled;
}

/**
 * Starts the threads, and as many more: a thread whose job is given up is ended by the pool, and a spare one takes its
 * place while another loads the graph. Resolves when enough have loaded it.
 */
async function startThreads(workerData: ThreadData, threads: number) {
  const loaded = new Set<number>();
  const pool = new Piscina({
    filename: fileURLToPath(new URL('./worker.js', import.meta.url)),
    workerData,
    minThreads: threads * 2,
    maxThreads: threads * 2,
    atomics: 'disabled', // a thread that sleeps on a lock frees nothing
    recordTiming: false,
    stricterFIFO: true,
    resourceLimits: { maxOldGenerationSizeMb: limits.thread.heapMegabytes, maxYoungGenerationSizeMb: 16 },
    // By itself the pool gives a job to a thread that still loads before one that is free.
    loadBalancer: (_task, workers) => {
      const free = workers.filter(({ currentUsage }) => currentUsage === 0);
      return (workers.length - free.length < threads && free.find(({ id }) => loaded.has(id))) || null;
    },
  });
  pool.on('workerCreate', ({ id }) => loaded.add(id));
  pool.on('workerDestroy', ({ id }) => loaded.delete(id));
  pool.on('error', () => {}); // a thread that ends without a job is replaced, and nobody waits for it
  try {
    const counted = Array.from({ length: threads }, (): Promise<QueryPool['graphs'] | undefined> => pool.run('graphs'));
    const [graphs] = await Promise.all(counted);
    if (!graphs) {
      const room = `${limits.thread.engineBytes >> 20} MiB`;
      const advice = 'gcm push takes it to another store';
      throw new UserError(`the graph is too large for the ${room} of an engine here: ${advice}`, 1);
    }
    return { pool, graphs };
  } catch (error) {
    await pool.destroy();
    throw error;
  }
}
