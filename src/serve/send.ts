import { createHash } from 'node:crypto';
import { pipeline, Readable } from 'node:stream';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import fresh from 'fresh';
import Negotiator from 'negotiator';
import parseRange from 'range-parser';
import { vary } from './negotiation.js';

/** Sending bytes over HTTP: versions, parts and compression. */

/** What is sent: a file that is open, or a text. */
export interface Content {
  bytes: number;
  /** From `start` to `end`, both included, or all of it; closes the content when it is done. */
  read(range?: { start: number; end: number }): Readable;
  /** Instead of reading it. */
  close(): Promise<void>;
}

/** What tells a representation from others of the same address. */
export interface Version {
  isText: boolean; // it is worth compressing
  tag: string; // that of these very bytes, without quotes
  modified: string | undefined; // a date as HTTP writes it
}

/** The SHA-256 of some words. */
export const hashOf = (...words: string[]): string => createHash('sha256').update(words.join('\n')).digest('hex');

/** A text that is there already, to be sent like a file. */
export function textContent(text: string): Content {
  const bytes = Buffer.from(text);
  return {
    bytes: bytes.length,
    read: (range) => Readable.from([range ? bytes.subarray(range.start, range.end + 1) : bytes]),
    close: async () => {},
  };
}

/** Under this many bytes compression gains nothing. */
const worthwhile = 1024;

/**
 * Answers with a representation, or with the part of it that is asked for, or that nothing has changed (RFC 9110,
 * sections 12.5.3, 13 and 14).
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
    return reply.code(416).send(`this has ${content.bytes} bytes, and none of those that were asked for\n`);
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
  const stream = content.read(part);
  // An answer that waits behind another on its connection is never begun when that ends: what it reads from is closed.
  whenOver(request, () => stream.destroy());
  return reply.send(coding === undefined ? stream : pipeline(stream, coders[coding](), () => {}));
}

/** Tells the version, and whether the client has it already; then that has been sent. */
export function isUnchanged(request: FastifyRequest, reply: FastifyReply, { isText, tag, modified }: Version): boolean {
  if (isText) vary(reply, 'Accept-Encoding');
  const isCoded = isText && rangeOf(request) === undefined && codingFor(request) !== undefined;
  const etag = isCoded ? `W/"${tag}"` : `"${tag}"`;
  reply.headers({ ETag: etag, 'Cache-Control': 'no-cache' });
  if (modified !== undefined) reply.header('Last-Modified', modified);
  if (request.method === 'POST') return false; // what it asks for is in its body
  // A day tells no two versions apart: that a client knows the date alone is not enough (RFC 9110, section 8.8.2.2).
  if (request.headers['if-none-match'] === undefined || !fresh(request.headers, { etag })) return false;
  reply.code(304).send();
  return true;
}

/** Acts once when the answer has been sent or the client has gone, which may have happened already. */
export function whenOver({ over }: FastifyRequest, act: () => void): void {
  if (over.aborted) act();
  else over.addEventListener('abort', act, { once: true });
}

const rangeOf = ({ method, headers }: FastifyRequest): string | undefined =>
  method === 'GET' ? headers.range : undefined;

/** The one part that is asked for; undefined when it is several, or when the client has another version. */
function partOf(range: string, { headers }: FastifyRequest, etag: string, bytes: number) {
  const condition = headers['if-range'];
  // A day tells no two versions apart, so that only a tag counts (RFC 9110, section 13.1.5).
  if (condition !== undefined && condition !== etag) return undefined;
  const parts = parseRange(bytes, range);
  if (parts === -1) return 'none';
  return parts === -2 || parts.type !== 'bytes' || parts.length !== 1 ? undefined : parts[0];
}

/** Quick levels: what is sent once is not worth minutes. */
const coders = {
  br: () => createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: () => createGzip({ level: 4 }),
};

function codingFor(request: FastifyRequest): keyof typeof coders | undefined {
  const found = new Negotiator(request.raw).encoding(['br', 'gzip', 'identity']);
  return found === 'br' || found === 'gzip' ? found : undefined;
}
