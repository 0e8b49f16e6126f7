import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { QueryPool } from '../sparql/query-pool.js';
import { afterAnswers } from './answered.js';

/** What Prometheus reads. */
export interface Metrics {
  mediaType: string;
  text(queries: QueryPool): Promise<string>;
}

/** Counts every answer by route and status, and how long it took in seconds. */
export function countRequests(app: FastifyInstance): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const labelNames = ['method', 'route', 'status'] as const;
  const requests = new Counter({ name: 'gcm_requests_total', help: 'Answers given', labelNames, registers });
  const seconds = new Histogram({
    name: 'gcm_request_seconds',
    help: 'From the request to the end of its answer',
    labelNames: ['route'] as const,
    buckets: [0.005, 0.02, 0.1, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const running = new Gauge({ name: 'gcm_queries_running', help: 'Threads that answer a query', registers });
  const waiting = new Gauge({ name: 'gcm_queries_waiting', help: 'Queries that wait for a thread', registers });
  afterAnswers(app, (request, reply, status) => {
    const route = request.routeOptions.url ?? 'none'; // never the address itself: there is no end of those
    requests.inc({ method: request.method, route, status });
    seconds.observe({ route }, reply.elapsedTime / 1000);
  });
  return {
    mediaType: registry.contentType,
    text: async (queries) => {
      const load = queries.load();
      running.set(load.running);
      waiting.set(load.waiting);
      return registry.metrics();
    },
  };
}
