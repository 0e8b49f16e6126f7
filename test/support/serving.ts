import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { followRelease } from '../../src/serve/release.js';
import { createServer } from '../../src/serve/server.js';
import { type Settings, standardSettings } from '../../src/serve/settings.js';

/** A server over a release, as `gcm serve` starts it, on a free port of this machine. */
export interface Serving {
  address: string; // "http://127.0.0.1:40123/"
  app: FastifyInstance;
  log: string[];
  close(): Promise<void>;
}

/** Serves the release at `folder`, or the one that it points to from time to time. Rates are not limited unless asked for. */
export async function serveRelease(folder: string, settings: Partial<Settings> = {}): Promise<Serving> {
  const all = { ...standardSettings, rate: 0, ...settings };
  const log: string[] = [];
  const current = await followRelease(folder, all, (message) => log.push(message));
  const app = await createServer(current, all, (line) => log.push(line));
  await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    address: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/`,
    app,
    log,
    close: async () => {
      await app.close();
      await current.close();
    },
  };
}
