import { createHash } from 'node:crypto';
import { pipeline, Readable } from 'node:stream';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import fresh from 'fresh';
import Negotiator from 'negotiator';
import parseRange from 'range-parser';
import { hold, whenOver } from './budget.js';
import { vary } from './negotiation.js';
import { limits } from './settings.js';

/** Sends bytes over HTTP: conditional requests, ranges and compression. */

/** The body of an answer: an open file or a text. */
export interface Content {
  bytes: number;
  /** Reads everything, or from `start` to `end` (inclusive), and then closes the content. */
  read(range?: { start: number; end: number }): Readable | Uint8Array;
  /** Closes the content without reading it. */
  close(): Promise<void>;
}

/** The version of a representation. */
export interface Version {
  isText: boolean; // worth compressing
  tag: string; // the ETag of these bytes, without quotes
  modified: string | undefined; // a date in HTTP format
}

/** Returns the SHA-256 hash of some words. */
export const hashOf = (...words: string[]): string => createHash('sha256').update(words.join('\n')).digest('hex');

/** Wraps a text, to be sent like a file. */
export const textContent = (text: string): Content => bytesContent(Buffer.from(text));

/** Wraps bytes, to be sent like a file. Many bytes are sent in pieces, so that the speed of the client can be measured. */
export function bytesContent(bytes: Uint8Array): Content {
  return {
    bytes: bytes.length,
    read: ({ start, end } = { start: 0, end: bytes.length - 1 }) => {
      const part = bytes.subarray(start, end + 1);
      return part.length > pieceBytes ? Readable.from(piecesOf(part)) : part;
    },
    close: async () => {},
  };
}

const pieceBytes = 32_768;

function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}

/** Minimum size for compression, in bytes. */
const worthwhile = 1024;

/**
 * Sends a representation or the requested range, or 304 if the client has it already (RFC 9110, sections 12.5.3, 13 and
 * 14).
 */
export async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  { content, mediaType, isText, tag, modified }: Version & { content: Content; mediaType: string },
): Promise<FastifyReply> {
  const canCode = isText && content.bytes > worthwhile;
  if (isUnchanged(request, reply, { isText: canCode, tag, modified })) {
    await content.close();
    return reply;
  }
  reply.type(mediaType).header('Accept-Ranges', 'bytes');
  const range = rangeOf(request);
  const part = range === undefined ? undefined : partOf(range, request, `"${tag}"`, content.bytes);
  if (part === 'none') {
    await content.close();
    reply.removeHeader('ETag').header('Content-Range', `bytes */${content.bytes}`).type('text/plain; charset=utf-8');
    return reply.code(416).send(`Range outside this file of ${content.bytes} bytes\n`);
  }
  if (part) reply.code(206).header('Content-Range', `bytes ${part.start}-${part.end}/${content.bytes}`);
  const length = part ? part.end - part.start + 1 : content.bytes;
  const coding = canCode && range === undefined ? codingFor(request) : undefined;
  if (coding === undefined) reply.header('Content-Length', length);
  else reply.removeHeader('Accept-Ranges').header('Content-Encoding', coding);
  if (request.method === 'HEAD' || length === 0) {
    await content.close();
    return reply.send();
  }
  try {
    if (coding !== undefined) hold(request, Math.min(limits.coderBytes, length));
  } catch (error) {
    await content.close();
    throw error;
  }
  const body = content.read(part);
  if (body instanceof Uint8Array && coding === undefined) return reply.send(body);
  const stream = body instanceof Uint8Array ? Readable.from([body]) : body;
  // If the connection ends first, a pipelined answer never starts, so its file must be closed here.
  whenOver(request, () => stream.destroy());
  return reply.send(coding === undefined ? stream : pipeline(stream, coders[coding](), () => {}));
}

/** Sets the version headers. Returns true if the client has this version, after sending 304. */
export function isUnchanged(request: FastifyRequest, reply: FastifyReply, { isText, tag, modified }: Version): boolean {
  if (isText) vary(reply, 'Accept-Encoding');
  const isCoded = isText && rangeOf(request) === undefined && codingFor(request) !== undefined;
  const etag = isCoded ? `W/"${tag}"` : `"${tag}"`;
  reply.headers({ ETag: etag, 'Cache-Control': 'no-cache' });
  if (modified !== undefined) reply.header('Last-Modified', modified);
  if (request.method === 'POST') return false;
  // If-Modified-Since is not enough: two versions can have the same day (RFC 9110, section 8.8.2.2).
  if (request.headers['if-none-match'] === undefined || !fresh(request.headers, { etag })) return false;
  reply.code(304).send();
  return true;
}

const rangeOf = ({ method, headers }: FastifyRequest): string | undefined =>
  method === 'GET' ? headers.range : undefined;

/** Returns the requested range; undefined for several ranges, or when the client has another version. */
function partOf(range: string, { headers }: FastifyRequest, etag: string, bytes: number) {
  const condition = headers['if-range'];
  // Two versions can have the same day, so only an ETag is accepted (RFC 9110, section 13.1.5).
  if (condition !== undefined && condition !== etag) return undefined;
  const parts = parseRange(bytes, range);
  if (parts === -1) return 'none';
  return parts === -2 || parts.type !== 'bytes' || parts.length !== 1 ? undefined : parts[0];
}

/** Fast compression levels, with windows that need little memory. */
const coders = {
  br: () =>
    createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_LGWIN]: 18 } }),
  gzip: () => createGzip({ level: 4 }),
};

function codingFor(request: FastifyRequest): keyof typeof coders | undefined {
  const found = new Negotiator(request.raw).encoding(['br', 'gzip', 'identity']);
  return found === 'br' || found === 'gzip' ? found : undefined;
}
