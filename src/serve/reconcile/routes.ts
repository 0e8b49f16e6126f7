import { setImmediate } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { languageName, languageOfReports } from '../../text/languages.js';
import { Refusal, refuseAsJson, refuseOthers } from '../faults.js';
import { languageFor, originOf } from '../negotiation.js';
import { thingsOf } from '../release.js';
import { limits } from '../settings.js';
import { inTurn } from '../sparql/refusals.js';
import { extend, flyoutOf, nameAndKind, previewOf, previewPolicy, proposeProperties } from './answers.js';
import type { Entity } from './entities.js';
import { type Knowledge, knowledgeOf } from './knowledge.js';
import { candidatesFor, suggestEntities, suggestTerms } from './match.js';
import { type Query, readBatch, readExtension } from './request.js';
import service from './service.json' with { type: 'json' };

/** Input of an answer. */
interface Asked {
  request: FastifyRequest;
  reply: FastifyReply;
  fields: URLSearchParams; // from the URL and the form
  language: string;
  knowledge: Knowledge;
}

type Answer = (asked: Asked) => unknown;

/**
 * Serves the Reconciliation Service API 0.2, which matches names and codes in tables with entities of the graph.
 * Answers and errors are JSON. JSONP is not supported, because every browser supports CORS.
 */
export function reconcileRoutes(app: FastifyInstance): void {
  const form = 'application/x-www-form-urlencoded';
  app.addContentTypeParser(form, { parseAs: 'string' }, (_request, body, done) => done(null, body));
  refuseAsJson(app);
  const handle = (answer: Answer) => async (request: FastifyRequest, reply: FastifyReply) => {
    const knowledge = await knowledgeOf(request.release);
    reply.header('Cache-Control', 'no-cache').header('Vary', 'Accept-Language');
    const language = languageFor(request, knowledge.languages);
    return answer({ request, reply, fields: fieldsOf(request), language, knowledge });
  };
  app.route({ method: ['GET', 'POST'], url: '/reconcile', handler: handle(answerService) });
  refuseOthers(app, '/reconcile', 'GET, HEAD, POST, OPTIONS', 'Send queries by GET or POST');
  for (const [path, answer] of Object.entries(parts)) app.get(`/reconcile/${path}`, handle(answer));
}

function fieldsOf({ url, body }: FastifyRequest): URLSearchParams {
  const inAddress = url.includes('?') ? url.slice(url.indexOf('?') + 1) : '';
  return new URLSearchParams(typeof body === 'string' ? `${inAddress}&${body}` : inAddress);
}

/** Answers with the service manifest, the results of queries, or property values. */
const answerService: Answer = (asked) => {
  const { fields, request, language, knowledge } = asked;
  const [queries, wish] = [fields.getAll('queries'), fields.getAll('extend')];
  if (queries.length + wish.length > 1) throw new Refusal(400, 'Send either queries or extend, once');
  const [batch, extension] = [queries[0], wish[0]];
  if (batch !== undefined) return inTurn(request, () => answerQueries(batch, asked));
  if (extension !== undefined)
    return inTurn(request, async () => extend(readExtension(extension), language, knowledge));
  if (request.method === 'POST') throw new Refusal(400, 'The form must contain the field queries or extend');
  const origin = originOf(request);
  if (origin === undefined) throw new Refusal(400, 'Invalid Host header');
  const { name, version } = request.release.manifest;
  return manifestOf(origin, `${name} ${version}`, language, knowledge);
};

/** Answers the queries one after the other. Lets other requests run in between. */
async function answerQueries(text: string, { request, language, knowledge }: Asked): Promise<unknown> {
  const resultOf = (query: Query) =>
    candidatesFor(query, knowledge).map(({ entity, score, match }) => ({
      ...nameAndKind(entity, knowledge, language),
      type: knowledge.kinds.termsOf(entity.types, language),
      score,
      match,
    }));
  const results: [string, { result: unknown }][] = [];
  for (const [name, query] of readBatch(text)) {
    if (request.over.aborted) break;
    results.push([name, { result: resultOf(query) }]);
    await setImmediate();
  }
  return Object.fromEntries(results);
}

