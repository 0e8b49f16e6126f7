import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import { LRUCache } from 'lru-cache';
import { type Selection, selectFigures } from '../../figures/figures-index.js';
import type { NamedDataset, QueryForm } from '../../graph/sparql.js';
import { clip } from '../../problem.js';
import { hold, requireRoom } from '../budget.js';
import { bytesContent } from '../content.js';
import { Refusal, refuseOthers } from '../faults.js';
import { sendFile } from '../files.js';
import {
  chosenFormat,
  type Format,
  formats,
  formatWord,
  noFormat,
  originOf,
  requireFormat,
  vary,
} from '../negotiation.js';
import { figuresOf, type ServedRelease } from '../release.js';
import { hashOf, isUnchanged, send } from '../send.js';
import { limits, type Settings } from '../settings.js';
import { isLargeGraph, sendLargeGraph } from './large-graphs.js';
import { onlyReads } from './query-size.js';
import { notAnswered } from './refusals.js';
import type { Job } from './worker.js';

/** Serves SPARQL 1.1 over the release: queries, the service description, and single graphs. */
export function sparqlRoutes(app: FastifyInstance, settings: Settings): void {
  // Accept all bodies as bytes. `readBody` checks their type.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.route({
    method: ['GET', 'HEAD', 'POST'],
    url: '/sparql',
    handler: (request, reply) => answer(request, reply, settings),
  });
  refuseOthers(app, '/sparql', 'GET, HEAD, POST, OPTIONS', 'Send queries by GET or POST');
  graphRoute(app, '/graph-store', async (request, reply) => sendGraph(request, reply, graphAsked(request)));
  graphRoute(app, '/graph/*', async (request, reply) => {
    const path = request.url.replace(/[?#].*/s, '').slice(1);
    return sendGraph(request, reply, request.release.manifest.base + path);
  });
}

async function answer(request: FastifyRequest, reply: FastifyReply, settings: Settings): Promise<FastifyReply> {
  const { query: text, dataset, timeout, format, figures } = readRequest(request);
  if (text === undefined) return describe(request, reply, format);
  request.queryText = text;
  const { made, contentType } = formatsFor(request, format);
  const job = { kind: 'query', text, mediaTypes: made, dataset, ...(figures && { figures }) } as const;
  return sendAnswer(request, reply, job, contentType, { timeout, rows: settings.maxResults, word: format });
}

const formatsOf: Record<QueryForm, Format[]> = {
  SELECT: [...formats.booleans, ...formats.tables],
  ASK: formats.booleans,
  CONSTRUCT: formats.graphs,
  DESCRIBE: formats.graphs,
};

/** Formats by query form: standard media types, and values of Content-Type. */
interface ChosenFormats {
  made: Record<string, string>;
  contentType: Record<string, string>;
}

/** Clients send few different wishes, and a choice takes longer than the rest of a cached answer. */
const choices = new LRUCache<string, ChosenFormats>({ max: 100 });

/** Picks a format for each query form, because only the thread knows the form. */
function formatsFor(request: FastifyRequest, word: string | undefined): ChosenFormats {
  const wish = JSON.stringify([word, request.headers.accept]);
  const known = choices.get(wish);
  if (known) return known;
  const choice: ChosenFormats = { made: {}, contentType: {} };
  for (const [form, formats] of Object.entries(formatsOf)) {
    const chosen = chosenFormat(request, formats, word);
    if (chosen) [choice.made[form], choice.contentType[form]] = [chosen.made, chosen.contentType];
  }
  choices.set(wish, choice);
  return choice;
}

/**
 * Runs a job while the client is connected and sends the answer, or 304 if the client has it already. `contentType` is the
 * Content-Type, for queries by form. Throws `Refusal`.
 */
async function sendAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  job: Job,
  contentType: string | Record<string, string>,
  {
    timeout = Number.POSITIVE_INFINITY,
    rows,
    word,
  }: { timeout?: number; rows?: number; word?: string | undefined } = {},
): Promise<FastifyReply> {
  vary(reply, 'Accept');
  const tag = hashOf(request.release.manifest.hash, JSON.stringify(job), JSON.stringify(contentType), String(rows));
  const version = { isText: true, tag, modified: undefined };
  // "*" asks if there is any answer, which is not known yet.
  if (request.headers['if-none-match'] !== '*' && isUnchanged(request, reply, version)) return reply;
  requireRoom(request);
  const { client, over: signal } = request;
  const outcome = await request.release.queries.run(job, { client, signal, timeout });
  if (outcome.kind === 'refused') throw new Refusal(outcome.status, outcome.message);
  if (outcome.kind === 'not-acceptable') throw noFormat(formatsOf[outcome.form], word);
  if (outcome.kind !== 'answer') throw notAnswered(outcome);
  if (outcome.truncated && rows !== undefined) tellTruncated(request, reply, rows);
  hold(request, outcome.body.length);
  const content = bytesContent(outcome.body);
  const mediaType = typeof contentType === 'string' ? contentType : (contentType[outcome.form ?? ''] ?? '');
  if (outcome.isRepeatable !== false) return send(request, reply, { ...version, content, mediaType });
  return reply.removeHeader('ETag').header('Cache-Control', 'no-store').type(mediaType).send(outcome.body);
}

