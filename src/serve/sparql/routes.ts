import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import { Refusal, refuseOthers } from '../faults.js';
import { type Format, formatWord, originOf } from '../negotiation.js';
import type { ServedRelease } from '../release.js';
import type { Settings } from '../settings.js';
import { chooseFormat, formatsFor, graphFormats, sendAnswer } from './answers.js';
import { absolute, readRequest } from './request.js';

/** SPARQL 1.1 over the release: queries, the description of the service, and its graphs one by one. */
export function sparqlRoutes(app: FastifyInstance, settings: Settings): void {
  // Bodies are taken as bytes, whatever they claim to be: what they are is judged with the rest of the request.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.route({
    method: ['GET', 'HEAD', 'POST'],
    url: '/sparql',
    handler: (request, reply) => answer(request, reply, settings),
  });
  refuseOthers(app, '/sparql', 'GET, HEAD, POST, OPTIONS', 'queries are sent by GET or POST');
  graphRoute(app, '/graph-store', async (request, reply) => sendGraph(request, reply, graphAsked(request)));
  graphRoute(app, '/graph/*', async (request, reply) => {
    const path = request.url.replace(/[?#].*/s, '').slice(1);
    return sendGraph(request, reply, request.release.manifest.base + path);
  });
}

async function answer(request: FastifyRequest, reply: FastifyReply, settings: Settings): Promise<FastifyReply> {
  const { query: text, dataset, timeout, format } = readRequest(request);
  if (text === undefined) return describe(request, reply, format);
  request.queryText = text;
  const { made, told } = formatsFor(request, format);
  const job = { kind: 'query', text, mediaTypes: made, dataset } as const;
  return sendAnswer(request, reply, job, told, { timeout, rows: settings.maxResults, word: format });
}

const page: Format = { mediaTypes: ['text/html'], words: ['html'] };

/** The description of the service; to a browser, the page to write queries on. */
async function describe(request: FastifyRequest, reply: FastifyReply, format: string | undefined) {
  const { release } = request;
  const chosen = chooseFormat(request, reply, release.manifest.site ? [...graphFormats, page] : graphFormats, format);
  if (chosen.made === 'text/html') return reply.redirect('/site/en/query.html', 303);
  const origin = originOf(request);
  const turtle = serviceDescription(`${origin === undefined ? release.manifest.base : `${origin}/`}sparql`, release);
  const job = { kind: 'document', turtle, mediaType: chosen.made } as const;
  if (chosen.made !== 'text/turtle') return sendAnswer(request, reply, job, chosen.told);
  return reply.header('Cache-Control', 'no-cache').type(chosen.told).send(turtle);
}

/** What the service can do, and over which graphs, as Turtle (SPARQL 1.1 Service Description, section 3). */
function serviceDescription(endpoint: string, { manifest, queries }: ServedRelease): string {
  const graphs = [...queries.graphs].map(
    ([name, triples]) =>
      `[ a sd:NamedGraph ; sd:name <${name}> ; sd:graph [ a sd:Graph, void:Dataset ; void:triples ${triples} ] ]`,
  );
  return `@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix void: <http://rdfs.org/ns/void#> .
@prefix formats: <http://www.w3.org/ns/formats/> .

<${endpoint}> a sd:Service ;
  sd:endpoint <${endpoint}> ;
  sd:supportedLanguage sd:SPARQL11Query ;
  sd:resultFormat ${resultFormats.map((format) => `formats:${format}`).join(', ')} ;
  sd:feature sd:UnionDefaultGraph ;
  sd:defaultDataset [
    a sd:Dataset ;
    sd:defaultGraph [ a sd:Graph, void:Dataset ; void:triples ${manifest.triples} ]${graphs.length === 0 ? '' : ` ;\n    sd:namedGraph\n      ${graphs.join(',\n      ')}`}
  ] .
`;
}

/** Their names as the W3C gave them (Unique URIs for File Formats). */
const resultFormats = [
  'SPARQL_Results_JSON',
  'SPARQL_Results_XML',
  'SPARQL_Results_CSV',
  'SPARQL_Results_TSV',
  'Turtle',
  'N-Triples',
  'JSON-LD',
  'RDF_XML',
];

/** Reading graphs (SPARQL 1.1 Graph Store HTTP Protocol, sections 4 and 5.2): by their own addresses, or by a parameter. */
function graphRoute(app: FastifyInstance, url: string, handler: RouteHandlerMethod): void {
  app.route({ method: ['GET', 'HEAD'], url, handler });
  refuseOthers(app, url, 'GET, HEAD, OPTIONS', 'graphs are only read here');
}

/** The graph that the parameters name; undefined for the default graph. Throws `Refusal`. */
function graphAsked(request: FastifyRequest): string | undefined {
  const { graph, default: all } = request.query as Record<string, unknown>;
  if ((graph === undefined) === (all === undefined) || Array.isArray(graph) || Array.isArray(all))
    throw new Refusal(400, 'ask for ?default or for ?graph= with the address of one graph');
  if (graph === undefined) return undefined;
  const name = absolute(String(graph), request.release.manifest.base);
  if (name === undefined) throw new Refusal(400, 'the graph has no address');
  return name;
}

async function sendGraph(request: FastifyRequest, reply: FastifyReply, graph: string | undefined) {
  if (graph !== undefined && !request.release.queries.graphs.has(graph))
    throw new Refusal(404, 'there is no graph of this name here');
  const chosen = chooseFormat(request, reply, graphFormats, formatWord(request));
  return sendAnswer(request, reply, { kind: 'graph', graph, mediaType: chosen.made }, chosen.told);
}
