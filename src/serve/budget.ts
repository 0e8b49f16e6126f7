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

/** Throws `Refusal` when the longest answer would have no room, before the work for it starts. */
export function requireRoom(request: FastifyRequest): void {
  const excess = request.server.budget.bytes.excess(request.client, limits.thread.answerBytes);
  if (excess !== undefined) throw overBudget(excess);
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

/** Calls `act` once, when the answer is sent or the client disconnects, or now if that has happened. */
export function whenOver({ over }: FastifyRequest, act: () => void): void {
  if (over.aborted) act();
  else over.addEventListener('abort', act, { once: true });
}
