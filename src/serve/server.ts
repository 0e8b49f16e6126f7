import cors from '@fastify/cors';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import type { CurrentRelease } from './current-release.js';
import { documents } from './documents/documents.js';
import { answerFaults, refuseBadAddress, refuseBadRequest, refusePackedBodies } from './operation/faults.js';
import { health } from './operation/health.js';
import { logRequests, logTo } from './operation/log.js';
import { countRequests } from './operation/metrics.js';
import { limitRate } from './operation/rate.js';
import { reconcile } from './reconcile/reconcile.js';
import { endOf } from './request-end.js';
import type { Room } from './room.js';
import { searchApi } from './search-api.js';
import { requestLimits, type Settings } from './settings.js';
import { sparql } from './sparql/sparql.js';

/** One line a part; what none of the others answers is a file or a thing. */
const rooms: Room[] = [sparql, reconcile, searchApi, documents];

/**
 * The server over the release that is current, not yet listening. `write` takes its log, a line of JSON a request;
 * without it nothing is logged.
 */
export async function createServer(
  current: CurrentRelease,
  settings: Settings,
  write?: (line: string) => void,
): Promise<FastifyInstance> {
  const app = Fastify({
    logger: write ? logTo(write) : false,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: requestLimits.bodyBytes,
    requestTimeout: requestLimits.wholeMilliseconds,
    // A client that does not read its answer, or says nothing; one that waits for a query is quiet, too.
    connectionTimeout: settings.timeout + requestLimits.quietMilliseconds,
    http: { headersTimeout: requestLimits.headersMilliseconds, connectionsCheckingInterval: 1000 },
    forceCloseConnections: 'idle',
    trustProxy: settings.trustProxy.length > 0 ? settings.trustProxy : false,
    routerOptions: { maxParamLength: 1000 },
    rewriteUrl: ({ url = '/' }) => url.replace(/^https?:\/\/[^/?#]*\/?/i, '/'), // a whole address means its path here (RFC 9112, section 3.2.2)
    frameworkErrors: refuseBadAddress,
    clientErrorHandler: refuseBadRequest,
  }) as unknown as FastifyInstance;
  holdRelease(app, current);
  answerFaults(app);
  logRequests(app);
  const metrics = countRequests(app);
  health(app, metrics);
  await limitRate(app, settings.rate);
  await app.register(cors, {
    strictPreflight: false, // whoever only asks what may be done here is told
    exposedHeaders: ['ETag', 'Link', 'Location', 'Content-Range', 'X-Result-Truncated'],
  });
  refusePackedBodies(app);
  for (const room of rooms) await app.register(async (scope) => room(scope, settings));
  return app;
}

/** Each request sees one release, which stays open until its answer has been sent or its client has gone. */
function holdRelease(app: FastifyInstance, current: CurrentRelease): void {
  app.decorateRequest('release');
  app.decorateRequest('queryText');
  app.decorateRequest('over');
  app.addHook('onRequest', async (request, reply) => {
    const { release, end } = current.take();
    request.release = release;
    request.over = endOf(request, reply);
    request.over.addEventListener('abort', end, { once: true });
  });
  app.addHook('onSend', async (_request, reply) => {
    reply.header('X-Content-Type-Options', 'nosniff');
  });
}
