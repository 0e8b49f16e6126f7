import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { get, request } from 'node:http';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ServerProcess, startServer } from '../support/processes.js';
import { heavyRelease } from '../support/releases.js';
import { refusal } from '../support/sparql.js';

let server: ServerProcess;
beforeAll(async () => {
  server = await startServer(heavyRelease(), ['--timeout', '60']);
});

/** Sends a query. Queries that check the server must be unique, because cached answers need no thread. */
const query = (text: string, more: Record<string, string> = {}): Promise<Response> =>
  fetch(`${server.address}sparql?${new URLSearchParams({ query: text, ...more })}`);

const endless = 'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }';

describe('bodies', () => {
  const megabyte = Buffer.alloc(1 << 20, 0x20);

  /** Sends 50 MB until the server stops reading. The answer can arrive before the end of the body. */
  function send(headers: Record<string, string | number>): Promise<number | undefined> {
    return new Promise((resolve) => {
      const post = request(`${server.address}sparql`, {
        method: 'POST',
        headers: { 'content-type': 'application/sparql-query', ...headers },
      });
      post.on('response', (response) => resolve(response.statusCode));
      post.on('error', () => resolve(undefined));
      Readable.from(Array.from({ length: 50 }, () => megabyte)).pipe(post);
    });
  }

  it.each([
    ['with a length', { 'content-length': 50 << 20 }],
    ['in pieces', { 'transfer-encoding': 'chunked' }],
  ])('of 50 MB are rejected: %s', async (_how, headers) => {
    const before = server.memory();
    expect(await send(headers as Record<string, string | number>)).toBe(413);
    expect(server.memory()).toBeLessThan(before + 40);
  });
});

describe('slow clients', () => {
  /** Sends one more piece per second until the server closes the connection. */
  async function drip(start: string, more: string): Promise<{ seconds: number; said: string }> {
    const { port, hostname } = new URL(server.address);
    const socket = connect(Number(port), hostname);
    let said = '';
    socket.on('data', (data) => {
      said += data;
    });
    socket.on('error', () => {});
    socket.write(start);
    const begun = performance.now();
    const dripping = setInterval(() => socket.write(more), 1000);
    await once(socket, 'close');
    clearInterval(dripping);
    return { seconds: (performance.now() - begun) / 1000, said };
  }

  it('are disconnected with an error message', async () => {
    const line = 'POST /sparql HTTP/1.1\r\nHost: x\r\n';
    const [headers, body] = await Promise.all([
      drip(line, 'X-More: x\r\n'),
      drip(`${line}Content-Type: application/sparql-query\r\nContent-Length: 1000\r\n\r\n`, ' '),
    ]);
    expect(headers.seconds).toBeLessThan(14);
    expect(body.seconds).toBeLessThan(26);
    for (const { said } of [headers, body]) expect(said).toMatch(/^HTTP\/1\.1 408 /);
    expect((await query('ASK {} # 1')).status).toBe(200);
  });
});

describe('clients that disconnect', () => {
  const descriptors = (): number => readdirSync(`/proc/${server.pid}/fd`).length;

  /** Returns the number of running and waiting queries. */
  async function atWork(): Promise<string> {
    const metrics = await (await fetch(`${server.address}metrics`)).text();
    return ['running', 'waiting']
      .map((what) => new RegExp(`^gcm_queries_${what}\\{class="query"\\} (\\d+)$`, 'm').exec(metrics)?.[1])
      .join(' ');
  }

  it('leave no query running and nothing open', async () => {
    expect((await query('ASK {} # 2')).status).toBe(200);
    await sleep(500);
    const before = descriptors();
    for (let round = 0; round < 20; round++) {
      const address = `${server.address}sparql?${new URLSearchParams({ query: endless })}`;
      // A separate connection for each, which fetch would reuse.
      const all = Array.from({ length: 50 }, () => get(address, { agent: false }).on('error', () => {}));
      await sleep(100);
      for (const one of all) one.destroy();
    }
    // Without the disconnect, these queries would run for a minute.
    for (let i = 0; i < 100 && (await atWork()) !== '0 0'; i++) await sleep(100);
    expect(await atWork()).toBe('0 0');
    expect((await query('ASK {} # 3', { timeout: '2' })).status).toBe(200);
    for (let i = 0; i < 100 && descriptors() > before + 5; i++) await sleep(100);
    expect(descriptors()).toBeLessThanOrEqual(before + 5);
  });

  it('get a 503 immediately if the queue is full', async () => {
    const gone = new AbortController();
    const all = Array.from({ length: 80 }, () =>
      fetch(`${server.address}sparql?${new URLSearchParams({ query: endless, timeout: '2' })}`, { signal: gone.signal })
        .then(({ status, headers }) => [status, headers.get('retry-after')])
        .catch(() => []),
    );
    const first = await Promise.race(all);
    gone.abort();
    await Promise.all(all);
    expect(first).toEqual([503, '2']);
    for (let i = 0; i < 100 && (await atWork()) !== '0 0'; i++) await sleep(100); // the next test asks the same threads
  });
});

describe('requests to other servers', () => {
  it('are never sent', async () => {
    const sockets: Socket[] = [];
    const canary = createServer((socket) => sockets.push(socket));
    canary.listen(0, '127.0.0.1');
    await once(canary, 'listening');
    const there = `http://127.0.0.1:${(canary.address() as AddressInfo).port}/`;
    const attempts: [string, Record<string, string>?][] = [
      [`SELECT * { SERVICE <${there}> { ?s ?p ?o } }`],
      [`SELECT * { SERVICE SILENT <${there}> { ?s ?p ?o } }`],
      [`SELECT * { BIND(<${there}> AS ?e) SERVICE ?e { ?s ?p ?o } }`],
      [`SELECT * { SERVICESILENT<${there}>{ ?s ?p ?o } }`],
      [`PREFIX SERVICEx: <${there}> SELECT * { SERVICEx: { ?s ?p ?o } }`],
      [`SELECT * { \\u0053ERVICE <${there}> { ?s ?p ?o } }`],
      [`SELECT * FROM <${there}> { ?s ?p ?o }`],
      [`SELECT * FROM NAMED <${there}> { GRAPH ?g { ?s ?p ?o } }`],
      [`LOAD <${there}>`],
      [`LOAD SILENT <${there}> INTO GRAPH <urn:x>`],
      ['ASK {}', { 'default-graph-uri': there }],
      ['ASK {}', { 'named-graph-uri': there }],
    ];
    for (const [text, more] of attempts) {
      const [status] = await refusal(await query(text, more));
      expect([text, status]).toEqual([text, expect.toBeOneOf([400, 403])]);
    }
    expect((await fetch(`${server.address}graph-store?${new URLSearchParams({ graph: there })}`)).status).toBe(404);
    const named = await query(`SELECT * { GRAPH <${there}> { ?s ?p ?o } }`);
    expect((await named.json()).results.bindings).toEqual([]);
    await sleep(200);
    expect(sockets.length).toBe(0);
    canary.close();
  });
});
