import type { Socket } from 'node:net';
import cors from '@fastify/cors';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { type Budget, countBodies, countTexts, createBudget, whenOver } from './budget.js';
import { clientOf } from './clients.js';
import { limitConnections } from './connections.js';
import { findDataset } from './documents/find-described.js';
import { documentRoutes } from './documents/routes.js';
import { answerFaults, Refusal, refuseBadAddress, refuseBadRequest, refusePackedBodies } from './faults.js';
import { logRequests, logTo, monitoringRoutes } from './monitoring.js';
import { knowledgeOf } from './reconcile/knowledge.js';
import { reconcileRoutes } from './reconcile/routes.js';
import { type CurrentRelease, figuresOf, type ServedRelease } from './release.js';
import safeHeaders from './safe-headers.json' with { type: 'json' };
import { prepareSearch, searchRoutes } from './search-api.js';
import { limits, type Settings } from './settings.js';
import { sparqlRoutes } from './sparql/routes.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The release that this request uses from start to end. */
    release: ServedRelease;
    /** Fires when the answer is sent or the client disconnects. */
    over: AbortSignal;
    /** The SPARQL query of the request. */
    queryText: string | undefined;
    /** The client, to which everything is counted. */
    client: string;
    /** Why the request was refused. */
    refused: string | undefined;
  }
  interface FastifyInstance {
    budget: Budget;
  }
}

/** Parts of the server. The last one catches all other URLs. */
const parts = [sparqlRoutes, reconcileRoutes, searchRoutes, documentRoutes];

/**
 * Prepares the figures, the search, the reconciliation and the documents of a release one after the other, so that no request
 * waits for them. If this fails, the first request tries again.
 */
export async function prepareRelease(release: ServedRelease): Promise<void> {
  for (const prepare of [figuresOf, prepareSearch, knowledgeOf, findDataset])
    await Promise.resolve(release)
      .then<unknown>(prepare)
      .catch(() => {});
}

/**
 * Creates the server for the current release, without listening. `write` receives the log, one line of JSON per
 * request; without it, nothing is logged.
 */
export async function createServer(
  current: CurrentRelease,
  settings: Settings,
  write?: (line: string) => void,
): Promise<FastifyInstance> {
  const { bodyBytes, wholeMilliseconds, quietMilliseconds, headersMilliseconds } = limits.request;
  let refused: (reason: string) => void = () => {};
  const app = Fastify({
    logger: write ? logTo(write) : false,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyBytes,
    requestTimeout: wholeMilliseconds,
    // Closes idle connections. A client that waits for a query is idle too.
    connectionTimeout: settings.timeout * 1000 + quietMilliseconds,
    http: { headersTimeout: headersMilliseconds, connectionsCheckingInterval: 1000 },
    forceCloseConnections: 'idle',
    trustProxy: settings.trustProxy.length > 0 ? settings.trustProxy : false,
    routerOptions: { maxParamLength: 1000 },
    rewriteUrl: ({ url = '/' }) => url.replace(/^https?:\/\/[^/?#]*\/?/i, '/'), // absolute form (RFC 9112, 3.2.2)
    frameworkErrors: refuseBadAddress,
    clientErrorHandler: (error, socket) => refuseBadRequest(error, socket, refused),
  }) as unknown as FastifyInstance;
  app.decorate('budget', createBudget(settings));
  holdRelease(app, current);
  answerFaults(app);
  logRequests(app);
  refused = monitoringRoutes(app);
  limitConnections(app, app.budget.connections, settings.trustProxy, refused);
  // The rate limit applies only to routes added after it, so monitoring is not limited.
  if (settings.rate > 0)
    await app.register(rateLimit, {
      max: settings.rate,
      timeWindow: 60_000,
      cache: limits.rememberedClients,
      keyGenerator: ({ client }) => client,
    });
  await app.register(cors, {
    strictPreflight: false, // answers OPTIONS requests that are not preflight requests
    exposedHeaders: ['ETag', 'Link', 'Location', 'Content-Range', 'X-Result-Truncated'],
  });
  limitPipelining(app);
  refusePackedBodies(app);
  countBodies(app);
  countTexts(app);
  // The first release is prepared while requests are answered already.
  app.addHook('onListen', () => {
    const { release, end } = current.take();
    void prepareRelease(release).finally(end);
  });
  for (const addRoutes of parts) await app.register(async (scope) => addRoutes(scope, settings));
  return app;
}

/** Gives each request one release, which stays open until the answer is sent or the client disconnects. */
function holdRelease(app: FastifyInstance, current: CurrentRelease): void {
  app.decorateRequest('release');
  app.decorateRequest('queryText');
  app.decorateRequest('over');
  app.decorateRequest('client', '');
  app.decorateRequest('refused');
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(safeHeaders);
    const { release, end } = current.take();
    request.release = release;
    request.client = clientOf(request.ip);
    request.over = endOf(request, reply);
    whenOver(request, end);
  });
}

/** Limits the requests on a connection that wait for earlier answers: each can hold a file open. */
function limitPipelining(app: FastifyInstance): void {
  const sentence = 'Too many requests on one connection: wait for an answer first';
  const most = limits.connections.pipelined;
  app.addHook('onRequest', async ({ raw: { socket }, over }) => {
    const all = open.get(socket) ?? new Set();
    if (all.size > most && [...all].findIndex(({ signal }) => signal === over) >= most)
      throw new Refusal(429, sentence, { 'Retry-After': '2' }, 'client-requests');
  });
}

/** Reason of the signal. The default is an error with a stack, which costs time. */
const isOver = 'the request is over';

/** Requests on each connection whose answers are not sent yet. */
const open = new WeakMap<Socket, Set<AbortController>>();

/**
 * Returns a signal that fires when the answer is sent or the client disconnects. When a connection ends, Node closes
 * only the current answer, not the pipelined answers behind it.
 */
function endOf({ raw: { socket } }: FastifyRequest, reply: FastifyReply): AbortSignal {
  const over = new AbortController();
  const others = open.get(socket) ?? new Set();
  if (!open.has(socket)) {
    open.set(socket, others);
    socket.once('close', () => {
      for (const one of others) one.abort(isOver);
    });
  }
  others.add(over);
  reply.raw.once('close', () => {
    others.delete(over);
    over.abort(isOver);
  });
  if (socket.destroyed) over.abort(isOver);
  return over.signal;
}
