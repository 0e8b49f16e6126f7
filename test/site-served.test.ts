import { once } from 'node:events';
import { chmodSync, existsSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStaticServer } from '../src/serve/static.js';
import { gcm } from './support/gcm.js';
import { made } from './support/made.js';

let release = '';
let server: Server;
let address = '';

beforeAll(async () => {
  const project = made();
  expect(gcm(['build', '--base', 'https://example.org/site/mine/'], { cwd: project }).code).toBe(0);
  release = path.join(project, 'build/current');
  server = createStaticServer(release).listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

describe('a release that is served', () => {
  it('has a page for what is not there that works at any depth, though it was made for another place', async () => {
    const response = await fetch(`${address}/site/en/no/such/page.html`);
    expect(response.status).toBe(404);
    const page = await response.text();
    const links = [...page.matchAll(/ (?:href|src|data-index)="([^"]*)"/g)].map(([, link]) => link as string);
    const own = links.filter((link) => !/^(?:https?:|#)/.test(link));
    expect(own).toEqual(expect.arrayContaining(['/site/assets/site.css', '/site/en/search-index.js']));
    for (const link of own) expect((await fetch(new URL(link, response.url))).status, link).toBe(200);
  });

  it.skipIf(!existsSync('/proc/self/fd'))('keeps no file open for those who went away', async () => {
    const file = path.join(release, 'large.nt');
    writeFileSync(file, Buffer.alloc(50e6));
    const open = (): number =>
      readdirSync('/proc/self/fd').filter((name) => {
        try {
          return readlinkSync(`/proc/self/fd/${name}`).endsWith('large.nt');
        } catch {
          return false; // the one that lists them
        }
      }).length;
    for (let i = 0; i < 20; i++) {
      const request = get(`${address}/large.nt`);
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      await once(response, 'data');
      response.destroy();
    }
    await expect.poll(open, { timeout: 10_000 }).toBe(0);
  });

  it.skipIf(process.getuid?.() === 0)('does not give what it may not read for a file', async () => {
    const file = path.join(release, 'closed.nt');
    writeFileSync(file, 'x');
    chmodSync(file, 0);
    expect((await fetch(`${address}/closed.nt`)).status).toBe(404);
  });
});
