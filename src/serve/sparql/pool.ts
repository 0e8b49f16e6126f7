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
  readonly graphs: ReadonlyMap<string, number>; // named graphs with their number of statements
  /** Ends the thread when `signal` fires or after `timeout` seconds (at most the timeout in the settings). */
  run(job: Job, options?: { signal?: AbortSignal; timeout?: number }): Promise<Outcome>;
  /** Returns the load for /metrics. */
  load(): { running: number; waiting: number };
  close(): Promise<void>;
}

/**
 * Starts the threads, each with the whole graph, and waits until they are ready. Throws `UserError` when the graph is
 * too large. Caches answers, because a release never changes.
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
  let open = 0; // running or waiting jobs
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

/** Returns the answer to an internal query. Throws the result of `refusal` when there is no answer now. */
export function ownAnswer(outcome: Outcome, refusal: (reason: Outcome['kind']) => Refusal): string {
  if (outcome.kind === 'answer') return outcome.text;
  throw outcome.kind === 'refused' ? new Error(outcome.message) : refusal(outcome.kind);
}

/**
 * Limits the memory of all WebAssembly programs that this process starts from now on, and so of its SPARQL engines. A
 * query that needs more fails. The heap limit of a thread does not cover this memory.
 */
export const limitEngines = (): void =>
  v8.setFlagsFromString(`--wasm-max-mem-pages=${limits.thread.engineBytes / wasmPageBytes}`);

const wasmPageBytes = 65_536;

/** The compiled SPARQL engine, shared by all releases. */
let compiled: Promise<WebAssembly.Module> | undefined;

function compiledEngine(): Promise<WebAssembly.Module> {
  const file = createRequire(import.meta.url).resolve('oxigraph/web_bg.wasm');
  compiled ??= readFile(file).then((program) => WebAssembly.compile(program));
  return compiled;
}

/**
 * Starts the threads and as many spare ones. The pool ends a thread when its job is cancelled, and a spare thread
 * replaces it while a new one loads the graph. Resolves when enough threads are ready.
 */
async function startThreads(workerData: ThreadData, threads: number) {
  const loaded = new Set<number>();
  const pool = new Piscina({
    filename: fileURLToPath(new URL('./worker.js', import.meta.url)),
    workerData,
    minThreads: threads * 2,
    maxThreads: threads * 2,
    atomics: 'disabled', // a thread that waits on a lock frees no memory
    recordTiming: false,
    stricterFIFO: true,
    resourceLimits: { maxOldGenerationSizeMb: limits.thread.heapMegabytes, maxYoungGenerationSizeMb: 16 },
    // By default the pool prefers threads that are still loading to free ones.
    loadBalancer: (_task, workers) => {
      const free = workers.filter(({ currentUsage }) => currentUsage === 0);
      return (workers.length - free.length < threads && free.find(({ id }) => loaded.has(id))) || null;
    },
  });
  pool.on('workerCreate', ({ id }) => loaded.add(id));
  pool.on('workerDestroy', ({ id }) => loaded.delete(id));
  pool.on('error', () => {}); // the pool replaces a thread that ends without a job
  try {
    const counted = Array.from({ length: threads }, (): Promise<QueryPool['graphs'] | undefined> => pool.run('graphs'));
    const [graphs] = await Promise.all(counted);
    if (!graphs) {
      const room = `${limits.thread.engineBytes >> 20} MiB`;
      const advice = 'send it to another store with gcm push';
      throw new UserError(`The graph is too large for the engine of this server (${room}): ${advice}`, 1);
    }
    return { pool, graphs };
  } catch (error) {
    await pool.destroy();
    throw error;
  }
}
