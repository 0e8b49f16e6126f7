import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import fresh from 'fresh';
import { createFinder, type Found, type SearchIndex } from '../search/search.js';
import { languageOf } from './client-language.js';
import type { Room } from './room.js';
import { perRelease } from './served-release.js';
import { siteIndexes } from './site-indexes.js';
import { type ThingIndex, thingsOf } from './site-things.js';

const limits = { text: 200, results: 100 };
const usualResults = 20;

/** A search in one language, with what else an answer needs. */
interface Searched {
  things: ThingIndex;
  index: SearchIndex;
  types: string[]; // by their places in the index: "objective"
  find(query: string): Promise<Found[]>;
}

/** Made when a language is first asked for, in less than 0.1 s, and those of the others with it when it finds nothing. */
const searchesOf = perRelease((release) => {
  const indexes = siteIndexes(release);
  const things = thingsOf(release);
  const made = new Map<string, Searched>();
  return (language: string): Searched | undefined => {
    const index = indexes.get(language);
    const known = made.get(language) ?? (index ? searched(index, indexes, things) : undefined);
    if (known) made.set(language, known);
    return known;
  };
});

function searched(index: SearchIndex, indexes: ReadonlyMap<string, SearchIndex>, things: ThingIndex): Searched {
  const find = createFinder(index, () => [...indexes.values()].filter((other) => other !== index));
  // The lists of things come first in an index, in the order of kinds: "kind/objective".
  const types = index.entries.slice(0, index.kinds.length).map(({ path }) => path.replace(/^.*\//, ''));
  return { things, index, types, find };
}

/**
 * The search of the site for programs: `GET /search?q=…` with `lang` (else that of the client), `type` and `limit`.
 * Answers are JSON, and so are refusals: `{"error": "…"}`.
 */
export const searchApi: Room = (app) => {
  app.get('/search', async (request, reply) => {
    const fields = request.query as Record<string, unknown>;
    reply.header('Cache-Control', 'no-cache').header('Vary', 'Accept-Language');
    if (siteIndexes(request.release).size === 0)
      return refuse(reply, 404, 'this release has no site, and so nothing to search in');
    const fault = faultIn(fields, request);
    if (fault !== undefined) return refuse(reply, 400, fault);
    const asked = searchesOf(request.release)(languageIn(fields, request)) as Searched; // it has been looked at above
    return send(JSON.stringify(await answer(fields, asked)), request, reply);
  });
};

const refuse = (reply: FastifyReply, status: number, error: string): FastifyReply => reply.code(status).send({ error });

const languageIn = ({ lang }: Record<string, unknown>, request: FastifyRequest): string =>
  (lang as string | undefined) ?? languageOf(request);

/** Why a search cannot be made, with what could be asked for. */
function faultIn(fields: Record<string, unknown>, request: FastifyRequest): string | undefined {
  const { q, type, limit = String(usualResults) } = fields;
  const indexes = siteIndexes(request.release);
  if (typeof q !== 'string' || q.length > limits.text) return `q must be a text of at most ${limits.text} characters`;
  const searches = searchesOf(request.release)(languageIn(fields, request));
  if (!searches) return `lang must be one of ${[...indexes.keys()].join(', ')}`;
  if (type !== undefined && !searches.types.includes(type as string))
    return `type must be one of ${searches.types.join(', ')}`;
  const isNumber = typeof limit === 'string' && /^[1-9]\d{0,2}$/.test(limit) && Number(limit) <= limits.results;
  return isNumber ? undefined : `limit must be a whole number from 1 to ${limits.results}`;
}

async function answer(
  { q, type, limit = usualResults }: Record<string, unknown>,
  { find, index, things, types }: Searched,
) {
  const all = (await find(q as string)).flatMap(({ entry, foundAs }) => {
    const thing = things.byPath.get(entry.path);
    const own = types[entry.kind ?? -1];
    if (!thing || own === undefined || (type !== undefined && own !== type)) return []; // a list is no thing
    const [code] = entry.codes ?? [];
    return {
      iri: thing.iri,
      name: entry.name,
      language: entry.language ?? index.language,
      ...(code === undefined ? {} : { code }),
      type: own,
      page: `/site/${index.language}/${entry.path}.html`,
      ...(entry.retired ? { retired: true } : {}),
      ...(foundAs ? { foundAs } : {}),
    };
  });
  return { query: q, language: index.language, total: all.length, results: all.slice(0, Number(limit)) };
}

function send(body: string, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  reply.header('ETag', etag).type('application/json; charset=utf-8');
  return fresh(request.headers, { etag }) ? reply.code(304).send() : reply.send(body);
}
