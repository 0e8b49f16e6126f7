import type { FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { languages } from './site-indexes.js';

/** The language of the site that a client likes best; the first one if none. */
export const languageOf = (request: FastifyRequest): string =>
  new Negotiator(request).language([...languages]) ?? languages[0];