/** Answers with suggestions for `prefix`, after skipping `cursor` suggestions. */
const suggesting =
  (find: (prefix: string, asked: Asked) => object[]): Answer =>
  (asked) => {
    const [prefix, cursor] = [asked.fields.get('prefix') ?? '', wholeNumber(asked, 'cursor', '0')];
    const { text, suggestions } = limits.reconcile;
    if (prefix.length > text) throw new Refusal(400, `prefix can have at most ${text} characters`);
    return { result: find(prefix, asked).slice(cursor, cursor + suggestions) };
  };

function wholeNumber({ fields }: Asked, name: string, standard: string): number {
  const given = fields.get(name) ?? standard;
  if (!/^\d{1,6}$/.test(given)) throw new Refusal(400, `${name} must be a whole number`);
  return Number(given);
}

/** Answers with useful properties for entities of a type. */
const answerProposal: Answer = (asked) => {
  const type = asked.fields.get('type') || undefined;
  const limit = wholeNumber(asked, 'limit', '1000');
  return { limit, ...(type && { type }), properties: proposeProperties(type, asked.knowledge).slice(0, limit) };
};

/** Returns the URL of the page of an entity, on this server if it has one here. */
function addressOf({ release }: FastifyRequest, { iri }: Entity): string | undefined {
  const place = thingsOf(release).pathOf.get(iri);
  if (place !== undefined) return `/${place}`;
  return /^https?:/.test(iri) && URL.canParse(iri) ? new URL(iri).href : undefined;
}

const answerThing =
  (answer: (entity: Entity, asked: Asked) => unknown): Answer =>
  (asked) => {
    const entity = asked.knowledge.byIri.get(asked.fields.get('id') ?? '');
    if (!entity) throw new Refusal(404, 'No entity has this id');
    return answer(entity, asked);
  };

/** Routes below /reconcile. */
const parts: Record<string, Answer> = {
  'suggest/entity': suggesting((prefix, { language, knowledge }) =>
    suggestEntities(prefix, knowledge).map((entity) => ({
      ...nameAndKind(entity, knowledge, language),
      notable: knowledge.kinds.termsOf(entity.types, language),
    })),
  ),
  'suggest/type': suggesting((prefix, { language, knowledge: { kinds } }) =>
    suggestTerms(prefix, kinds.termsOf(kinds.types, language)),
  ),
  'suggest/property': suggesting((prefix, { knowledge }) => suggestTerms(prefix, knowledge.properties)),
  properties: answerProposal,
  preview: answerThing((entity, { request, reply, language, knowledge }) =>
    reply
      .header('Content-Security-Policy', previewPolicy)
      .type('text/html; charset=utf-8')
      .send(previewOf({ entity, language, address: addressOf(request, entity), knowledge })),
  ),
  // The client shows this on a page of another site, where a relative link would not work.
  flyout: answerThing((entity, { language, knowledge }) => ({
    id: entity.iri,
    html: flyoutOf({ entity, language, address: undefined, knowledge }),
  })),
  view: answerThing((entity, { request, reply }) => {
    const address = addressOf(request, entity);
    if (address === undefined) throw new Refusal(404, 'This entity has no page');
    return reply.redirect(address, 303);
  }),
};

/**
 * Returns the service manifest (Reconciliation Service API 0.2, section 3). `origin` has no final slash. Entities have
 * different bases, so their ids are complete IRIs and the identifier space is the URI specification. Clients insert an
 * id into a URL unescaped, so `view` redirects from this server.
 */
function manifestOf(origin: string, name: string, language: string, { kinds, languages }: Knowledge): object {
  const first = languageName(languages[0] ?? languageOfReports, languageOfReports);
  const text = JSON.stringify(service).replaceAll('{origin}', origin).replaceAll('{language}', first);
  const manifest = JSON.parse(text) as typeof service;
  const choices = languages.map((one) => ({ value: one, name: one }));
  manifest.extend.property_settings[0]?.choices?.splice(1, 0, ...choices);
  const defaultTypes = kinds.termsOf(kinds.usualTypes, language);
  return { ...manifest, name, defaultTypes, batchSize: limits.reconcile.batch };
}
