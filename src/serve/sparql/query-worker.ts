import { workerData } from 'node:worker_threads';
import { readFault } from '../../graph/query-fault.js';
import { type AnswerLimits, answerJob } from './answer-job.js';
import { createBoundedStore, isEngineBroken } from './bounded-store.js';
import type { EngineImage } from './engine-image.js';
import type { Job, Outcome } from './job.js';

/** What runs inside the threads of query-pool.ts: an engine with the whole graph, and one job at a time. */

export interface ThreadData {
  program: WebAssembly.Module;
  image: EngineImage;
  base: string;
  limits: AnswerLimits;
}

const { program, image, base, limits } = workerData as ThreadData;
const store = createBoundedStore(program, image, base);

/** The names of the graphs and their sizes, or what comes of a job. A thread whose engine broke ends. */
export default function work(job: Job | 'graphs'): Outcome | ReadonlyMap<string, number> {
  if (job === 'graphs') return store.graphs;
  try {
    return answerJob(store, base, job, limits);
  } catch (error) {
    if (isEngineBroken(error)) process.exit(1);
    return { kind: 'wrong-query', message: forItsWriter((error as Error).message) };
  }
}

/** What the engine tells of a query: where it stopped reading; not what it looked for there, by the names of its insides. */
function forItsWriter(message: string): string {
  const { line, column } = readFault(message);
  if (line === undefined) return 'the query cannot be answered: something in it is not allowed where it stands';
  return `the query is no correct SPARQL: it is not understood at line ${line}, column ${column}, or just before`;
}
