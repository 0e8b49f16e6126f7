import type { FastifyReply } from 'fastify';

/** Says which headers of a request an answer depends on, besides those that were told already. */
export function vary(reply: FastifyReply, ...names: string[]): void {
  const known = [reply.getHeader('Vary') ?? []].flat().flatMap((one) => String(one).split(/\s*,\s*/));
  const isNew = (name: string): boolean => !known.some((one) => one.toLowerCase() === name.toLowerCase());
  reply.header('Vary', [...known, ...names.filter(isNew)].join(', '));
}
