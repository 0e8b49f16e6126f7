import { parentPort, workerData } from 'node:worker_threads';
import { QueryStopped, type StopReason } from '../graph/query-file.js';
import type { RunQuery } from '../graph/store.js';
import type { Output } from './command.js';
import { main } from './main.js';

/** Runs in the thread that interruptible.ts starts: one command, whose output and queries are reported to the main thread. */

export type StreamName = 'stdout' | 'stderr';

/** The input of the thread of a command. */
export interface ThreadData {
  args: string[];
  terminals: Record<StreamName, Pick<Output, 'isTTY' | 'columns' | 'fd'>>;
  stopped: ReadonlyMap<string, StopReason>; // queries that reached a limit before, which must not run again
}

/** A message from the thread. */
export type FromThread =
  | { kind: 'output'; stream: StreamName; content: string | Uint8Array }
  | { kind: 'query'; query?: string } // begins; undefined: the query has ended
  | { kind: 'failed'; query: string } // the engine failed, so the thread ends
  | { kind: 'end'; code: number };

/** A message to the thread: its oldest output is written, or the process received a signal. */
export type ToThread = 'written' | { signal: NodeJS.Signals; code: number };

const { args, terminals, stopped } = workerData as ThreadData;
const tell = (message: FromThread): void => parentPort?.postMessage(message);
const waiting: (() => void)[] = []; // functions to call when the main thread has written the output, in order

parentPort?.on('message', (message: ToThread) => {
  if (message === 'written') return waiting.shift()?.();
  const { signal, code } = message;
  if (process.listenerCount(signal) === 0) process.exit(code);
  (process as NodeJS.EventEmitter).emit(signal, signal, code - 128); // as in a main thread
});

const output = (stream: StreamName): Output => ({
  ...terminals[stream],
  write: (content, done = () => {}) => {
    waiting.push(done);
    tell({ kind: 'output', stream, content });
  },
});

/** Reports the beginning and the end of each query, so that the main thread can limit its time. */
const runQuery: RunQuery = (query, run) => {
  const reason = stopped.get(query);
  if (reason) throw new QueryStopped(reason);
  tell({ kind: 'query', query });
  try {
    return run();
  } catch (error) {
    const isEngineBroken = error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
    if (!isEngineBroken) throw error;
    tell({ kind: 'failed', query });
    process.exit();
  } finally {
    tell({ kind: 'query' });
  }
};

const io = { stdout: output('stdout'), stderr: output('stderr'), env: process.env, runQuery };
tell({ kind: 'end', code: await main(args, io) });
