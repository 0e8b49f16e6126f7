import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createShares, type Excess, type Shares } from './clients.js';
import { Refusal } from './faults.js';
import { limits, type Settings } from './settings.js';

/** Bytes and connections that the server holds for its clients. */
export interface Budget {
  bytes: Shares;
  connections: Shares;
}

/** Without a limit on rates, one client may use everything. */
export function createBudget({ rate }: Settings): Budget {
  const share = (most: number): number => (rate > 0 ? most : Number.POSITIVE_INFINITY);
  const { bytes, connections } = limits;
  return {
    bytes: createShares(bytes.total, share(bytes.client)),
    connections: createShares(connections.total, share(connections.client)),
  };
}

/** Counts bytes for the client until the answer is sent. Throws `Refusal` at once when there is no room. */
export function hold(request: FastifyRequest, bytes: number): void {
  const end = request.server.budget.bytes.take(request.client, bytes, () => {
    request.refused = 'bytes';
    request.raw.socket.destroy();
  });
  if (typeof end === 'string') throw overBudget(end);
  whenOver(request, end);
}

/**
 * Throws `Refusal`, before the work for an answer starts, when the share of the client has no room for the longest
 * answer, or when there is no room at all. Most answers are short, so they need not wait for room for the longest.
 */
export function requireRoom({ server, client }: FastifyRequest): void {
  const { excess } = server.budget.bytes;
  const isOwnFault = excess(client, limits.thread.answerBytes) === 'client';
  const found = isOwnFault ? 'client' : excess(client, 1);
  if (found !== undefined) throw overBudget(found);
}

const overBudget = (excess: Excess): Refusal =>
  excess === 'client'
    ? new Refusal(429, 'Read the answers to your other requests first', { 'Retry-After': '2' }, 'client-bytes')
    : new Refusal(503, 'The server is busy with other clients: try again later', {}, 'bytes');

/** Counts the body of each request before it arrives: its pieces, and the whole body that is made from them. */
export function countBodies(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    const { 'content-length': length, 'transfer-encoding': coding } = request.headers;
    if (coding === undefined && Number(length ?? 0) === 0) return;
    const most = limits.request.bodyBytes;
    const bytes = coding === undefined ? Number(length) : most;
    if (bytes <= most) hold(request, 2 * bytes); // a longer body is refused without reading it
  });
}

/** Counts long answers that are one text, such as results of reconciliation. Other answers are counted where they are made. */
export function countTexts(app: FastifyInstance): void {
  app.addHook('onSend', (request, _reply, payload, done) => {
    try {
      if (typeof payload === 'string' && payload.length > limits.bytes.negligible) hold(request, payload.length);
      done();
    } catch (error) {
      done(error as Error);
    }
  });
}

/** Calls `act` once, when the answer is sent or the client disconnects, or now if that has happened. */
export function whenOver({ over }: FastifyRequest, act: () => void): void {
  if (over.aborted) act();
  else over.addEventListener('abort', act, { once: true });
}
