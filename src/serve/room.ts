import type { FastifyInstance } from 'fastify';
import type { ServedRelease } from './served-release.js';
import type { Settings } from './settings.js';

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

/** A part of the server: adds its routes. */
export type Room = (app: FastifyInstance, settings: Settings) => void;
