import type { FastifyReply } from 'fastify';
import type { Outcome } from '../sparql/job.js';

/** A document that cannot be made now: the engine is busy, or the document is too much for it. */
export function refuse(reply: FastifyReply, outcome: Outcome): FastifyReply {
  if (outcome.kind === 'wrong-query') throw new Error(outcome.message); // the query is our own
  reply.removeHeader('ETag').removeHeader('Link');
  reply.headers({ 'Retry-After': '2', 'Cache-Control': 'no-store' }).type('text/plain; charset=utf-8');
  const message = outcome.kind === 'busy' ? 'there are too many questions now' : 'this form could not be made in time';
  return reply.code(503).send(`${message}: please ask again, or take the Turtle\n`);
}
