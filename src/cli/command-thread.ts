import { parentPort, workerData } from 'node:worker_threads';
import type { RunQuery } from '../graph/store.js';
import { QueryStopped } from '../graph/query-file.js';
import type { FromThread, ThreadData, ToThread } from './interruptible.js';
import { main } from './main.js';
import type { Output } from './command.js';

/** Runs in the thread that interruptible.ts starts: one command, whose output, queries and exit code go to the main thread. */

const { args, terminals, stopped } = workerData as ThreadData;
const tell = (message: FromThread): void => parentPort?.postMessage(message);
const waiting: (() => void)[] = []; // for the main thread to have written a text, in order

parentPort?.on('message', (message: ToThread) => {
  if (message === 'written') return waiting.shift()?.();
  const { signal, code } = message;
  if (process.listenerCount(signal) === 0) process.exit(code);
  (process as NodeJS.EventEmitter).emit(signal, signal, code - 128);
});

const output = (stream: 'stdout' | 'stderr'): Output => ({
  ...terminals[stream],
  write: (content, done = () => {}) => {
    waiting.push(done);
    tell({ kind: 'output', stream, content });
  },
});

/** Reports each query before it runs, so that the main thread can end this thread after the time limit. */
const runQuery: RunQuery = (query, run) => {
  const reason = stopped.get(query);
  if (reason) throw new QueryStopped(reason);
  tell({ kind: 'query', query });
  try {
    return run();
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) throw error;
    tell({ kind: 'failed', query }); // the engine cannot be used again
    process.exit();
  } finally {
    tell({ kind: 'query' });
  }
};

tell({
  kind: 'end',
  code: await main(args, { stdout: output('stdout'), stderr: output('stderr'), env: process.env, runQuery }),
});
