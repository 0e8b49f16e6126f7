import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { StopReason } from '../graph/query-file.js';
import type { Output } from './command.js';

/**
 * Runs a command in a thread. The SPARQL engine blocks its thread while it runs a query, so the main thread only writes
 * the output, answers signals and ends the thread when a query reaches the limit.
 */

/** What the thread of a command is given. */
export interface ThreadData {
  args: string[];
  terminals: Record<'stdout' | 'stderr', Pick<Output, 'isTTY' | 'columns' | 'fd'>>;
  stopped: ReadonlyMap<string, StopReason>; // queries that reached a limit before
}

/** A message of the thread. A query is undefined when it is done; after "failed" the thread ends. */
export type FromThread =
  | { kind: 'output'; stream: 'stdout' | 'stderr'; content: string | Uint8Array }
  | { kind: 'query'; query?: string }
  | { kind: 'failed'; query: string }
  | { kind: 'end'; code: number };

/** A message to the thread: that it has been written what it wrote first, or a signal with the exit code. */
export type ToThread = 'written' | { signal: NodeJS.Signals; code: number };

const signals = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;
const limits = { querySeconds: 60, engineBytes: 2 ** 31, signalMilliseconds: 500 };
const wasmPageBytes = 65_536;

/** Runs a command and returns its exit code. A query that reaches a limit is left out when the command starts again. */
export async function runInterruptibly(args: string[]): Promise<number> {
  setFlagsFromString(`--wasm-max-mem-pages=${limits.engineBytes / wasmPageBytes}`);
  const stopped = new Map<string, StopReason>();
  for (;;) {
    const end = await runOnce(args, stopped);
    if (typeof end === 'number') return end;
    stopped.set(end.query, end.reason);
  }
}

type End = number | { query: string; reason: StopReason };

async function runOnce(args: string[], stopped: ThreadData['stopped']): Promise<End> {
  const { stdout, stderr } = process;
  const terminal = ({ isTTY, columns, fd }: Output) => ({ isTTY, columns, fd });
  const data = { args, stopped, terminals: { stdout: terminal(stdout), stderr: terminal(stderr) } } as ThreadData;
  const worker = new Worker(new URL('./command-thread.js', import.meta.url), { workerData: data });
  const tell = (message: ToThread): void => worker.postMessage(message);
  const end = (signal: NodeJS.Signals, number: number): void => {
    tell({ signal, code: 128 + number });
    setTimeout(() => process.exit(128 + number), limits.signalMilliseconds);
  };
  for (const signal of signals) process.on(signal, end);
  let result: End | undefined;
  const watch = createWatch((query) => {
    result = { query, reason: 'time' };
    void worker.terminate();
  });
  worker.on('message', (message: FromThread) => {
    if (message.kind === 'output') process[message.stream].write(message.content, () => tell('written'));
    else if (message.kind === 'query') watch.start(message.query);
    else if (message.kind === 'failed') result = { query: message.query, reason: 'memory' };
    else {
      result = message.code;
      void worker.terminate();
    }
  });
  try {
    const [code] = (await once(worker, 'exit')) as [number];
    return result ?? code;
  } catch (error) {
    const query = watch.running();
    if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_OUT_OF_MEMORY' || query === undefined) throw error;
    return { query, reason: 'memory' };
  } finally {
    watch.end();
    for (const signal of signals) process.off(signal, end);
  }
}

/** Calls `stop` when a query runs longer than the limit. */
function createWatch(stop: (query: string) => void) {
  let running: string | undefined;
  let since = 0;
  const timer = setInterval(() => {
    if (running !== undefined && performance.now() - since > limits.querySeconds * 1000) stop(running);
  }, 1000);
  timer.unref();
  return {
    running: () => running,
    start(query: string | undefined): void {
      running = query;
      since = performance.now();
    },
    end: () => clearInterval(timer),
  };
}
