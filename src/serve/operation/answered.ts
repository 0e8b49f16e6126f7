import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** What is noted of a request whose client went away before it was answered, as nginx does. */
const clientGone = 499;

/** Calls `note` once for each request, when its answer has been sent or can no longer be. */
export function afterAnswers(
  app: FastifyInstance,
  note: (request: FastifyRequest, reply: FastifyReply, status: number) => void,
): void {
  app.addHook('onRequest', async (request, reply) => {
    const end = (): void => note(request, reply, reply.raw.writableFinished ? reply.statusCode : clientGone);
    if (request.over.aborted) end();
    else request.over.addEventListener('abort', end, { once: true });
  });
}
