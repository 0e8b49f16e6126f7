import type { FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';

/** The languages that things are named in; the first is taken when a client asks for none of them. */
export const languages = ['en', 'fr', 'es', 'ru', 'ar', 'zh'] as const;

/** The one that a client likes best. */
export const languageOf = (request: FastifyRequest): string =>
  new Negotiator(request).language([...languages]) ?? languages[0];
