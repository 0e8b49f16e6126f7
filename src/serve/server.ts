import type { Socket } from 'node:net';
import cors from '@fastify/cors';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { documentRoutes } from './documents/routes.js';
import { answerFaults, refuseBadAddress, refuseBadRequest, refusePackedBodies } from './faults.js';
import { logRequests, logTo, monitoringRoutes } from './monitoring.js';
import { reconcileRoutes } from './reconcile/routes.js';
import type { CurrentRelease, ServedRelease } from './release.js';
import { searchRoutes } from './search-api.js';
import { limits, type Settings } from './settings.js';
import { sparqlRoutes } from './sparql/routes.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The release that this request sees from its start to its end. */
    release: ServedRelease;
    /** Fires when the answer has been sent or the client has gone. */
    over: AbortSignal;
    /** The SPARQL query that it brings, however it was sent. */
    queryText: string | undefined;
  }
}

/** The parts of the server; what none of the others answers is a file or a thing. */
const parts = [sparqlRoutes, reconcileRoutes, searchRoutes, documentRoutes];

/**
 * The server over the release that is current, not yet listening. `write` takes its log, a line of JSON a request;
 * without it nothing is logged.
 */
export async function createServer(
  current: CurrentRelease,
  settings: Settings,
  write?: (line: string) => void,
): Promise<FastifyInstance> {
  const { bodyBytes, wholeMilliseconds, quietMilliseconds, headersMilliseconds } = limits.request;
  const app = Fastify({
    logger: write ? logTo(write) : false,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyBytes,
    requestTimeout: wholeMilliseconds,
    // A client that does not read its answer, or says nothing; one that waits for a query is quiet, too.
    connectionTimeout: settings.timeout * 1000 + quietMilliseconds,
    http: { headersTimeout: headersMilliseconds, connectionsCheckingInterval: 1000 },
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
  monitoringRoutes(app);
  // It counts for the routes that are added after it: what watches over the process may ask at any time.
  if (settings.rate > 0)
    await app.register(rateLimit, { max: settings.rate, timeWindow: 60_000, cache: limits.rememberedClients });
  await app.register(cors, {
    strictPreflight: false, // whoever only asks what may be done here is told
    exposedHeaders: ['ETag', 'Link', 'Location', 'Content-Range', 'X-Result-Truncated'],
  });
  refusePackedBodies(app);
  for (const addRoutes of parts) await app.register(async (scope) => addRoutes(scope, settings));
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

/** What is to end with a connection: the requests on it whose answers have not been sent. */
const open = new WeakMap<Socket, Set<AbortController>>();

/**
 * Fires when an answer has been sent or its client has gone. Node closes only the answer that it is sending when a
 * connection ends, and not those that wait behind it (pipelining).
 */
function endOf({ raw: { socket } }: FastifyRequest, reply: FastifyReply): AbortSignal {
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
