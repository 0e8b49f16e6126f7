import type { FastifyInstance } from 'fastify';
import type { Metrics } from './metrics.js';

/**
 * For whoever watches over the process: is it alive, may it be sent requests, and how is it doing. While the server is
 * stopped, everything answers 503.
 */
export function health(app: FastifyInstance, metrics: Metrics): void {
  app.get('/health', async (_request, reply) => reply.type('text/plain').send('alive\n'));
  app.get('/ready', async (request, reply) => {
    const { name, version, hash } = request.release.manifest;
    return reply.send({ release: name, version, hash });
  });
  app.get('/metrics', async (request, reply) =>
    reply.type(metrics.mediaType).send(await metrics.text(request.release.queries)),
  );
}
