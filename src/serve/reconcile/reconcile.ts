import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageOf } from '../client-language.js';
import type { Room } from '../room.js';
import {
  type Answer,
  answerEntities,
  answerFlyout,
  answerPreview,
  answerProperties,
  answerProposal,
  answerService,
  answerTypes,
  answerView,
  refuse,
} from './answers.js';
import { knowledgeOf } from './knowledge.js';

const form = 'application/x-www-form-urlencoded';

/** What can be asked besides the service itself, which is at /reconcile. */
const parts: Record<string, Answer> = {
  'suggest/entity': answerEntities,
  'suggest/type': answerTypes,
  'suggest/property': answerProperties,
  properties: answerProposal,
  preview: answerPreview,
  flyout: answerFlyout,
  view: answerView,
};

/**
 * The Reconciliation Service API 0.2: names and codes in tables of others are matched with the things of the graph.
 * Answers are JSON, and so are refusals: `{"error": "…"}`. There is no JSONP: every browser knows CORS.
 */
export const reconcile: Room = (app) => {
  app.addContentTypeParser(form, { parseAs: 'string' }, (_request, body, done) => done(null, body));
  const handle = (answer: Answer) => async (request: FastifyRequest, reply: FastifyReply) => {
    const knowledge = await knowledgeOf(request.release)();
    if (!knowledge) return refuse(reply.header('Retry-After', '1'), 503, 'the names cannot be read now: try again');
    reply.header('Cache-Control', 'no-cache').header('Vary', 'Accept-Language');
    return answer({ request, reply, fields: fieldsOf(request), language: languageOf(request), knowledge });
  };
  app.route({ method: ['GET', 'POST'], url: '/reconcile', handler: handle(answerService) });
  app.route({
    method: ['PUT', 'PATCH', 'DELETE'],
    url: '/reconcile',
    // Before a body is read.
    onRequest: async (_request, reply) =>
      refuse(reply.header('Allow', 'GET, HEAD, POST, OPTIONS'), 405, 'queries are sent by GET or POST'),
    handler: async () => {},
  });
  for (const [path, answer] of Object.entries(parts)) app.get(`/reconcile/${path}`, handle(answer));
};

/** What the address and a form say. */
function fieldsOf({ url, body }: FastifyRequest): URLSearchParams {
  const inAddress = url.includes('?') ? url.slice(url.indexOf('?') + 1) : '';
  return new URLSearchParams(typeof body === 'string' ? `${inAddress}&${body}` : inAddress);
}
