import { existsSync } from 'node:fs';
import path from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { manifestName } from '../publish/manifest.js';
import { whenOver } from './budget.js';
import { hashOf } from './send.js';

/** Logs lines of JSON in ASCII, so that no control character reaches a terminal. */
export const logTo = (write: (line: string) => void): NonNullable<FastifyServerOptions['logger']> => ({
  base: null,
  timestamp: () => `,"time":"${new Date().toISOString()}"`,
  stream: { write: (line: string) => write(toAscii(line)) },
});

const toAscii = (line: string): string =>
  line.replace(/[^\n\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Metrics are computed at most once within this time, because their requests are not limited. */
const shownMilliseconds = 100;

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
    const { method, url, log, queryText: query, refused } = request;
    log.info({
      method,
      path: url.replace(/\?.*$/s, '').slice(0, 500),
      status,
      ms: Math.round(reply.elapsedTime),
      ...(query === undefined ? {} : { query: hashOf(query).slice(0, 16) }),
      ...(refused === undefined ? {} : { refused }),
    });
  });
}

/**
 * Adds liveness and readiness checks, and Prometheus metrics: requests by route and status, with durations. All routes
 * answer 503 while the server shuts down. Returns a function that logs and counts a refused connection.
 */
export function monitoringRoutes(app: FastifyInstance): (reason: string) => void {
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
  const byClass = { labelNames: ['class'] as const, registers };
  const running = new Gauge({ name: 'gcm_queries_running', help: 'Running queries', ...byClass });
  const waiting = new Gauge({ name: 'gcm_queries_waiting', help: 'Queries that wait for a thread', ...byClass });
  const cpu = new Counter({ name: 'gcm_cpu_seconds_total', help: 'Seconds that threads worked', ...byClass });
  const held = new Gauge({ name: 'gcm_held_bytes', help: 'Bytes of bodies and answers held for clients', registers });
  const connections = new Gauge({ name: 'gcm_connections', help: 'Open connections', registers });
  const refusals = new Counter({
    name: 'gcm_refusals_total',
    help: 'Refused requests and closed connections',
    labelNames: ['reason'] as const,
    registers,
  });
  afterAnswers(app, (request, reply, status) => {
    const route = request.routeOptions.url ?? 'none'; // not the URL, which would create unlimited time series
    requests.inc({ method: request.method, route, status });
    seconds.observe({ route }, reply.elapsedTime / 1000);
    if (request.refused !== undefined) refusals.inc({ reason: request.refused });
  });
  app.get('/health', async (_request, reply) => reply.type('text/plain').send('alive\n'));
  app.get('/ready', async (request, reply) => {
    const { folder, manifest } = request.release;
    if (!existsSync(path.join(folder, manifestName)))
      return reply.code(503).type('text/plain').send('The served release was deleted\n');
    const { name, version, hash } = manifest;
    return reply.send({ release: name, version, hash });
  });
  let shown = { text: '', until: 0 };
  app.get('/metrics', async (request, reply) => {
    reply.type(registry.contentType);
    if (performance.now() < shown.until) return reply.send(shown.text);
    cpu.reset();
    for (const [name, load] of Object.entries(request.release.queries.load())) {
      running.set({ class: name }, load.running);
      waiting.set({ class: name }, load.waiting);
      cpu.inc({ class: name }, load.seconds);
    }
    held.set(app.budget.bytes.held());
    connections.set(app.budget.connections.held());
    shown = { text: await registry.metrics(), until: performance.now() + shownMilliseconds };
    return reply.send(shown.text);
  });
  return (reason) => {
    refusals.inc({ reason });
    app.log.info({ refused: reason });
  };
}
