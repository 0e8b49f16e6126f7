import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import { afterAnswers } from './answered.js';

/** Lines of JSON in ASCII, so that nothing in them acts on the terminal of whoever reads them. */
export const logTo = (write: (line: string) => void): NonNullable<FastifyServerOptions['logger']> => ({
  base: null,
  timestamp: () => `,"time":"${new Date().toISOString()}"`,
  stream: { write: (line: string) => write(toAscii(line)) },
});

const toAscii = (line: string): string =>
  line.replace(/[^\n\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A line an answer: what was asked, what came of it, and in how many milliseconds. Of a query only its hash is kept. */
export function logRequests(app: FastifyInstance): void {
  afterAnswers(app, (request, reply, status) => {
    const { method, url, log, queryText: query } = request;
    log.info({
      method,
      path: url.replace(/\?.*$/s, '').slice(0, 500),
      status,
      ms: Math.round(reply.elapsedTime),
      ...(query === undefined ? {} : { query: createHash('sha256').update(query).digest('hex').slice(0, 16) }),
    });
  });
}
