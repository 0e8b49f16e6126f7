import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import v8 from 'node:v8';
import { LRUCache } from 'lru-cache';
import { UserError } from '../../problem.js';
import type { Refusal } from '../faults.js';
import { hashOf } from '../send.js';
import { limits, type Settings } from '../settings.js';
import { createQueue, createUsage, type Queue, type Turn, type Usage } from './queue.js';
import type { OpenFile } from './read-lines.js';
import { startThreads } from './threads.js';
import type { Answer, Job, Outcome, ThreadData } from './worker.js';

/** Threads that answer queries over one release, each with its own engine. */
export interface QueryPool {
  readonly graphs: ReadonlyMap<string, number>; // named graphs with their number of statements
  /**
   * Waits for a turn, and runs the job. Ends the thread when `signal` fires or after `timeout` seconds (at most the
   * timeout in the settings).
   */
  run(job: Job, options?: { client?: string; signal?: AbortSignal; timeout?: number }): Promise<Outcome>;
  /** Waits for a turn to work in the main thread, for searches and reconciliation. Its duration counts for the client. */
  turn(client: string, signal: AbortSignal): Promise<Turn | BusyOutcome>;
  /** Returns the load by class for /metrics. */
  load(): Record<string, ReturnType<Queue['load']>>;
  close(): Promise<void>;
}

type BusyOutcome = Outcome & { kind: 'busy' };

/** The client of jobs that the server itself needs. */
const ourselves = 'server';

/**
 * Starts the threads, each with the whole graph, and waits until they are ready. `figures`: the file from which they add figures
 * to a query. Throws `UserError` when the graph is too large. Caches answers, because a release never changes.
 */
export async function createQueryPool(
  nquads: OpenFile,
  base: string,
  settings: Settings,
  figures?: string,
): Promise<QueryPool> {
  const data: ThreadData = { program: await compiledEngine(), nquads, base, rows: settings.maxResults, figures };
  const { query: threads, own, graphs } = await startedThreads(data, settings.workers);
  const kept = new LRUCache<string, Answer>({
    maxSize: limits.keptAnswers.all,
    maxEntrySize: limits.keptAnswers.one,
    sizeCalculation: ({ body }, key) => body.length + key.length,
  });
  const share = (most: number): number => (settings.rate > 0 ? most : Number.POSITIVE_INFINITY);
  const counted = createUsage(share(limits.client.cpuSeconds));
  const usage: Usage = { ...counted, untilFree: (client) => (client === ourselves ? 0 : counted.untilFree(client)) };
  // Queries of clients never use the threads for internal jobs, which are short.
  const { runningQueries, waitingQueries, waitingOwn } = limits.client;
  const queues = {
    query: createQueue(
      {
        threads: settings.workers,
        reserved: reservedThreads,
        waiting: settings.queue,
        clientRunning: share(runningQueries),
        clientWaiting: share(waitingQueries),
        waitSeconds: limits.queryWaitSeconds,
        isPreemptive: true,
      },
      usage,
    ),
    own: createQueue(
      {
        threads: ownThreads,
        reserved: 0,
        waiting: settings.queue,
        clientRunning: ownThreads,
        clientWaiting: share(waitingOwn),
        waitSeconds: settings.timeout,
        isPreemptive: false,
      },
      usage,
    ),
    main: createQueue(
      {
        threads: mainJobs,
        reserved: reservedThreads,
        waiting: Number.POSITIVE_INFINITY, // the limits on bytes and connections are enough
        clientRunning: share(1),
        clientWaiting: share(waitingOwn),
        waitSeconds: settings.timeout,
        isPreemptive: false,
      },
      usage,
    ),
  };
  let isClosed = false;
  const busy = (reason: BusyOutcome['reason'], client: string): BusyOutcome => ({
    kind: 'busy',
    reason,
    seconds: Math.max(2, Math.ceil(usage.untilFree(client))),
  });
  const run: QueryPool['run'] = async (job, { client = ourselves, signal, timeout = settings.timeout } = {}) => {
    if (isClosed) return busy('closed', client);
    const isQuery = job.kind === 'query' || job.kind === 'graph';
    const turn = await (isQuery ? queues.query : queues.own).turn(client, signal);
    if (typeof turn === 'string') return busy(turn, client);
    const end = new AbortController();
    const stop = (): void => end.abort();
    const timer = setTimeout(stop, Math.min(timeout, settings.timeout) * 1000);
    // A client that disconnects does not end the thread for internal jobs, which others wait for.
    for (const reason of [turn.preempted, isQuery ? signal : undefined])
      reason?.addEventListener('abort', stop, { once: true });
    const outcome = await (isQuery ? threads : own).run(job, end.signal);
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
    turn.end(outcome ? secondsAfter(job) : limits.thread.startSeconds);
    if (outcome) return outcome;
    if (isClosed || turn.preempted.aborted) return busy(isClosed ? 'closed' : 'preempted', client);
    return { kind: end.signal.aborted ? 'timeout' : 'too-much' };
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
    turn: async (client, signal) => {
      const turn = await queues.main.turn(client, signal);
      return typeof turn === 'string' ? busy(turn, client) : turn;
    },
    load: () => Object.fromEntries(Object.entries(queues).map(([name, queue]) => [name, queue.load()])),
    close: () => {
      isClosed = true;
      return Promise.all([threads.close(), own.close()]).then(() => {});
    },
  };
}

/** How long the thread removes figures after the answer, or starts again. The client pays for it. */
function secondsAfter(job: Job): number {
  const added = job.kind === 'query' ? (job.figures?.figures ?? 0) : 0;
  return added > limits.thread.figures ? limits.thread.startSeconds : added * limits.thread.removalSeconds;
}

/** Returns the answer to an internal query. Throws the result of `refusal` when there is no answer now. */
export function ownAnswer(outcome: Outcome, refusal: (outcome: Outcome) => Refusal): string {
  if (outcome.kind === 'answer') return new TextDecoder().decode(outcome.body);
  throw outcome.kind === 'refused' ? new Error(outcome.message) : refusal(outcome);
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

/** Threads that only our own jobs use: documents, reconciliation and service descriptions. */
const ownThreads = 1;

/** Searches and requests for reconciliation that are computed at the same time, in small steps. One more can be reserved. */
const mainJobs = 1;

/** Threads that only clients use that used little. */
const reservedThreads = 1;

/** A thread that replaces one that ends, until a new one has loaded the graph. */
const spareThreads = 1;

/** Starts the threads, and resolves when enough of them are ready. */
async function startedThreads(data: ThreadData, workers: number) {
  const [query, own] = await Promise.all([
    startThreads(data, workers + reservedThreads + spareThreads, workers),
    startThreads(data, ownThreads, ownThreads),
  ]);
  if (query.graphs) return { query, own, graphs: query.graphs };
  await Promise.all([query.close(), own.close()]);
  const room = `${limits.thread.engineBytes >> 20} MiB`;
  const advice = 'send it to another store with gcm push';
  throw new UserError(`The graph is too large for the engine of this server (${room}): ${advice}`, 1);
}
