import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** What is to end with a connection: the requests on it whose answers have not been sent. */
const open = new WeakMap<Socket, Set<AbortController>>();

/**
 * Fires when an answer has been sent or its client has gone. Node closes only the answer that it is sending when a
 * connection ends, and not those that wait behind it (pipelining).
 */
export function endOf({ raw: { socket } }: FastifyRequest, reply: FastifyReply): AbortSignal {
  const over = new AbortController();
  const others = open.get(socket) ?? new Set();
  if (!open.has(socket)) {
    open.set(socket, others);
    socket.once('close', () => {
      for (const one of others) one.abort();
    });
  }
  others.add(over);
  reply.raw.once('close', () => {
    others.delete(over);
    over.abort();
  });
  if (socket.destroyed) over.abort();
  return over.signal;
}
