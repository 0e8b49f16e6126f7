import { formOf } from '../../../graph/query-text.js';
import { type Answer, mostRows, readResults, readTriples } from '../../query/answer.js';
import type { Engine, Outcome } from './engine.js';

/** The endpoint of the server that this page comes from, which its Link header names; undefined where there is none. */
export async function findEndpoint(): Promise<string | undefined> {
  try {
    const { headers, url } = await fetch(location.href, { method: 'HEAD' });
    const [, target] = /<([^>]*)>\s*;\s*rel="service-desc"/.exec(headers.get('link') ?? '') ?? [];
    return target === undefined ? undefined : new URL(target, url).href;
  } catch {
    return undefined;
  }
}

/** An engine that is that server: nothing is loaded first. */
export function createEndpointEngine(endpoint: string): Engine {
  let current = new AbortController();
  return {
    async ask(query, _sources, onProgress) {
      current = new AbortController();
      onProgress('all');
      try {
        return await answerOf(endpoint, query, current.signal);
      } catch (error) {
        return current.signal.aborted ? 'stopped' : { fault: (error as Error).message };
      }
    },
    stop: () => current.abort(),
  };
}

async function answerOf(endpoint: string, query: string, signal: AbortSignal): Promise<Outcome> {
  const form = formOf(query);
  const isGraph = form === 'CONSTRUCT' || form === 'DESCRIBE';
  const response = await fetch(endpoint, {
    method: 'POST',
    signal,
    body: query,
    headers: {
      'Content-Type': 'application/sparql-query',
      Accept: isGraph ? 'application/n-triples' : 'application/sparql-results+json',
    },
  });
  const text = await response.text();
  if (!response.ok) return { fault: text.trim() };
  const answer = isGraph ? graphOf(text) : readResults(text);
  const isCut = response.headers.has('x-result-truncated');
  return { answer: answer.form === 'truth' ? answer : { ...answer, isCut: answer.isCut || isCut } };
}

function graphOf(text: string): Answer {
  const rows = readTriples(text);
  const isCut = rows.length > mostRows;
  return { form: 'graph', columns: ['subject', 'predicate', 'object'], rows: rows.slice(0, mostRows), isCut };
}
