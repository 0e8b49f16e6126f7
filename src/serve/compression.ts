import { pipeline } from 'node:stream/promises';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';
import type { Content } from './content.js';
import { limits } from './settings.js';

/** Compresses answers. A version of an answer is compressed once for all clients, because a large file takes 0.2 s. */

/** Fast compression levels, with windows that need little memory. */
const coders = {
  br: () =>
    createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_LGWIN]: 18 } }),
  gzip: () => createGzip({ level: 4 }),
};

type Coding = keyof typeof coders;

/** Returns the content coding that the client prefers; undefined for none. */
export function codingFor(request: FastifyRequest): Coding | undefined {
  const found = new Negotiator(request.raw).encoding(['br', 'gzip', 'identity']);
  return found === 'br' || found === 'gzip' ? found : undefined;
}

interface Source {
  content: Content;
  coding: Coding;
}

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
export async function compressed(tag: string, content: Content, coding: Coding): Promise<Uint8Array> {
  try {
    return (await kept.fetch(`${coding} ${tag}`, { context: { content, coding } })) as Uint8Array;
  } finally {
    await content.close();
  }
}
