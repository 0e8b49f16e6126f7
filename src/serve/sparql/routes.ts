import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import type { NamedDataset, QueryForm } from '../../graph/sparql.js';
import { Refusal, refuseOthers } from '../faults.js';
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
import type { ServedRelease } from '../release.js';
import { hashOf, isUnchanged, send, textContent, whenOver } from '../send.js';
import { limits, type Settings } from '../settings.js';
import { onlyReads } from './query-size.js';
import type { Job } from './worker.js';

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

const formatsOf: Record<QueryForm, Format[]> = {
  SELECT: [...formats.booleans, ...formats.tables],
  ASK: formats.booleans,
  CONSTRUCT: formats.graphs,
  DESCRIBE: formats.graphs,
};

/** The formats that suit a client for each form of query: only the thread learns which form it is. */
function formatsFor(request: FastifyRequest, word: string | undefined) {
  const [made, told]: [Record<string, string>, Record<string, string>] = [{}, {}];
  for (const [form, formats] of Object.entries(formatsOf)) {
    const chosen = chosenFormat(request, formats, word);
    if (chosen) [made[form], told[form]] = [chosen.made, chosen.told];
  }
  return { made, told };
}

let waiting = 0; // bytes of answers that are on their way to clients

/**
 * Has a job done as long as the client is there, and answers with what came of it, unless the client has that already.
 * `told` is the media type of the answer, for a query by its form. Throws `Refusal`.
 */
async function sendAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  job: Job,
  told: string | Record<string, string>,
  {
    timeout = Number.POSITIVE_INFINITY,
    rows,
    word,
  }: { timeout?: number; rows?: number; word?: string | undefined } = {},
): Promise<FastifyReply> {
  vary(reply, 'Accept');
  const tag = hashOf(request.release.manifest.hash, JSON.stringify(job), JSON.stringify(told), String(rows));
  const version = { isText: true, tag, modified: undefined };
  // Whether there is an answer at all, which is what "*" asks, is known later.
  if (request.headers['if-none-match'] !== '*' && isUnchanged(request, reply, version)) return reply;
  if (waiting > limits.waitingBytes) throw new Refusal(...refusals.busy);
  const outcome = await request.release.queries.run(job, { signal: request.over, timeout });
  if (outcome.kind === 'refused') throw new Refusal(outcome.status, outcome.message);
  if (outcome.kind === 'not-acceptable') throw noFormat(formatsOf[outcome.form], word);
  if (outcome.kind !== 'answer') throw new Refusal(...refusals[outcome.kind]);
  if (outcome.truncated && rows !== undefined) tellTruncated(request, reply, rows);
  const content = textContent(outcome.text);
  waiting += content.bytes;
  whenOver(request, () => {
    waiting -= content.bytes;
  });
  const mediaType = typeof told === 'string' ? told : (told[outcome.form ?? ''] ?? '');
  if (outcome.isRepeatable !== false) return send(request, reply, { ...version, content, mediaType });
  return reply.removeHeader('ETag').header('Cache-Control', 'no-store').type(mediaType).send(outcome.text);
}

/** The request was sound and asked for too much: 422. What may go well later is 503, with the time to wait. */
const refusals: Record<'timeout' | 'too-much' | 'busy', [statusCode: number, message: string]> = {
  timeout: [503, 'this took longer than a query may here: ask for less, or take the whole graph and ask it at home'],
  'too-much': [422, 'this wants more memory than a query may have here: ask for less, or take the whole graph'],
  busy: [503, 'there are too many queries now: try again in a moment'],
};

/** That there would be more, how much there is, and where all is. */
function tellTruncated({ release }: FastifyRequest, reply: FastifyReply, most: number): void {
  const { name, files } = release.manifest;
  const dumps = files.filter(({ file }) => file === `${name}.nq` || file === `${name}.ttl`);
  reply.header('X-Result-Truncated', String(most));
  reply.header(
    'Link',
    dumps.map(({ file, mediaType }) => `</${encodeURI(file)}>; rel="alternate"; type="${mediaType}"; title="all"`),
  );
}

