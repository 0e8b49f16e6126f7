import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import fresh from 'fresh';
import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';
import parseRange from 'range-parser';
import { hold, whenOver } from './budget.js';
import { bytesContent, type Content } from './content.js';
import { vary } from './negotiation.js';
import { limits } from './settings.js';

/** Sends bytes over HTTP: conditional requests, ranges and compression. */

/** The version of a representation. */
export interface Version {
  isText: boolean; // worth compressing
  tag: string; // the ETag of these bytes, without quotes
  modified: string | undefined; // a date in HTTP format
}

/** Returns the SHA-256 hash of some words. */
export const hashOf = (...words: string[]): string => createHash('sha256').update(words.join('\n')).digest('hex');

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
  if (coding !== undefined) {
    const bytes = await compressed(tag, content, coding);
    hold(request, bytes.length);
    return reply.header('Content-Length', bytes.length).send(bytesContent(bytes).read());
  }
  const body = content.read(part);
  // If the connection ends first, a pipelined answer never starts, so its file must be closed here.
  if (body instanceof Readable) whenOver(request, () => body.destroy());
  return reply.send(body);
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

type Coding = keyof typeof coders;

/** Returns the content coding that the client prefers, or undefined if it prefers the plain content. */
function codingFor(request: FastifyRequest): Coding | undefined {
  const found = new Negotiator(request.raw).encoding(['br', 'gzip', 'identity']);
  return found === 'br' || found === 'gzip' ? found : undefined;
}

interface Source {
  content: Content;
  coding: Coding;
}

/** Compressed answers. All clients share them, because a large file takes 0.2 s. */
const kept = new LRUCache<string, Uint8Array, Source>({
  maxSize: limits.compressed.all,
  maxEntrySize: limits.compressed.one,
  sizeCalculation: ({ length }, key) => length + key.length,
  fetchMethod: async (_key, _old, { context: { content, coding } }) => {
    const body = content.read();
    const pieces: Uint8Array[] = [];
    await pipeline(body instanceof Uint8Array ? [body] : body, coders[coding](), async (coded) => {
      for await (const piece of coded) pieces.push(piece);
    });
    return Buffer.concat(pieces);
  },
});

/** Returns the compressed content, and closes it. `tag` identifies its bytes. */
async function compressed(tag: string, content: Content, coding: Coding): Promise<Uint8Array> {
  try {
    return (await kept.fetch(`${coding} ${tag}`, { context: { content, coding } })) as Uint8Array;
  } finally {
    await content.close();
  }
}
