import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { StopReason } from '../graph/query-file.js';
import type { Output } from './command.js';
import type { FromThread, StreamName, ThreadData, ToThread } from './command-thread.js';
import { signals } from './signals.js';

/**
 * Runs a command in a thread. A query blocks its thread, so the main thread only writes the output, handles signals, and
 * ends the thread if a query reaches a limit.
 */

const standardLimits = {
  querySeconds: 60,
  engineBytes: 2 ** 31, // of the SPARQL engine, with the graph; the graph must be smaller in any case (docs/scale.md)
  signalMilliseconds: 400, // after a signal, to remove temporary files
};
const wasmPageBytes = 65_536;

/**
 * Runs a command and returns its exit code. If a query reaches a limit, the engine cannot be used again, so the command
 * starts again without this query and reports it.
 */
export async function runInterruptibly(args: string[], given: Partial<typeof standardLimits> = {}): Promise<number> {
  const limits = { ...standardLimits, ...given };
  setFlagsFromString(`--wasm-max-mem-pages=${limits.engineBytes / wasmPageBytes}`);
  const stopped = new Map<string, StopReason>();
  for (;;) {
    const running = runOnce(args, stopped, limits);
    if (stopped.size === 0) compileEngine();
    const end = await running;
    if (typeof end === 'number') return end;
    stopped.set(end.query, end.reason);
  }
}

/** Compiles the engine in the idle main thread while the other thread starts. V8 shares the code, which saves 16 ms. */
const compileEngine = (): WebAssembly.Module =>
  new WebAssembly.Module(readFileSync(createRequire(import.meta.url).resolve('oxigraph/node_bg.wasm')));

/** The end of a thread: its exit code, or the query that reached a limit. */
type End = number | { query: string; reason: StopReason };

async function runOnce(
  args: string[],
  stopped: ThreadData['stopped'],
  { querySeconds, signalMilliseconds }: typeof standardLimits,
): Promise<End> {
  const terminals = { stdout: terminalOf('stdout'), stderr: terminalOf('stderr') };
  const workerData: ThreadData = { args, stopped, terminals };
  const worker = new Worker(new URL('./command-thread.js', import.meta.url), { workerData });
  const tell = (message: ToThread): void => worker.postMessage(message);
  let end: End | undefined;
  const finish = (how: End): void => {
    end ??= how;
    void worker.terminate();
  };
  let [running, since]: [string | undefined, number] = [undefined, 0];
  const timer = setInterval(() => {
    if (running !== undefined && performance.now() - since > querySeconds * 1000)
      finish({ query: running, reason: 'time' });
  }, 1000);
  const onSignal = (signal: NodeJS.Signals, number: number): void => {
    const stop = (): void => {
      process.stderr.write(`gcm: Stopped by ${signal}\n`);
      process.exit(128 + number);
    };
    if (running !== undefined) stop(); // the thread cannot answer
    tell({ signal, code: 128 + number });
    setTimeout(stop, signalMilliseconds).unref();
  };
  for (const signal of signals) process.on(signal, onSignal);
  worker.on('message', (message: FromThread) => {
    if (message.kind === 'output') process[message.stream].write(message.content, () => tell('written'));
    else if (message.kind === 'query') [running, since] = [message.query, performance.now()];
    else finish(message.kind === 'end' ? message.code : { query: message.query, reason: 'memory' });
  });
  try {
    const [code] = (await once(worker, 'exit')) as [number];
    return end ?? code;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_OUT_OF_MEMORY' || running === undefined) throw error;
    return { query: running, reason: 'memory' };
  } finally {
    clearInterval(timer);
    for (const signal of signals) process.off(signal, onSignal);
  }
}

/** The properties of a stream that a thread cannot read itself. */
function terminalOf(stream: StreamName): Pick<Output, 'isTTY' | 'columns' | 'fd'> {
  const { isTTY, columns, fd } = process[stream];
  return { isTTY, columns, fd };
}
