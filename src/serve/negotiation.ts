import type { FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { Refusal } from './faults.js';
import known from './formats.json' with { type: 'json' };
import { limits } from './settings.js';

/** Content negotiation, and the URL of this server as the client sees it. */

/** Picks the language that the client prefers, or otherwise the first. */
export const languageFor = <Code extends string | undefined>(request: FastifyRequest, offered: readonly Code[]): Code =>
  (new Negotiator(request.raw).language([...offered] as string[]) ?? offered[0]) as Code;

/**
 * Picks the media type that the client prefers (RFC 9110, section 12.5.1); undefined when it accepts no offered type.
 * Ignores all parameters except weights: no offered type has parameters, and a JSON-LD profile is only a preference.
 */
export function acceptedType({ headers }: FastifyRequest, mediaTypes: string[]): string | undefined {
  const accept = headers.accept
    ?.slice(0, limits.request.acceptCharacters)
    .replace(/;(?!\s*q\s*=)[^=;,]*(?:=(?:"[^"]*"|[^;,]*))?/gi, '');
  const best = (accept: string | undefined, offered: string[]): string | undefined =>
    new Negotiator({ headers: { accept } }).mediaType(offered);
  const found = best(accept, mediaTypes);
  if (!known.dataset.mediaTypes.includes(found ?? '')) return found;
  // Many clients prefer TriG a little, and then read only the default graph.
  const data = mediaTypes.filter((type) => !known.page.mediaTypes.includes(type));
  return best(accept?.replace(datasetType, lessPreferred), data);
}

const datasetType = new RegExp(`(${known.dataset.mediaTypes.join('|')})\\s*(?:;\\s*q\\s*=\\s*([\\d.]+))?`, 'gi');

const lessPreferred = (_all: string, mediaType: string, weight = '1'): string =>
  `${mediaType};q=${(Number.parseFloat(weight) * known.dataset.preference).toFixed(3)}`;

/** A format of an answer. */
export interface Format {
  mediaTypes: [string, ...string[]]; // the standard type, then its aliases
  words: [string, ...string[]]; // values of `?format=`
}

/** A format of a description: a document or a page. */
export interface Form extends Format {
  extension: string;
}

/** Formats of answers, best first. A client that accepts anything gets Turtle; browsers ask for HTML explicitly. */
export const formats = known as {
  graphs: Form[]; // for a resource, CONSTRUCT and DESCRIBE; "rdf+xml" and "n3" are for SPARQLWrapper
  dataset: Form & { preference: number }; // for a resource: statements in named graphs, less preferred than `graphs`
  page: Form;
  booleans: Format[]; // for ASK and SELECT
  tables: Format[]; // only for SELECT
};

/** Formats of a resource. */
export const documentFormats: Form[] = [...formats.graphs, formats.dataset];

/** Returns the value of `?format=`. */
export function formatWord({ query }: FastifyRequest): string | undefined {
  const { format } = query as { format?: unknown };
  return format === undefined ? undefined : String(format);
}

/**
 * Picks the format in `?format=`, or otherwise the best match for `Accept` (RFC 9110, section 12.5.1). `made` is its
 * standard media type. `contentType` is the value of Content-Type: the media type that the client asks for.
 */
export function chosenFormat<One extends Format>(request: FastifyRequest, formats: One[], word: string | undefined) {
  // Standard media types come before aliases, so that a client that accepts anything gets the first.
  const standard = formats.map(({ mediaTypes }) => mediaTypes[0]);
  const offered = [...new Set([...standard, ...formats.flatMap(({ mediaTypes }) => mediaTypes)])];
  const accepted = word === undefined ? acceptedType(request, offered) : word;
  const format = formats.find(
    ({ mediaTypes, words }) => mediaTypes.includes(accepted ?? '') || (word !== undefined && words.includes(word)),
  );
  if (!format) return undefined;
  const [made] = format.mediaTypes;
  const contentType = word === undefined ? (accepted as string) : made;
  return { format, made, contentType: contentType.startsWith('text/') ? `${contentType}; charset=utf-8` : contentType };
}

/** Does the same as `chosenFormat`, but throws `Refusal` when no format matches. */
export function requireFormat<One extends Format>(
  request: FastifyRequest,
  reply: FastifyReply,
  formats: One[],
  word: string | undefined,
  refusal: Parameters<typeof noFormat>[2] = {},
) {
  vary(reply, 'Accept');
  const chosen = chosenFormat(request, formats, word);
  if (!chosen) throw noFormat(formats, word, refusal);
  return chosen;
}

/** Explains that no format matches, and lists the available ones. */
export function noFormat(
  formats: Format[],
  word: string | undefined,
  { sentence = 'Available formats', headers = {} }: { sentence?: string; headers?: Refusal['headers'] } = {},
): Refusal {
  const list = formats.map(({ mediaTypes, words }) => `${mediaTypes[0]} (format=${words[0]})`).join('\n');
  return new Refusal(word === undefined ? 406 : 400, `${sentence}:\n${list}`, headers);
}

/** Adds names to the Vary header. */
export function vary(reply: FastifyReply, ...names: string[]): void {
  const known = [reply.getHeader('Vary') ?? []].flat().flatMap((one) => String(one).split(/\s*,\s*/));
  const isNew = (name: string): boolean => !known.some((one) => one.toLowerCase() === name.toLowerCase());
  reply.header('Vary', [...known, ...names.filter(isNew)].join(', '));
}

/** Returns the origin of this server as the client sees it ("https://example.org"); undefined when Host is invalid. */
export function originOf({ protocol, host }: FastifyRequest): string | undefined {
  const isHost = /^[\w.-]+(?::\d+)?$|^\[[\da-f:.]+\](?::\d+)?$/i.test(host);
  return isHost && /^https?$/.test(protocol) ? `${protocol}://${host}` : undefined;
}

/**
 * Returns the path of a request, decoded once and without its first slash: "topic/10", "site/". Undefined when the
 * path could hide another one: with "..", empty segments, backslashes, control characters or invalid escapes.
 */
export function requestPath(url: string): string | undefined {
  const decoded = decode(url.replace(/[?#].*$/s, ''));
  if (decoded === undefined || !/^\/[^\\\p{Cc}]*$/u.test(decoded)) return undefined;
  const path = decoded.slice(1);
  const steps = path.split('/');
  const isPlain = steps.every((step, i) => step !== '.' && step !== '..' && (step !== '' || i === steps.length - 1));
  return isPlain ? path : undefined;
}

/** Returns the decoded part of an IRI after the base; undefined for an IRI outside the base. */
export function localPath(base: string, iri: string): string | undefined {
  if (!iri.startsWith(base)) return undefined;
  const tail = iri.slice(base.length).replace(/[#?].*$/s, '');
  return decode(tail) ?? tail;
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/** Percent-encodes a path for a header or a URL. */
export const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
