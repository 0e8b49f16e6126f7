import type { FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { Refusal } from './faults.js';
import known from './formats.json' with { type: 'json' };

/** What a client wants, and where it sees this server. */

/** The one of some languages that a client likes best, else the first. */
export const languageFor = <Code extends string | undefined>(request: FastifyRequest, offered: readonly Code[]): Code =>
  (new Negotiator(request.raw).language([...offered] as string[]) ?? offered[0]) as Code;

/**
 * The media type that a client likes best of those that there are (RFC 9110, section 12.5.1); undefined when it takes none
 * of them. Parameters but weights are passed over: ours have no others, and a profile of JSON-LD is but a wish.
 */
export function acceptedType({ headers }: FastifyRequest, mediaTypes: string[]): string | undefined {
  const accept = headers.accept?.replace(/;(?!\s*q\s*=)[^=;,]*(?:=(?:"[^"]*"|[^;,]*))?/gi, '');
  return new Negotiator({ headers: { accept } }).mediaType(mediaTypes);
}

/** A format that something is offered in. */
export interface Format {
  mediaTypes: [string, ...string[]]; // the standard one, and others that ask for it
  words: [string, ...string[]]; // what `?format=` calls it
}

/** A form that a thing is described in: a document, or a page. */
export interface Form extends Format {
  extension: string;
}

/** The formats of answers, the best of each first: whoever takes anything gets Turtle, as a program does; browsers ask for HTML by name. */
export const formats = known as {
  documents: Form[]; // of a thing
  page: Form;
  booleans: Format[]; // of ASK: a truth value is no table
  tables: Format[]; // of SELECT, besides these
  graphs: Format[]; // of CONSTRUCT and DESCRIBE; SPARQLWrapper asks in words of its own: rdf+xml, n3
};

/** What `?format=` says in the address. */
export function formatWord({ query }: FastifyRequest): string | undefined {
  const { format } = query as { format?: unknown };
  return format === undefined ? undefined : String(format);
}

/**
 * The format that a client wants: what `?format=` says, else what suits `Accept` best (RFC 9110, section 12.5.1). `made` is
 * its standard media type, and `told` what Content-Type says: the one that the client asks for.
 */
export function chosenFormat<One extends Format>(request: FastifyRequest, formats: One[], word: string | undefined) {
  // Standard media types come before other names, so that whoever takes anything gets the first.
  const standard = formats.map(({ mediaTypes }) => mediaTypes[0]);
  const offered = [...new Set([...standard, ...formats.flatMap(({ mediaTypes }) => mediaTypes)])];
  const accepted = word === undefined ? acceptedType(request, offered) : word;
  const format = formats.find(
    ({ mediaTypes, words }) => mediaTypes.includes(accepted ?? '') || (word !== undefined && words.includes(word)),
  );
  if (!format) return undefined;
  const [made] = format.mediaTypes;
  const told = word === undefined ? (accepted as string) : made;
  return { format, made, told: told.startsWith('text/') ? `${told}; charset=utf-8` : told };
}

/** The same where there must be one. Throws `Refusal`. */
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

/** Why there is no format for a client, with the list of those that there are. */
export function noFormat(
  formats: Format[],
  word: string | undefined,
  { sentence = 'this can be answered', headers = {} }: { sentence?: string; headers?: Refusal['headers'] } = {},
): Refusal {
  const list = formats.map(({ mediaTypes, words }) => `${mediaTypes[0]} (format=${words[0]})`).join('\n');
  return new Refusal(word === undefined ? 406 : 400, `${sentence} in these forms:\n${list}`, headers);
}

/** Says which headers of a request an answer depends on, besides those that were told already. */
export function vary(reply: FastifyReply, ...names: string[]): void {
  const known = [reply.getHeader('Vary') ?? []].flat().flatMap((one) => String(one).split(/\s*,\s*/));
  const isNew = (name: string): boolean => !known.some((one) => one.toLowerCase() === name.toLowerCase());
  reply.header('Vary', [...known, ...names.filter(isNew)].join(', '));
}

/** Where the client sees this server: "https://example.org"; undefined when it says nothing that an address may hold. */
export function originOf({ protocol, host }: FastifyRequest): string | undefined {
  const isHost = /^[\w.-]+(?::\d+)?$|^\[[\da-f:.]+\](?::\d+)?$/i.test(host);
  return isHost && /^https?$/.test(protocol) ? `${protocol}://${host}` : undefined;
}

/**
 * The path of a request, decoded once and without the slash that it begins with: "objective/10", "site/". Undefined
 * when it could be another path in disguise: with "..", empty steps, backslashes, control characters or wrong escapes.
 */
export function requestPath(url: string): string | undefined {
  const decoded = decode(url.replace(/[?#].*$/s, ''));
  if (decoded === undefined || !/^\/[^\\\p{Cc}]*$/u.test(decoded)) return undefined;
  const path = decoded.slice(1);
  const steps = path.split('/');
  const isPlain = steps.every((step, i) => step !== '.' && step !== '..' && (step !== '' || i === steps.length - 1));
  return isPlain ? path : undefined;
}

/** What follows the base in an IRI of our own, as a request for it says it; undefined for those of others. */
export function localPath(base: string, iri: string): string | undefined {
  if (!iri.startsWith(base)) return undefined;
  const tail = iri.slice(base.length).replace(/[#?].*$/s, '');
  return decode(tail) ?? tail; // escapes that are no UTF-8 come in no request
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/** A path as it may stand in a header or an address. */
export const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
