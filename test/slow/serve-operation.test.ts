import { once } from 'node:events';
import { get as httpGet, request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { gcmProcess, smallProject } from '../support/gcm.js';
import { madeRelease, releaseOf } from '../support/releases.js';
import { type Serving, serveRelease } from '../support/serving.js';

const ask = (text: string): string => `sparql?query=${encodeURIComponent(text)}`;

const release = (): Promise<string> => releaseOf(smallProject());

describe('server monitoring', () => {
  let server: Serving;
  beforeAll(async () => {
    server = await serveRelease(await release());
  });
  const get = (asked: string, init?: RequestInit): Promise<Response> => fetch(server.address + asked, init);

  it('reports that the server is alive, and the release that it serves', async () => {
    expect(await (await get('health')).text()).toBe('alive\n');
    expect(await (await get('ready')).json()).toMatchObject({
      release: 'gcm-sdg',
      hash: expect.stringMatching(/^\w{64}$/),
    });
  });

  it('accepts an absolute URL, as proxies send it', async () => {
    const { hostname, port } = new URL(server.address);
    const [response] = await once(request({ hostname, port, path: 'http://example.org/health' }).end(), 'response');
    expect(response.resume().statusCode).toBe(200);
  });

  it('counts answers by route instead of URL', async () => {
    await get('no/such/thing');
    const text = await (await get('metrics')).text();
    expect(text).toMatch(/^gcm_requests_total\{method="GET",route="[^"]*",status="404"\} 1$/m);
    expect(text).toMatch(/^gcm_queries_waiting\{class="query"\} 0$/m);
    expect(text).not.toContain('no/such');
  });

  it('logs a line of JSON per answer, with the hash of the query and without control characters', async () => {
    server.log.length = 0;
    await get(`${ask('ASK { ?secret ?p ?o }')}`);
    const body = new URLSearchParams({ query: 'ASK { ?secret ?p ?o }' });
    await get('sparql', { method: 'POST', body });
    await get('%C2%9B31m%E2%80%AE%0A');
    const lines = server.log.map((line) => JSON.parse(line));
    expect(lines[0]).toMatchObject({
      method: 'GET',
      path: '/sparql',
      status: 200,
      query: expect.stringMatching(/^\w{16}$/),
    });
    expect(lines[1]).toMatchObject({ method: 'POST', query: lines[0].query });
    expect(lines).toHaveLength(3);
    expect(server.log.join('')).not.toContain('secret');
    expect(server.log.join('')).toMatch(/^[\n\x20-\x7e]*$/);
  });

  it('logs a client that disconnects before its answer', async () => {
    server.log.length = 0;
    const endless = `${server.address}sparql?${new URLSearchParams({ query: 'SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?f' })}`;
    const client = httpGet(endless, { agent: false }).on('error', () => {});
    await once(client, 'socket');
    setTimeout(() => client.destroy(), 200);
    await expect.poll(() => server.log.map((line) => JSON.parse(line).status)).toEqual([499]);
    expect(await (await get('metrics')).text()).toMatch(
      /^gcm_requests_total\{method="GET",route="\/sparql",status="499"\} 1$/m,
    );
  });

  it('logs only the answer if a client disconnects after the last byte of a file', async () => {
    const { hostname, port } = new URL(server.address);
    const plain = { method: 'HEAD', headers: { 'Accept-Encoding': 'identity' } };
    const whole = Number((await get('gcm-sdg.nq', plain)).headers.get('content-length'));
    expect(whole).toBeGreaterThan(1000);
    await get('no/such/thing'); // reads the graph now
    server.log.length = 0;
    for (let i = 0; i < 10; i++) {
      const client = connect(Number(port), hostname);
      client.write('GET /gcm-sdg.nq HTTP/1.1\r\nHost: x\r\n\r\n');
      let received = '';
      for await (const piece of client.setEncoding('latin1')) {
        received += piece;
        if (received.length - received.indexOf('\r\n\r\n') - 4 === whole) break; // disconnects
      }
    }
    await expect.poll(() => server.log.length).toBeGreaterThanOrEqual(10);
    const noted = server.log.map((line) => JSON.parse(line)).map(({ level, status }) => [level, status]);
    expect(noted).toEqual(Array.from({ length: 10 }, () => [30, 200]));
  });

  it('answers invalid HTTP with a sentence', async () => {
    const { hostname, port } = new URL(server.address);
    const client = connect(Number(port), hostname);
    client.write('no HTTP\r\n\r\n');
    const answer = await text(client);
    expect(answer).toMatch(/^HTTP\/1\.1 400 .*\r\nContent-Type: text\/plain; charset=utf-8\r\n/);
    expect(answer).toMatch(/\r\n\r\nInvalid request\n$/);
  });

  it('suggests POST for a long query that is sent by GET', async () => {
    const response = await get(ask(`ASK {} # ${'x'.repeat(20_000)}`));
    expect([response.status, await response.text()]).toEqual([431, expect.stringContaining('by POST')]);
  });

  it('allows pages of other origins to read', async () => {
    const { headers } = await get(ask('ASK {}'), { headers: { Origin: 'https://example.org' } });
    expect(headers.get('access-control-allow-origin')).toBe('*');
    const { status } = await get('sparql', {
      method: 'OPTIONS',
      headers: { Origin: 'https://example.org', 'Access-Control-Request-Method': 'POST' },
    });
    expect(status).toBe(204);
    expect((await get('sparql', { method: 'OPTIONS' })).status).toBe(204);
  });

  it('rejects compressed bodies', async () => {
    const headers = { 'Content-Encoding': 'gzip', 'Content-Type': 'application/sparql-query' };
    const response = await get('sparql', { method: 'POST', headers, body: gzipSync('ASK {}') });
    expect([response.status, response.headers.get('accept-encoding')]).toEqual([415, 'identity']);
  });
});

describe('a client that does not read', () => {
  const statements = Array.from({ length: 30_000 }, (_, i) => `<n${i}> <is> "${'x'.repeat(200)}" .`).join('\n');

  it('is disconnected after some time, and leaves nothing open', { timeout: 200_000 }, async () => {
    const server = await serveRelease(madeRelease('https://example.org/', { 'graph/all': statements }), {
      timeout: 2,
    });
    const { hostname, port } = new URL(server.address);
    const client = connect(Number(port), hostname).pause();
    client.on('error', () => {});
    // 30 answers with 200 MB in total, one after the other on one connection. The limit of waiting answers is 128 MB.
    client.write('GET /graph/all HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(30));
    const connections = promisify(server.app.server.getConnections.bind(server.app.server));
    await expect.poll(() => connections(), { timeout: 10_000 }).toBe(1);
    await expect.poll(() => connections(), { timeout: 150_000, interval: 500 }).toBe(0); // Node can wait twice
    client.destroy();
    expect((await fetch(server.address + ask('ASK {}'))).status).toBe(200);
  });
});

describe('trusted proxies', () => {
  it.each(['nonsense', '10.0.0.0/33', '10.0.0.0/8/8', '::1/x', '0.0.0.0/0'])('must be addresses, not %s', (proxy) => {
    const { code, stderr } = gcmProcess(['serve', '--port', '0', '--trust-proxy', proxy]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^gcm: --trust-proxy: .* is not an IP address/)]);
  });
});

describe('headers of a proxy', () => {
  it('are ignored if they cannot be part of a URL', async () => {
    const server = await serveRelease(await release(), { trustProxy: ['127.0.0.1'] });
    const described = async (protocol: string): Promise<string> => {
      const headers = { 'X-Forwarded-Proto': protocol, 'X-Forwarded-Host': 'example.org' };
      return (await fetch(`${server.address}sparql`, { headers })).text();
    };
    expect(await described('https')).toContain('<https://example.org/sparql> a sd:Service');
    expect(await described('x:> <y')).not.toContain('x:>');
  });
});

describe('the rate of a client', () => {
  it('is limited, except for monitoring', async () => {
    const server = await serveRelease(await release(), { rate: 5 });
    const statuses: number[] = [];
    for (let i = 0; i < 7; i++) statuses.push((await fetch(`${server.address}ready2`)).status);
    expect(statuses).toEqual([404, 404, 404, 404, 404, 429, 429]);
    const refused = await fetch(`${server.address}ready2`);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    for (const always of ['health', 'ready?x', 'metrics'])
      expect((await fetch(server.address + always)).status, always).toBe(200);
  });

  it('uses the client address from a trusted proxy only', async () => {
    const from = (client: string): RequestInit => ({ headers: { 'X-Forwarded-For': client } });
    for (const [trustProxy, expected] of [
      [['127.0.0.1'], [404, 404]],
      [[], [404, 429]],
    ] as [string[], number[]][]) {
      const server = await serveRelease(await release(), { rate: 1, trustProxy });
      const first = await fetch(`${server.address}x`, from('192.0.2.1'));
      const second = await fetch(`${server.address}x`, from('192.0.2.2'));
      expect([first.status, second.status]).toEqual(expected);
    }
  });
});
