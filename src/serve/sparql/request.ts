import type { FastifyRequest } from 'fastify';
import type { NamedDataset } from '../../graph/sparql.js';
import { Refusal } from '../faults.js';
import { limits } from '../settings.js';
import { onlyReads } from './query-size.js';

const formType = 'application/x-www-form-urlencoded';
const queryType = 'application/sparql-query';
const updateType = 'application/sparql-update';

/** A query as it came over HTTP, in the address and the body (SPARQL 1.1 Protocol, section 2.1). Throws `Refusal`. */
export function readRequest(request: FastifyRequest) {
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
  const seconds = Number(parameters.get('timeout')?.[0] ?? 1);
  if (!(seconds > 0)) throw new Refusal(400, 'timeout is a number of seconds above 0');
  return {
    query: queries[0], // undefined: the service is asked for its description
    dataset: datasetOf(parameters, request.release.manifest.base),
    timeout: parameters.has('timeout') ? seconds * 1000 : undefined, // milliseconds
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
export function absolute(reference: string, base: string): string | undefined {
  if (/^[A-Za-z][A-Za-z\d+.-]*:/.test(reference)) return reference;
  return URL.canParse(reference, base) ? new URL(reference, base).href : undefined;
}
