import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';

/**
 * Tells a client that asks more often than `perMinute` to come back later (429, with Retry-After). It counts for the routes
 * that are added after it: what watches over the process may ask at any time.
 */
export async function limitRate(app: FastifyInstance, perMinute: number): Promise<void> {
  if (perMinute === 0) return;
  await app.register(rateLimit, {
    max: perMinute,
    timeWindow: 60_000,
    cache: 10_000, // clients that are remembered
  });
}
