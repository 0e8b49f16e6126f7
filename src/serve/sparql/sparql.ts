import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { originOf } from '../origin.js';
import type { Room } from '../room.js';
import type { Settings } from '../settings.js';
import { type AnswerForm, chooseAnswerForm, formsFor, graphForms } from './answer-forms.js';
import { graphStore } from './graph-store.js';
import { isRepeatable } from './kept-answers.js';
import { beyondLimits } from './query-limits.js';
import { absolute, type NamedDataset, readQuery } from './read-query.js';
import { type QueryRequest, readRequest } from './request.js';
import { refuse, sendAnswer } from './send-answer.js';
import { serviceDescription } from './service-description.js';

/** SPARQL 1.1 over the release: queries, the description of the service, and its graphs one by one. */
export const sparql: Room = (app, settings) => {
  takeAnyBody(app);
  app.route({
    method: ['GET', 'HEAD', 'POST'],
    url: '/sparql',
    handler: (request, reply) => answer(request, reply, settings),
  });
  app.route({
    method: ['PUT', 'DELETE', 'PATCH'],
    url: '/sparql',
    handler: async (_request, reply) =>
      refuse(reply.header('Allow', 'GET, HEAD, POST, OPTIONS'), 405, 'queries are sent by GET or POST'),
  });
  graphStore(app);
};

/** Bodies are taken as bytes, whatever they claim to be: what they are is judged with the rest of the request. */
function takeAnyBody(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}

async function answer(request: FastifyRequest, reply: FastifyReply, settings: Settings): Promise<FastifyReply> {
  const asked = readRequest(request);
  if ('refused' in asked) return refuse(reply, asked.status, asked.refused);
  if (asked.query === undefined) return describe(request, reply, asked);
  request.queryText = asked.query;
  const { base } = request.release.manifest;
  const query = readQuery(asked.query, base);
  if ('refused' in query) return refuse(reply, query.status, query.refused);
  const beyond = beyondLimits(query);
  if (beyond !== undefined) return refuse(reply, 422, beyond);
  const named = namedBy(asked, base);
  const unknown = unknownGraph(named ?? query.dataset, request.release.queries.graphs);
  if (unknown) return refuse(reply, 400, 'the query names a graph that is not here; GRAPH ?g finds those that are');
  const chosen = chooseAnswerForm(request, reply, formsFor[query.form], asked.format);
  if ('refused' in chosen) return refuse(reply, chosen.status, chosen.refused);
  const job = {
    kind: 'query',
    text: asked.query,
    mediaType: chosen.made,
    ...named,
    isRepeatable: isRepeatable(query),
  } as const;
  const { timeout } = asked;
  return sendAnswer(request, reply, job, chosen, { timeout, mostResults: settings.maxResults });
}

/** The dataset of the request, which goes before that of the query (SPARQL 1.1 Protocol, section 2.1.4). */
function namedBy({ defaultGraphs, namedGraphs }: QueryRequest, base: string): NamedDataset | undefined {
  if (defaultGraphs === undefined && namedGraphs === undefined) return undefined;
  const all = (graphs: string[] = []): string[] => [...new Set(graphs.map((graph) => absolute(graph, base) ?? graph))];
  return { defaultGraphs: all(defaultGraphs), namedGraphs: all(namedGraphs) };
}

const unknownGraph = (dataset: NamedDataset | undefined, graphs: ReadonlyMap<string, number>): boolean =>
  dataset !== undefined && [...dataset.defaultGraphs, ...dataset.namedGraphs].some((graph) => !graphs.has(graph));

const page: AnswerForm = { mediaTypes: ['text/html'], words: ['html'] };

/** The description of the service; to a browser, the page to write queries on. */
async function describe(request: FastifyRequest, reply: FastifyReply, { format }: QueryRequest): Promise<FastifyReply> {
  const { release } = request;
  const forms = release.manifest.site ? [...graphForms, page] : graphForms;
  const chosen = chooseAnswerForm(request, reply, forms, format);
  if ('refused' in chosen) return refuse(reply, chosen.status, chosen.refused);
  if (chosen.made === 'text/html') return reply.redirect('/site/en/query.html', 303);
  const origin = originOf(request);
  const turtle = serviceDescription(`${origin === undefined ? release.manifest.base : `${origin}/`}sparql`, release);
  const job = { kind: 'document', turtle, mediaType: chosen.made } as const;
  if (chosen.made !== 'text/turtle') return sendAnswer(request, reply, job, chosen);
  return reply.header('Cache-Control', 'no-cache').type(chosen.told).send(turtle);
}
