import type { FastifyRequest } from 'fastify';
import { requestLimits } from '../settings.js';
import { onlyReads, type Refusal } from './read-query.js';

/** A query as it came over HTTP (SPARQL 1.1 Protocol, section 2.1). */
export interface QueryRequest {
  query: string | undefined; // undefined: the service is asked for its description
  defaultGraphs: string[] | undefined; // undefined: the request names no dataset
  namedGraphs: string[] | undefined;
  timeout: number | undefined; // milliseconds
  format: string | undefined;
}

const formType = 'application/x-www-form-urlencoded';
const queryType = 'application/sparql-query';
const updateType = 'application/sparql-update';

const notUtf8 = { status: 400, refused: 'a query is sent as UTF-8' };

type Parameters = Map<string, string[]>;

export function readRequest(request: FastifyRequest): QueryRequest | Refusal {
  const address = readForm(request.url.split('?').slice(1).join('?'));
  if ('refused' in address) return address;
  if (request.method !== 'POST') return fromParameters(address, false);
  const [type, charset] = contentType(request);
  if (type === updateType) return onlyReads;
  if (type !== formType && type !== queryType)
    return { status: 415, refused: `a query is posted as ${formType} or ${queryType}` };
  const body = charset === 'utf-8' || charset === 'utf8' ? decoded(request.body) : undefined;
  if (body === undefined) return notUtf8;
  const more = type === formType ? readForm(body) : new Map([['query', [body]]]);
  if ('refused' in more) return more;
  for (const [name, values] of more) for (const value of values) add(address, name, value);
  return fromParameters(address, true);
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

function decoded(body: unknown): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode((body as Buffer | undefined) ?? Buffer.alloc(0));
  } catch {
    return undefined;
  }
}

/** So many parameters have a meaning nowhere. */
const mostParameters = 1000;

/** "a=1&a=2" → a: 1, 2. */
function readForm(text: string): Parameters | Refusal {
  const parameters: Parameters = new Map();
  const pairs = text.split('&').filter((pair) => pair !== '');
  if (pairs.length > mostParameters)
    return { status: 400, refused: `a request has ${mostParameters} parameters at most` };
  try {
    for (const pair of pairs) {
      const [name, value] = split(pair).map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
      add(parameters, name as string, value as string);
    }
    return parameters;
  } catch {
    return notUtf8;
  }
}

function add(parameters: Parameters, name: string, value: string): void {
  const known = parameters.get(name);
  if (known) known.push(value);
  else parameters.set(name, [value]);
}

function split(pair: string): [string, string] {
  const equals = pair.indexOf('=');
  return equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
}

function fromParameters(parameters: Parameters, isPosted: boolean): QueryRequest | Refusal {
  const queries = parameters.get('query') ?? [];
  if (parameters.has('update')) return onlyReads;
  if (queries.length > 1) return { status: 400, refused: 'one query is answered at a time, and there are several' };
  if (isPosted && queries.length === 0) return { status: 400, refused: 'there is no query in the request' };
  if ((queries[0]?.length ?? 0) > requestLimits.queryCharacters)
    return { status: 413, refused: `a query has ${requestLimits.queryCharacters} characters at most` };
  const seconds = Number(parameters.get('timeout')?.[0] ?? 1);
  if (!(seconds > 0)) return { status: 400, refused: 'timeout is a number of seconds above 0' };
  return {
    query: queries[0],
    defaultGraphs: parameters.get('default-graph-uri'),
    namedGraphs: parameters.get('named-graph-uri'),
    timeout: parameters.has('timeout') ? seconds * 1000 : undefined,
    format: parameters.get('format')?.[0]?.replaceAll(' ', '+'), // a plus that was not escaped: "…/rdf+xml"
  };
}
