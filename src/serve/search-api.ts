import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createFinder, type Found, type SearchIndex } from '../search/search.js';
import { languages } from '../text/languages.js';
import { Refusal, refuseAsJson } from './faults.js';
import { languageFor } from './negotiation.js';
import { perRelease, siteIndexes, type ThingIndex, thingsOf } from './release.js';
import { hashOf, isUnchanged } from './send.js';
import { limits } from './settings.js';

const most = limits.search;
const usualResults = '20';

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
export function searchRoutes(app: FastifyInstance): void {
  refuseAsJson(app);
  app.get('/search', async (request, reply) => {
    reply.header('Cache-Control', 'no-cache').header('Vary', 'Accept-Language');
    const body = JSON.stringify(await answer(readWish(request)));
    const version = { isText: false, tag: hashOf(body), modified: undefined };
    if (isUnchanged(request, reply, version)) return reply;
    return reply.type('application/json; charset=utf-8').send(body);
  });
}

/** Reads the fields of a search. Throws `Refusal`, with what could be asked for. */
function readWish(request: FastifyRequest) {
  const indexes = siteIndexes(request.release);
  if (indexes.size === 0) throw new Refusal(404, 'this release has no site, and so nothing to search in');
  const { q, type, limit = usualResults, lang } = request.query as Record<string, unknown>;
  if (typeof q !== 'string' || q.length > most.characters)
    throw new Refusal(400, `q must be a text of at most ${most.characters} characters`);
  const searched = searchesOf(request.release)((lang as string | undefined) ?? languageFor(request, languages));
  if (!searched) throw new Refusal(400, `lang must be one of ${[...indexes.keys()].join(', ')}`);
  if (type !== undefined && !searched.types.includes(type as string))
    throw new Refusal(400, `type must be one of ${searched.types.join(', ')}`);
  if (typeof limit !== 'string' || !/^[1-9]\d{0,2}$/.test(limit) || Number(limit) > most.results)
    throw new Refusal(400, `limit must be a whole number from 1 to ${most.results}`);
  return { query: q, type: type as string | undefined, limit: Number(limit), searched };
}

async function answer({ query, type, limit, searched }: ReturnType<typeof readWish>) {
  const { find, index, things, types } = searched;
  const all = (await find(query)).flatMap(({ entry, foundAs }) => {
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
  return { query, language: index.language, total: all.length, results: all.slice(0, limit) };
}
