import { setImmediate } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createFinder, type Found, searchOf } from '../text/search/search.js';
import { Refusal, refuseAsJson } from './faults.js';
import { languageFor } from './negotiation.js';
import { languagesOf, pageUrl, perRelease, type ServedRelease, siteIndexes, thingsOf } from './release.js';
import { hashOf, isUnchanged } from './send.js';
import { limits } from './settings.js';
import { inTurn } from './sparql/refusals.js';

const most = limits.search;
const usualResults = '20';

/** Searches by language. */
const searchesOf = perRelease((release) => {
  const indexes = siteIndexes(release);
  const searches = [...indexes].map(([language, index]) => {
    // The first entries of an index are the list pages, in the order of kinds: "kind/topic".
    const types = index.entries.slice(0, index.kinds.length).map(({ path }) => path.replace(/^.*\//, ''));
    let finder: ReturnType<typeof createFinder> | undefined;
    const find = (query: string): Promise<Found[]> => {
      finder ??= createFinder(index, () => [...indexes.values()].filter((other) => other !== index));
      return finder(query);
    };
    return [language, { language, types, find }] as const;
  });
  return new Map<unknown, (typeof searches)[number][1]>(searches);
});

/** Prepares the search in each language, so that no request waits for it. Lets requests run in between. */
export async function prepareSearch(release: ServedRelease): Promise<void> {
  for (const index of siteIndexes(release).values()) {
    searchOf(index);
    await setImmediate();
  }
}

/**
 * Serves the search of the site as JSON: `GET /search?q=…` with `lang` (default: the client's language), `type` and
 * `limit`.
 */
export function searchRoutes(app: FastifyInstance): void {
  refuseAsJson(app);
  app.get('/search', async (request, reply) => {
    reply.header('Cache-Control', 'no-cache').header('Vary', 'Accept-Language');
    const body = JSON.stringify(await answer(request));
    const version = { isText: false, tag: hashOf(body), modified: undefined };
    if (isUnchanged(request, reply, version)) return reply;
    return reply.type('application/json; charset=utf-8').send(body);
  });
}

/** Answers a search. Throws `Refusal` with the allowed values. */
async function answer(request: FastifyRequest) {
  const searches = searchesOf(request.release);
  if (searches.size === 0) throw new Refusal(404, 'This release has no site to search');
  const { q, type, limit = usualResults, lang } = request.query as Record<string, unknown>;
  if (typeof q !== 'string' || q.length > most.characters)
    throw new Refusal(400, `q must be a string of at most ${most.characters} characters`);
  const search = searches.get(lang ?? languageFor(request, languagesOf(request.release)));
  if (!search) throw new Refusal(400, `lang must be one of: ${[...searches.keys()].join(', ')}`);
  const { language, types, find } = search;
  if (type !== undefined && !types.includes(type as string))
    throw new Refusal(400, `type must be one of: ${types.join(', ')}`);
  if (typeof limit !== 'string' || !/^[1-9]\d{0,2}$/.test(limit) || Number(limit) > most.results)
    throw new Refusal(400, `limit must be a whole number from 1 to ${most.results}`);
  const { byPath } = thingsOf(request.release);
  const all = (await inTurn(request, () => find(q))).flatMap(({ entry, foundAs }) => {
    const thing = byPath.get(entry.path);
    const own = types[entry.kind ?? -1];
    if (!thing || own === undefined || (type !== undefined && own !== type)) return []; // list pages
    const [code] = entry.codes ?? [];
    return {
      iri: thing.iri,
      name: entry.name,
      language: entry.language ?? language,
      ...(code === undefined ? {} : { code }),
      type: own,
      page: pageUrl(request.release, language, entry.path),
      ...(entry.retired ? { retired: true } : {}),
      ...(foundAs ? { foundAs } : {}),
    };
  });
  return { query: q, language, total: all.length, results: all.slice(0, Number(limit)) };
}
