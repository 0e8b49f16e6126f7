import { setImmediate } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { originOf } from '../origin.js';
import { thingsOf } from '../site-things.js';
import type { Entity } from './entities.js';
import { extend, proposeProperties } from './extend.js';
import type { Term } from './kinds.js';
import type { Knowledge } from './knowledge.js';
import { manifestOf } from './manifest.js';
import { candidatesFor } from './match.js';
import { flyoutOf, previewOf, previewPolicy } from './preview.js';
import { limits, type Query, readBatch, readExtension } from './request.js';
import { nameAndKind, pageFrom, suggestEntities, suggestTerms, typesOf } from './suggest.js';

/** What there is to answer with. */
export interface Asked {
  request: FastifyRequest;
  reply: FastifyReply;
  fields: URLSearchParams; // of the address, and of the form that was sent
  language: string;
  knowledge: Knowledge;
}
export type Answer = (asked: Asked) => unknown;

export const refuse = (reply: FastifyReply, status: number, error: string): FastifyReply =>
  reply.code(status).send({ error });

/** The service itself: what it is, or what it finds, or what it knows of things that were found. */
export const answerService: Answer = (asked) => {
  const { fields, reply, request, language, knowledge } = asked;
  const [queries, wish] = [fields.getAll('queries'), fields.getAll('extend')];
  if (queries.length + wish.length > 1) return refuse(reply, 400, 'send one of queries and extend, and that once');
  if (queries[0] !== undefined) return answerQueries(queries[0], asked);
  if (wish[0] !== undefined) return answerExtension(wish[0], asked);
  if (request.method === 'POST') return refuse(reply, 400, 'the form must have the field queries or extend');
  const origin = originOf(request);
  if (origin === undefined) return refuse(reply, 400, 'the header Host names no server');
  const { name, version } = request.release.manifest;
  return manifestOf(origin, `${name} ${version}`, language, knowledge);
};

/** One query after the other, and the requests of others in between. */
async function answerQueries(text: string, { request, reply, language, knowledge }: Asked): Promise<unknown> {
  const batch = readBatch(text);
  if ('fault' in batch) return refuse(reply, 400, batch.fault);
  const resultOf = (query: Query) =>
    candidatesFor(query, knowledge).map(({ entity, score, match }) => ({
      ...nameAndKind(entity, knowledge.kinds, language),
      type: typesOf(entity, knowledge.kinds, language),
      score,
      match,
    }));
  const results: [string, { result: unknown }][] = [];
  for (const [name, query] of batch.value) {
    if (request.over.aborted) break;
    results.push([name, { result: resultOf(query) }]);
    await setImmediate();
  }
  return Object.fromEntries(results);
}

function answerExtension(text: string, { reply, language, knowledge }: Asked): unknown {
  const wish = readExtension(text);
  return 'fault' in wish ? refuse(reply, 400, wish.fault) : extend(wish.value, language, knowledge);
}

/** Suggestions for what somebody has typed: `prefix`, and `cursor` for how many to leave out. */
const suggesting =
  <T>(find: (prefix: string, asked: Asked) => T[], show: (found: T, asked: Asked) => unknown): Answer =>
  (asked) => {
    const [prefix, cursor] = [asked.fields.get('prefix') ?? '', asked.fields.get('cursor') ?? '0'];
    if (prefix.length > limits.text) return refuse(asked.reply, 400, `prefix has at most ${limits.text} characters`);
    if (!/^\d{1,6}$/.test(cursor)) return refuse(asked.reply, 400, 'cursor must be a whole number');
    return { result: pageFrom(find(prefix, asked), Number(cursor)).map((found) => show(found, asked)) };
  };

export const answerEntities = suggesting(
  (prefix, { knowledge }) => suggestEntities(prefix, knowledge),
  (entity: Entity, { language, knowledge: { kinds } }) => ({
    ...nameAndKind(entity, kinds, language),
    notable: typesOf(entity, kinds, language),
  }),
);

export const answerTypes = suggesting(
  (prefix, { language, knowledge: { kinds } }) =>
    suggestTerms(
      prefix,
      kinds.types.map((id) => ({ id, name: kinds.nameOf(id, language) })),
    ),
  (term: Term) => term,
);

export const answerProperties = suggesting(
  (prefix, { knowledge }) => suggestTerms(prefix, knowledge.properties),
  (term: Term) => term,
);

/** The properties that are worth asking for, for things of a type. */
export const answerProposal: Answer = ({ fields, reply, knowledge }) => {
  const [type, limit] = [fields.get('type') ?? undefined, fields.get('limit') ?? '1000'];
  if (!/^\d{1,6}$/.test(limit)) return refuse(reply, 400, 'limit must be a whole number');
  const properties = proposeProperties(type || undefined, knowledge).slice(0, Number(limit));
  return { limit: Number(limit), ...(type ? { type } : {}), properties };
};

/** Where a thing's page is on this server; elsewhere if it has none here. */
function addressOf({ release }: FastifyRequest, { iri }: Entity): string | undefined {
  const place = thingsOf(release).pathOf.get(iri);
  if (place !== undefined) return `/${place}`;
  return /^https?:/.test(iri) && URL.canParse(iri) ? new URL(iri).href : undefined;
}

const answerThing =
  (answer: (entity: Entity, address: string | undefined, asked: Asked) => unknown): Answer =>
  (asked) => {
    const entity = asked.knowledge.byIri.get(asked.fields.get('id') ?? '');
    if (!entity) return refuse(asked.reply, 404, 'there is no thing with this id');
    return answer(entity, addressOf(asked.request, entity), asked);
  };

export const answerView = answerThing((_entity, address, { reply }) =>
  address === undefined ? refuse(reply, 404, 'this thing has no page') : reply.redirect(address, 303),
);

export const answerPreview = answerThing((entity, address, { reply, language, knowledge }) =>
  reply
    .header('Content-Security-Policy', previewPolicy)
    .type('text/html; charset=utf-8')
    .send(previewOf({ entity, language, address, knowledge })),
);

/** The client is a page of somebody else, to which an address of ours says nothing. */
export const answerFlyout = answerThing((entity, _address, { language, knowledge }) => ({
  id: entity.iri,
  html: flyoutOf({ entity, language, address: undefined, knowledge }),
}));