/** The description of the service; to a browser, the page to write queries on. */
async function describe(request: FastifyRequest, reply: FastifyReply, format: string | undefined) {
  const { release } = request;
  const offered = release.manifest.site ? [...formats.graphs, formats.page] : formats.graphs;
  const chosen = requireFormat(request, reply, offered, format);
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
  sd:resultFormat formats:SPARQL_Results_JSON, formats:SPARQL_Results_XML, formats:SPARQL_Results_CSV, formats:SPARQL_Results_TSV, formats:Turtle, formats:N-Triples, formats:JSON-LD, formats:RDF_XML ;
  sd:feature sd:UnionDefaultGraph ;
  sd:defaultDataset [
    a sd:Dataset ;
    sd:defaultGraph [ a sd:Graph, void:Dataset ; void:triples ${manifest.triples} ]${graphs.length === 0 ? '' : ` ;\n    sd:namedGraph\n      ${graphs.join(',\n      ')}`}
  ] .
`;
}

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
  const chosen = requireFormat(request, reply, formats.graphs, formatWord(request));
  return sendAnswer(request, reply, { kind: 'graph', graph, mediaType: chosen.made }, chosen.told);
}

const formType = 'application/x-www-form-urlencoded';
const queryType = 'application/sparql-query';
const updateType = 'application/sparql-update';

/** A query as it came over HTTP, in the address and the body (SPARQL 1.1 Protocol, section 2.1). Throws `Refusal`. */
function readRequest(request: FastifyRequest) {
  const isPosted = request.method === 'POST';
  const address = readForm(request.url.split('?').slice(1).join('?'));
  const parameters = new Map(address);
  for (const [name, values] of isPosted ? readBody(request) : [])
    parameters.set(name, [...(address.get(name) ?? []), ...values]);
  const queries = parameters.get('query') ?? [];
  if (parameters.has('update')) throw new Refusal(403, onlyReads);
  if (queries.length > 1) throw new Refusal(400, 'one query is answered at a time, and there are several');
  if (isPosted && queries.length === 0) throw new Refusal(400, 'there is no query in the request');
  if ((queries[0]?.length ?? 0) > limits.request.queryCharacters)
    throw new Refusal(413, `a query has ${limits.request.queryCharacters} characters at most`);
  const seconds = Number(parameters.get('timeout')?.[0] ?? Number.POSITIVE_INFINITY);
  if (!(seconds > 0)) throw new Refusal(400, 'timeout is a number of seconds above 0');
  return {
    query: queries[0], // undefined: the service is asked for its description
    dataset: datasetOf(parameters, request.release.manifest.base),
    timeout: seconds,
    format: parameters.get('format')?.[0]?.replaceAll(' ', '+'), // a plus that was not escaped: "…/rdf+xml"
  };
}

function readBody(request: FastifyRequest): Map<string, string[]> {
  const [type, charset] = contentType(request);
  if (type === updateType) throw new Refusal(403, onlyReads);
  if (type !== formType && type !== queryType)
    throw new Refusal(415, `a query is posted as ${formType} or ${queryType}`);
  if (charset !== 'utf-8' && charset !== 'utf8') throw notUtf8();
  const body = inUtf8(() => new TextDecoder('utf-8', { fatal: true }).decode((request.body as Buffer) ?? undefined));
  return type === formType ? readForm(body) : new Map([['query', [body]]]);
}

/** The media type of the body, and its character encoding, which is UTF-8 when nothing is said. */
function contentType(request: FastifyRequest): [string, string] {
  const [type, ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = parameters
    .map((one) => one.trim())
    .find((one) => one.startsWith('charset='))
    ?.slice(8);
  return [type?.trim() ?? '', charset?.replaceAll('"', '').trim() ?? 'utf-8'];
}

/** "a=1&a=2" → a: 1, 2. `URLSearchParams` would pass over bytes that are not UTF-8. */
function readForm(text: string): Map<string, string[]> {
  const parameters = new Map<string, string[]>();
  const pairs = text.split('&').filter((pair) => pair !== '');
  const most = limits.request.parameters;
  if (pairs.length > most) throw new Refusal(400, `a request has ${most} parameters at most`);
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

const notUtf8 = (): Refusal => new Refusal(400, 'a query is sent as UTF-8');

/** The dataset of the request, which goes before that of the query (SPARQL 1.1 Protocol, section 2.1.4). */
function datasetOf(parameters: Map<string, string[]>, base: string): NamedDataset | undefined {
  const [defaults, named] = [parameters.get('default-graph-uri'), parameters.get('named-graph-uri')];
  if (defaults === undefined && named === undefined) return undefined;
  const all = (graphs: string[] = []): string[] => [...new Set(graphs.map((graph) => absolute(graph, base) ?? graph))];
  return { defaultGraphs: all(defaults), namedGraphs: all(named) };
}

/** An IRI reference against a base (RFC 3986, section 5); what is absolute already stays letter for letter. */
function absolute(reference: string, base: string): string | undefined {
  if (/^[A-Za-z][A-Za-z\d+.-]*:/.test(reference)) return reference;
  return URL.canParse(reference, base) ? new URL(reference, base).href : undefined;
}
