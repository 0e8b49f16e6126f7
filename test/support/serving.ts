import { type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { followRelease } from '../../src/serve/release.js';
import { createServer, prepareRelease } from '../../src/serve/server.js';
import { type Settings, serverOptions, settingsOf } from '../../src/serve/settings.js';
import { atEnd } from './at-end.js';

/** A server for a release on a free port, like `gcm serve`. */
export interface Serving {
  address: string; // "http://127.0.0.1:40123/"
  app: FastifyInstance;
  log: string[];
  close(): Promise<void>;
}

/**
 * Serves the release that `folder` points to, until the tests of the file end. There is no rate limit by default.
 */
export async function serveRelease(folder: string, settings: Partial<Settings> = {}): Promise<Serving> {
  const all = { ...settingsOf((name) => serverOptions[name].standard), rate: 0, ...settings };
  const log: string[] = [];
  const current = await followRelease(folder, all, (message) => log.push(message), prepareRelease);
  const app = await createServer(current, all, (line) => log.push(line));
  await app.listen({ port: 0, host: '127.0.0.1' });
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await app.close();
    await current.close();
  };
  const server: Serving = {
    address: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/`,
    app,
    log,
    close: () => {
      closed ??= close();
      return closed;
    },
  };
  atEnd(server.close);
  return server;
}

export interface Answered {
  status: number;
  headers: IncomingHttpHeaders;
  bytes: Buffer;
  body: string;
}

/** Sends a request unchanged. `fetch` would normalize the path, follow redirects and decompress the answer. */
export function ask(
  address: string,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Answered> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () => {
        const bytes = Buffer.concat(pieces);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes, body: bytes.toString('utf8') });
      });
    });
    sent.on('error', reject).end();
  });
}

/** Splits list headers into a sorted list without duplicates. */
export const listOf = (header: string | string[] | undefined): string[] =>
  [...new Set([header ?? []].flat().flatMap((line) => line.split(/\s*,\s*(?![^<]*>)/)))].filter(Boolean).sort();
