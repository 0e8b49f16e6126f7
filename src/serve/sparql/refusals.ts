import { setImmediate } from 'node:timers/promises';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../faults.js';
import type { Outcome } from './worker.js';

/**
 * Works in the main thread when the client has a turn. Requests that arrived meanwhile go first, so that clients with less
 * use get the next turn. Throws `Refusal`.
 */
export async function inTurn<T>({ release, client, over }: FastifyRequest, work: () => Promise<T>): Promise<T> {
  const turn = await release.queries.turn(client, over);
  if ('kind' in turn) throw notAnswered(turn);
  try {
    await setImmediate();
    return await work();
  } finally {
    turn.end();
  }
}

/** Explains that a job has no answer. 422: it needs too much. 429 and 503: it can succeed later. */
export function notAnswered(outcome: Outcome, messages: Partial<Record<Outcome['kind'], string>> = {}): Refusal {
  const { kind } = outcome;
  const message = messages[kind] ?? usual[kind] ?? 'No answer';
  if (kind === 'too-much') return new Refusal(422, message, {}, 'memory');
  if (kind !== 'busy') return new Refusal(503, message, {}, kind);
  const { reason, seconds } = outcome;
  const isOwnFault = reason === 'cpu' || reason === 'client-queue';
  const headers = { 'Retry-After': String(seconds) };
  return isOwnFault ? new Refusal(429, ownFaults[reason], headers, reason) : new Refusal(503, message, headers, reason);
}

const usual: Partial<Record<Outcome['kind'], string>> = {
  timeout: 'The query took longer than the time limit: ask for less, or download the whole graph',
  'too-much': 'The query needs too much memory: ask for less, or download the whole graph',
  busy: 'The server is busy with other queries: try again later',
};

const ownFaults = {
  cpu: 'Your queries took too much time in the last minute: try again later',
  'client-queue': 'Too many of your queries wait already: try again later',
};
