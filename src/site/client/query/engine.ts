import type { Answer } from '../../query/answer.js';
import type { Order, Report, Sources } from './messages.js';

export type Outcome = { answer: Answer } | { fault: string } | 'stopped' | 'exhausted';

/** A worker that answers queries over the graph, as long as nobody stops it. */
export interface Engine {
  /** One query at a time. `onProgress` is told how many bytes have been loaded, and when all is there. */
  ask(query: string, sources: Sources, onProgress: (loaded: number | 'all') => void): Promise<Outcome>;
  /** Ends the query that is being answered, and begins anew. */
  stop(): void;
}

/** An engine by the name of its script, which stands beside this one; it is not loaded before the first query. */
export function createEngine(script: string, graph: string, base: string): Engine {
  let worker: Worker | undefined;
  let end: ((outcome: Outcome) => void) | undefined;
  let progress: (loaded: number | 'all') => void = () => {};
  const order = (message: Order): void => worker?.postMessage(message);
  const finish = (outcome: Outcome): void => {
    end?.(outcome);
    end = undefined;
  };
  const start = (): void => {
    worker = new Worker(new URL(script, import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data: report }: MessageEvent<Report>) => {
      if (report.kind === 'loading') progress(report.bytes);
      else if (report.kind === 'begun') progress('all');
      else finish(report.kind === 'answer' ? { answer: report.answer } : { fault: report.message });
    });
    // The script cannot be loaded, or its thread has died of what it was asked.
    worker.addEventListener('error', ({ message }) => {
      discard();
      finish(/RuntimeError/.test(message) ? 'exhausted' : { fault: message || script });
    });
    order({ kind: 'open', graph, base });
  };
  const discard = (): void => {
    worker?.terminate();
    worker = undefined;
  };
  return {
    ask(query, sources, onProgress) {
      progress = onProgress;
      if (!worker) start();
      return new Promise((resolve) => {
        end = resolve;
        order({ kind: 'ask', query, sources });
      });
    },
    stop() {
      discard();
      finish('stopped');
      start();
    },
  };
}