/** Adds headers that say how many rows the truncated answer has, and where to download the graph. */
function tellTruncated({ release }: FastifyRequest, reply: FastifyReply, most: number): void {
  const { name, files } = release.manifest;
  const dumps = files.filter(({ file }) => file === `${name}.nq` || file === `${name}.ttl`);
  reply.header('X-Result-Truncated', String(most));
  reply.header(
    'Link',
    dumps.map(({ file, mediaType }) => `</${encodeURI(file)}>; rel="alternate"; type="${mediaType}"; title="all"`),
  );
}

/** Sends the service description. Redirects browsers to the query page. */
async function describe(request: FastifyRequest, reply: FastifyReply, format: string | undefined) {
  const { release } = request;
  const offered = release.manifest.site ? [...formats.graphs, formats.page] : formats.graphs;
  const chosen = requireFormat(request, reply, offered, format);
  if (chosen.made === 'text/html') return reply.redirect('/site/en/query.html', 303);
  const origin = originOf(request);
  const turtle = serviceDescription(`${origin === undefined ? release.manifest.base : `${origin}/`}sparql`, release);
  const job = { kind: 'document', turtle, mediaType: chosen.made } as const;
  if (chosen.made !== 'text/turtle') return sendAnswer(request, reply, job, chosen.contentType);
  return reply.header('Cache-Control', 'no-cache').type(chosen.contentType).send(turtle);
}

/** Describes the service and its graphs in Turtle (SPARQL 1.1 Service Description, section 3). */
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
  sd:resultFormat formats:SPARQL_Results_JSON, formats:SPARQL_Results_XML, formats:SPARQL_Results_CSV, formats:SPARQL_Results_TSV, formats:Turtle, formats:N-Triples, formats:JSON-LD, formats:RDF_XML ;
  sd:feature sd:UnionDefaultGraph ;
  sd:defaultDataset [
    a sd:Dataset ;
    sd:defaultGraph [ a sd:Graph, void:Dataset ; void:triples ${manifest.triples} ]${graphs.length === 0 ? '' : ` ;\n    sd:namedGraph\n      ${graphs.join(',\n      ')}`}
  ] .
