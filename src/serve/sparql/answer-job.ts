import { type BoundedStore, isEngineBroken } from './bounded-store.js';
import type { Job, Outcome } from './job.js';
import { readQuery } from './read-query.js';
import { countRows, firstStatements, withLimit } from './result-limit.js';

/** How much an answer may hold. */
export interface AnswerLimits {
  rows: number; // or statements
  bytes: number;
}

const ntriples = 'application/n-triples';

/** What a thread does for a job. What the engine throws of a wrong query, and when it breaks, comes out of here. */
export function answerJob(store: BoundedStore, base: string, job: Job, limits: AnswerLimits): Outcome {
  const made = makeAnswer(store, base, job, limits.rows);
  if (made.kind !== 'answer' || Buffer.byteLength(made.text) <= limits.bytes) return made;
  return { kind: 'too-much' };
}

function makeAnswer(store: BoundedStore, base: string, job: Job, rows: number): Outcome {
  if (job.kind === 'query') return answerQuery(store, base, job, rows);
  if (job.kind === 'own-query') return whole(store.query(job.text, job.mediaType, { isUnion: true }));
  if (job.kind === 'document') return whole(store.convert(job.turtle, 'text/turtle', job.mediaType));
  if (job.graph !== undefined && !store.graphs.has(job.graph)) return { kind: 'no-such-graph' };
  return whole(store.graph(job.graph, job.mediaType));
}

const whole = (text: string): Outcome => ({ kind: 'answer', text, truncated: false });

function answerQuery(store: BoundedStore, base: string, job: Job & { kind: 'query' }, rows: number): Outcome {
  const { text, mediaType, defaultGraphs, namedGraphs } = job;
  const query = readQuery(text, base);
  if ('refused' in query) return { kind: 'wrong-query', message: query.refused };
  const named =
    defaultGraphs === undefined && namedGraphs === undefined
      ? undefined
      : { defaultGraphs: defaultGraphs ?? [], namedGraphs: namedGraphs ?? [] };
  const dataset = { isUnion: named === undefined && query.dataset === undefined, ...(named && { named }) };
  if (query.form === 'ASK') return whole(store.query(text, mediaType, dataset));
  if (query.form === 'SELECT') {
    const first = (most: number): string => {
      try {
        return store.query(withLimit(text, query, most), mediaType, dataset);
      } catch (error) {
        if (isEngineBroken(error)) throw error;
        return store.query(text, mediaType, dataset); // to be told the place of a fault in the text as it was sent
      }
    };
    const answer = first(rows + 1);
    if (countRows(answer, mediaType) <= rows) return whole(answer);
    const cut = first(rows);
    return countRows(cut, mediaType) > rows ? { kind: 'too-much' } : { kind: 'answer', text: cut, truncated: true };
  }
  const cut = firstStatements(store.query(text, ntriples, dataset), rows);
  const answer = mediaType === ntriples ? cut.text : store.convert(cut.text, ntriples, mediaType);
  return { kind: 'answer', text: answer, truncated: cut.truncated };
}
