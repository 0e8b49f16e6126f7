import { parentPort, workerData } from 'node:worker_threads';
import { QueryStopped } from '../graph/query-file.js';
import type { RunQuery } from '../graph/store.js';
import type { Output } from './command.js';
import type { FromThread, StreamName, ThreadData, ToThread } from './interruptible.js';
import { main } from './main.js';

/** Runs in the thread that interruptible.ts starts: one command, whose output and queries are reported to the main thread. */

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
