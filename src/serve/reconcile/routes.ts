import { setImmediate } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { languages } from '../../text/languages.js';
import { Refusal, refuseAsJson, refuseOthers } from '../faults.js';
import { languageFor, originOf } from '../negotiation.js';
import { thingsOf } from '../release.js';
import { limits } from '../settings.js';
import { extend, flyoutOf, nameAndKind, previewOf, previewPolicy, proposeProperties } from './answers.js';
import type { Entity } from './entities.js';
import { type Knowledge, knowledgeOf } from './knowledge.js';
import { candidatesFor, suggestEntities, suggestTerms } from './match.js';
import { type Query, readBatch, readExtension } from './request.js';
import service from './service.json' with { type: 'json' };

/** What there is to answer with. */
interface Asked {
  request: FastifyRequest;
  reply: FastifyReply;
  fields: URLSearchParams; // of the address, and of the form that was sent
  language: string;
  knowledge: Knowledge;
}

type Answer = (asked: Asked) => unknown;

/**
 * The Reconciliation Service API 0.2: names and codes in tables of others are matched with the things of the graph.
 * Answers are JSON, and so are refusals: `{"error": "…"}`. There is no JSONP: every browser knows CORS.
 */
export function reconcileRoutes(app: FastifyInstance): void {
  const form = 'application/x-www-form-urlencoded';
  app.addContentTypeParser(form, { parseAs: 'string' }, (_request, body, done) => done(null, body));
  refuseAsJson(app);
  const handle = (answer: Answer) => async (request: FastifyRequest, reply: FastifyReply) => {
    const knowledge = await knowledgeOf(request.release);
    reply.header('Cache-Control', 'no-cache').header('Vary', 'Accept-Language');
    return answer({ request, reply, fields: fieldsOf(request), language: languageFor(request, languages), knowledge });
  };
  app.route({ method: ['GET', 'POST'], url: '/reconcile', handler: handle(answerService) });
  refuseOthers(app, '/reconcile', 'GET, HEAD, POST, OPTIONS', 'queries are sent by GET or POST');
  for (const [path, answer] of Object.entries(parts)) app.get(`/reconcile/${path}`, handle(answer));
}

/** What the address and a form say. */
function fieldsOf({ url, body }: FastifyRequest): URLSearchParams {
  const inAddress = url.includes('?') ? url.slice(url.indexOf('?') + 1) : '';
  return new URLSearchParams(typeof body === 'string' ? `${inAddress}&${body}` : inAddress);
}

/** The service itself: what it is, or what it finds, or what it knows of things that were found. */
const answerService: Answer = (asked) => {
  const { fields, request, language, knowledge } = asked;
  const [queries, wish] = [fields.getAll('queries'), fields.getAll('extend')];
  if (queries.length + wish.length > 1) throw new Refusal(400, 'send one of queries and extend, and that once');
  if (queries[0] !== undefined) return answerQueries(queries[0], asked);
  if (wish[0] !== undefined) return extend(readExtension(wish[0]), language, knowledge);
  if (request.method === 'POST') throw new Refusal(400, 'the form must have the field queries or extend');
  const origin = originOf(request);
  if (origin === undefined) throw new Refusal(400, 'the header Host names no server');
  const { name, version } = request.release.manifest;
  return manifestOf(origin, `${name} ${version}`, language, knowledge);
};

/** One query after the other, and the requests of others in between. */
async function answerQueries(text: string, { request, language, knowledge }: Asked): Promise<unknown> {
  const resultOf = (query: Query) =>
    candidatesFor(query, knowledge).map(({ entity, score, match }) => ({
      ...nameAndKind(entity, knowledge.kinds, language),
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

/** Suggestions for what somebody has typed: `prefix`, and `cursor` for how many to leave out. */
const suggesting =
  (find: (prefix: string, asked: Asked) => object[]): Answer =>
  (asked) => {
    const [prefix, cursor] = [asked.fields.get('prefix') ?? '', wholeNumber(asked, 'cursor', '0')];
    const { text, suggestions } = limits.reconcile;
    if (prefix.length > text) throw new Refusal(400, `prefix has at most ${text} characters`);
    return { result: find(prefix, asked).slice(cursor, cursor + suggestions) };
  };

function wholeNumber({ fields }: Asked, name: string, standard: string): number {
  const given = fields.get(name) ?? standard;
  if (!/^\d{1,6}$/.test(given)) throw new Refusal(400, `${name} must be a whole number`);
  return Number(given);
}

/** The properties that are worth asking for, for things of a type. */
const answerProposal: Answer = (asked) => {
  const type = asked.fields.get('type') || undefined;
  const limit = wholeNumber(asked, 'limit', '1000');
  return { limit, ...(type && { type }), properties: proposeProperties(type, asked.knowledge).slice(0, limit) };
};

/** Where a thing's page is on this server; elsewhere if it has none here. */
function addressOf({ release }: FastifyRequest, { iri }: Entity): string | undefined {
  const place = thingsOf(release).pathOf.get(iri);
  if (place !== undefined) return `/${place}`;
  return /^https?:/.test(iri) && URL.canParse(iri) ? new URL(iri).href : undefined;
}

const answerThing =
  (answer: (entity: Entity, asked: Asked) => unknown): Answer =>
  (asked) => {
    const entity = asked.knowledge.byIri.get(asked.fields.get('id') ?? '');
    if (!entity) throw new Refusal(404, 'there is no thing with this id');
    return answer(entity, asked);
  };

/** What can be asked besides the service itself, which is at /reconcile. */
const parts: Record<string, Answer> = {
  'suggest/entity': suggesting((prefix, { language, knowledge }) =>
    suggestEntities(prefix, knowledge).map((entity) => ({
      ...nameAndKind(entity, knowledge.kinds, language),
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
  // The client is a page of somebody else, to which an address of ours says nothing.
  flyout: answerThing((entity, { language, knowledge }) => ({
    id: entity.iri,
    html: flyoutOf({ entity, language, address: undefined, knowledge }),
  })),
  view: answerThing((entity, { request, reply }) => {
    const address = addressOf(request, entity);
    if (address === undefined) throw new Refusal(404, 'this thing has no page');
    return reply.redirect(address, 303);
  }),
};

/**
 * What the service is and where its parts are (Reconciliation Service API 0.2, section 3). `origin` has no slash. The ids
 * are whole IRIs, and so the space that they are in is that of all URIs: things of the Compact and of the SDGs have
 * different bases, and a shorter id would be no IRI together with either of them. Clients put an id into an address as it
 * is, so that `view` is a page of ours, that leads on.
 */
function manifestOf(origin: string, name: string, language: string, { kinds }: Knowledge): object {
  const manifest = JSON.parse(JSON.stringify(service).replaceAll('{origin}', origin)) as typeof service;
  const choices = languages.map((one) => ({ value: one, name: one }));
  manifest.extend.property_settings[0]?.choices?.splice(1, 0, ...choices);
  const defaultTypes = kinds.termsOf(kinds.usualTypes, language);
  return { ...manifest, name, defaultTypes, batchSize: limits.reconcile.batch };
}