`;
}

/** Serves graphs by URL or parameter (SPARQL 1.1 Graph Store HTTP Protocol, sections 4 and 5.2). */
function graphRoute(app: FastifyInstance, url: string, handler: RouteHandlerMethod): void {
  app.route({ method: ['GET', 'HEAD'], url, handler });
  refuseOthers(app, url, 'GET, HEAD, OPTIONS', 'Graphs are read-only: use GET or HEAD');
}

/** Returns the IRI of the requested graph; undefined for the default graph. Throws `Refusal`. */
function graphAsked(request: FastifyRequest): string | undefined {
  const { graph, default: all } = request.query as Record<string, unknown>;
  if ((graph === undefined) === (all === undefined) || Array.isArray(graph) || Array.isArray(all))
    throw new Refusal(400, 'Use ?default, or ?graph= with the IRI of one graph');
  if (graph === undefined) return undefined;
  const name = absolute(String(graph), request.release.manifest.base);
  if (name === undefined) throw new Refusal(400, 'The graph must be an IRI');
  return name;
}

async function sendGraph(request: FastifyRequest, reply: FastifyReply, graph: string | undefined) {
  if (graph !== undefined && !request.release.queries.graphs.has(graph)) throw new Refusal(404, 'Unknown graph');
  const isLarge = isLargeGraph(request.release, graph);
  if (isLarge && graph !== undefined) return sendLargeGraph(request, reply, graph);
  const chosen = requireFormat(request, reply, formats.graphs, formatWord(request));
  const dump = `${request.release.manifest.name}.${chosen.format.extension}`;
  if (isLarge && (await sendFile(request, reply, dump))) return reply;
  return sendAnswer(request, reply, { kind: 'graph', graph, mediaType: chosen.made }, chosen.contentType);
}

const formType = 'application/x-www-form-urlencoded';
const queryType = 'application/sparql-query';
const updateType = 'application/sparql-update';

/** Reads the parameters from the URL and the body (SPARQL 1.1 Protocol, section 2.1). Throws `Refusal`. */
function readRequest(request: FastifyRequest) {
  const isPosted = request.method === 'POST';
  const address = readForm(request.url.split('?').slice(1).join('?'));
  const parameters = new Map(address);
  for (const [name, values] of isPosted ? readBody(request) : [])
    parameters.set(name, [...(address.get(name) ?? []), ...values]);
  const queries = parameters.get('query') ?? [];
  if (parameters.has('update')) throw new Refusal(403, onlyReads);
  if (queries.length > 1) throw new Refusal(400, 'The request contains several queries: send one');
  if (isPosted && queries.length === 0) throw new Refusal(400, 'The request contains no query');
  if ((queries[0]?.length ?? 0) > limits.request.queryCharacters)
    throw new Refusal(413, `A query can have at most ${limits.request.queryCharacters} characters`);
  const seconds = Number(parameters.get('timeout')?.[0] ?? Number.POSITIVE_INFINITY);
  if (!(seconds > 0)) throw new Refusal(400, 'timeout must be a number of seconds above 0');
  return {
    query: queries[0], // undefined: the service description is requested
    dataset: datasetOf(parameters, request.release.manifest.base),
    figures: figuresAsked(parameters.get('figures'), request.release),
    timeout: Math.max(seconds, limits.request.leastSeconds),
    format: parameters.get('format')?.[0]?.replaceAll(' ', '+'), // restores an unescaped plus: "…/rdf+xml"
  };
}

/** Selects the figures of series, indicators and areas that a query also needs. Throws `Refusal`. */
function figuresAsked(names: string[] | undefined, release: ServedRelease): Selection | undefined {
  if (names === undefined) return undefined;
  const { figureNames, figures } = limits.query;
  if (names.length > figureNames) throw new Refusal(400, `figures: a query can name at most ${figureNames}`);
  const selection = selectFigures(figuresOf(release), names);
  if ('unknown' in selection)
    throw new Refusal(400, `figures: no series, indicator or area "${clip(selection.unknown)}" has figures`);
  if (selection.figures > figures) throw new Refusal(422, tooManyFigures(selection.figures));
  return selection;
}

const tooManyFigures = (figures: number): string =>
  `figures: ${figures} are too many for one query. Name fewer series, or an area too, or download figures.parquet`;

function readBody(request: FastifyRequest): Map<string, string[]> {
  const [type, charset] = bodyType(request);
  if (type === updateType) throw new Refusal(403, onlyReads);
  if (type !== formType && type !== queryType) throw new Refusal(415, `Post a query as ${formType} or ${queryType}`);
  if (charset !== 'utf-8' && charset !== 'utf8') throw notUtf8();
  const body = inUtf8(() => new TextDecoder('utf-8', { fatal: true }).decode((request.body as Buffer) ?? undefined));
  return type === formType ? readForm(body) : new Map([['query', [body]]]);
}

/** Returns the media type and the character encoding of the body (default: UTF-8). */
function bodyType(request: FastifyRequest): [string, string] {
  const [type, ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = parameters
    .map((one) => one.trim())
    .find((one) => one.startsWith('charset='))
    ?.slice(8);
  return [type?.trim() ?? '', charset?.replaceAll('"', '').trim() ?? 'utf-8'];
}

/** Parses "a=1&a=2" to a: 1, 2. `URLSearchParams` would accept bytes that are not UTF-8. */
function readForm(text: string): Map<string, string[]> {
  const parameters = new Map<string, string[]>();
  const pairs = text.split('&').filter((pair) => pair !== '');
  const most = limits.request.parameters;
  if (pairs.length > most) throw new Refusal(400, `A request can have at most ${most} parameters`);
  for (const pair of pairs) {
    const [, name, value] = /^([^=]*)=?(.*)$/s.exec(pair.replaceAll('+', ' ')) as RegExpExecArray;
    const key = inUtf8(() => decodeURIComponent(name as string));
    parameters.set(key, [...(parameters.get(key) ?? []), inUtf8(() => decodeURIComponent(value as string))]);
  }
  return parameters;
}

function inUtf8(decode: () => string): string {
  try {
    return decode();
  } catch {
    throw notUtf8();
  }
}

const notUtf8 = (): Refusal => new Refusal(400, 'The query is not UTF-8');

/**
 * Returns the dataset in the request, which overrides the dataset in the query (SPARQL 1.1 Protocol, section 2.1.4).
 */
function datasetOf(parameters: Map<string, string[]>, base: string): NamedDataset | undefined {
  const [defaults, named] = [parameters.get('default-graph-uri'), parameters.get('named-graph-uri')];
  if (defaults === undefined && named === undefined) return undefined;
  const all = (graphs: string[] = []): string[] => [...new Set(graphs.map((graph) => absolute(graph, base) ?? graph))];
  return { defaultGraphs: all(defaults), namedGraphs: all(named) };
}

/** Resolves an IRI reference (RFC 3986, section 5). Returns an absolute IRI unchanged. */
function absolute(reference: string, base: string): string | undefined {
  if (/^[A-Za-z][A-Za-z\d+.-]*:/.test(reference)) return reference;
  return URL.canParse(reference, base) ? new URL(reference, base).href : undefined;
}
