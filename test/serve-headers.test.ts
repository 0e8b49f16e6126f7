import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import { root } from './support/gcm.js';
import { smallSite } from './support/releases.js';
import { ask, type Serving, serveRelease } from './support/serving.js';

let server: Serving;
beforeAll(async () => {
  server = await serveRelease(await smallSite());
});

/** Sends bytes and returns everything that the server answers. */
const raw = (bytes: string): Promise<string> => {
  const { hostname, port } = new URL(server.address);
  return text(connect(Number(port), hostname).end(bytes));
};

const safeHeaders: Record<string, string> = JSON.parse(
  readFileSync(path.join(root, 'src/serve/safe-headers.json'), 'utf8'),
);
const expected = Object.fromEntries(Object.entries(safeHeaders).map(([name, value]) => [name.toLowerCase(), value]));

describe('security headers', () => {
  it('forbid other sites to frame a page, and limit what it can do', () => {
    expect(expected).toMatchObject({
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      'permissions-policy': expect.stringContaining('geolocation=()'),
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    });
  });

  it.each([
    ['GET', '/site/en/index.html', 200],
    ['GET', '/site/assets/site.css', 200],
    ['GET', '/objective/1', 303],
    ['GET', '/objective/1.ttl', 200],
    ['GET', '/objective/1.nt', 200],
    ['GET', '/sparql?query=ASK%7B%7D', 200],
    ['GET', '/sparql?query=ASK', 400],
    ['GET', '/search?q=a', 200],
    ['GET', '/search', 400],
    ['GET', '/reconcile', 200],
    ['GET', '/health', 200],
    ['GET', '/metrics', 200],
    ['GET', '/nothing', 404],
    ['GET', '/%', 404],
    ['PUT', '/objective/1', 405],
    ['OPTIONS', '/sparql', 204],
  ])('are on the answer to %s %s', async (method, path, status) => {
    const answer = await ask(server.address, path, {}, method);
    expect([answer.status, answer.headers]).toEqual([status, expect.objectContaining(expected)]);
  });

  it('are on 304, on 429, and on the answer to data that is not HTTP', async () => {
    const { headers } = await ask(server.address, '/objective/1.ttl');
    const same = await ask(server.address, '/objective/1.ttl', { 'If-None-Match': headers.etag as string });
    expect([same.status, same.headers]).toEqual([304, expect.objectContaining(expected)]);
    const limited = await serveRelease(await smallSite(), { rate: 1 });
    await ask(limited.address, '/objective/1');
    const refused = await ask(limited.address, '/objective/1');
    expect([refused.status, refused.headers]).toEqual([429, expect.objectContaining(expected)]);
    const answer = await raw('nonsense\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    for (const [name, value] of Object.entries(safeHeaders)) expect(answer).toContain(`\r\n${name}: ${value}\r\n`);
  });

  it('let a reconciliation client frame a preview', async () => {
    const id = encodeURIComponent('http://metadata.un.org/sdg/C100701');
    const { status, headers } = await ask(server.address, `/reconcile/preview?id=${id}`);
    expect([status, headers['content-security-policy']]).toEqual([200, expect.not.stringContaining('frame-ancestors')]);
  });
});

describe('the version of HTTP', () => {
  it('must be 1.0 or 1.1', async () => {
    expect(await raw('GET /health\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 505 .*\nUnsupported version of HTTP: use HTTP\/1\.1\n$/s,
    );
    expect(await raw('GET /health HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
    expect(await raw('GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
    expect(await raw('GET /health HTTP/2.0\r\nHost: a\r\n\r\n')).not.toMatch(/^HTTP\/1\.1 200 /);
  });
});
