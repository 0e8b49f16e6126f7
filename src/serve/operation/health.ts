import { existsSync } from 'node:fs';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { manifestName } from '../../publish/manifest.js';
import type { Metrics } from './metrics.js';

/**
 * For whoever watches over the process: is it alive, may it be sent requests, and how is it doing. While the server is
 * stopped, everything answers 503.
 */
export function health(app: FastifyInstance, metrics: Metrics): void {
  app.get('/health', async (_request, reply) => reply.type('text/plain').send('alive\n'));
  app.get('/ready', async (request, reply) => {
    const { folder, manifest } = request.release;
    if (!existsSync(path.join(folder, manifestName)))
      return reply.code(503).type('text/plain').send('the release that is served has been taken away\n');
    const { name, version, hash } = manifest;
    return reply.send({ release: name, version, hash });
  });
  app.get('/metrics', async (request, reply) =>
    reply.type(metrics.mediaType).send(await metrics.text(request.release.queries)),
  );
}
