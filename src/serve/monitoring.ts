import { existsSync } from 'node:fs';
import path from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { manifestName } from '../publish/manifest.js';
import { hashOf, whenOver } from './send.js';

/** Logs lines of JSON in ASCII, so that no control character reaches a terminal. */
export const logTo = (write: (line: string) => void): NonNullable<FastifyServerOptions['logger']> => ({
  base: null,
  timestamp: () => `,"time":"${new Date().toISOString()}"`,
  stream: { write: (line: string) => write(toAscii(line)) },
});

const toAscii = (line: string): string =>
  line.replace(/[^\n\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Status logged when the client disconnects before the answer, as in nginx. */
const clientGone = 499;

/** Calls `note` once for each request, after its answer is sent or its client disconnects. */
function afterAnswers(
  app: FastifyInstance,
  note: (request: FastifyRequest, reply: FastifyReply, status: number) => void,
): void {
  app.addHook('onRequest', async (request, reply) => {
    whenOver(request, () => note(request, reply, reply.raw.writableFinished ? reply.statusCode : clientGone));
  });
}

/** Logs one line per request, with its status and duration. A query is logged only as a hash. */
export function logRequests(app: FastifyInstance): void {
  afterAnswers(app, (request, reply, status) => {
    const { method, url, log, queryText: query } = request;
    log.info({
      method,
      path: url.replace(/\?.*$/s, '').slice(0, 500),
      status,
      ms: Math.round(reply.elapsedTime),
      ...(query === undefined ? {} : { query: hashOf(query).slice(0, 16) }),
    });
  });
}

/**
 * Adds liveness and readiness checks, and Prometheus metrics: requests by route and status, with durations. All routes
 * answer 503 while the server shuts down.
 */
export function monitoringRoutes(app: FastifyInstance): void {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const labelNames = ['method', 'route', 'status'] as const;
  const requests = new Counter({ name: 'gcm_requests_total', help: 'Answered requests', labelNames, registers });
  const seconds = new Histogram({
    name: 'gcm_request_seconds',
    help: 'Time from the request to the end of its answer',
    labelNames: ['route'] as const,
    buckets: [0.005, 0.02, 0.1, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const running = new Gauge({ name: 'gcm_queries_running', help: 'Running queries', registers });
  const waiting = new Gauge({ name: 'gcm_queries_waiting', help: 'Queries that wait for a thread', registers });
  afterAnswers(app, (request, reply, status) => {
    const route = request.routeOptions.url ?? 'none'; // not the URL, which would create unlimited time series
    requests.inc({ method: request.method, route, status });
    seconds.observe({ route }, reply.elapsedTime / 1000);
  });
  app.get('/health', async (_request, reply) => reply.type('text/plain').send('alive\n'));
  app.get('/ready', async (request, reply) => {
    const { folder, manifest } = request.release;
    if (!existsSync(path.join(folder, manifestName)))
      return reply.code(503).type('text/plain').send('The served release was deleted\n');
    const { name, version, hash } = manifest;
    return reply.send({ release: name, version, hash });
  });
  app.get('/metrics', async (request, reply) => {
    const load = request.release.queries.load();
    running.set(load.running);
    waiting.set(load.waiting);
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
