import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../src/serve/settings.js';
import { atEnd } from './support/at-end.js';
import { smallProject } from './support/gcm.js';
import { madeRelease, releaseOf } from './support/releases.js';
import { type Serving, serveRelease } from './support/serving.js';

const few = { rate: 100_000 }; // a rate, so that the shares of clients are limited
let release: string;
beforeAll(async () => {
  release = await releaseOf(smallProject());
});

function open({ address }: Serving, written = ''): Socket {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname).on('error', () => {});
  socket.write(written);
  atEnd(() => void socket.destroy());
  return socket;
}

const metric = async ({ address }: Serving, name: string): Promise<number> => {
  const found = (await (await fetch(`${address}metrics`)).text())
    .split('\n')
    .find((line) => line.startsWith(`${name} `));
  return Number(found?.split(' ')[1]);
};

const reasons = ({ log }: Serving): string[] =>
  log.filter((line) => line.startsWith('{')).flatMap((line) => JSON.parse(line).refused ?? []);

const asked = (query: string): string => `sparql?query=${encodeURIComponent(query)}`;
const endless = (name: number): string =>
  asked(`SELECT (COUNT(*) AS ?n${name}) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }`);

describe('bodies', () => {
  const { bodyBytes } = limits.request;
  const start = `POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: ${bodyBytes}\r\n\r\n`;

  it('count for the client before they arrive, and are refused at once', async () => {
    const server = await serveRelease(release, few);
    const fitting = Math.floor(limits.bytes.client / (2 * bodyBytes));
    const held = Array.from({ length: fitting }, () => open(server, `${start}ASK`));
    await expect.poll(() => metric(server, 'gcm_held_bytes')).toBe(fitting * 2 * bodyBytes);
    const refused = open(server, start);
    const [answer] = await once(refused, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 429 [\s\S]*\r\nretry-after: 2\r\n/i);
    expect((await fetch(server.address + asked('ASK {}'))).status).toBe(429);
    expect((await fetch(`${server.address}gcm-sdg.nq`, { method: 'HEAD' })).status).toBe(200);
    for (const socket of held) socket.destroy();
    await expect.poll(() => metric(server, 'gcm_held_bytes')).toBe(0);
    expect((await fetch(server.address + asked('ASK {}'))).status).toBe(200);
    expect(reasons(server).filter((reason) => reason === 'client-bytes')).toHaveLength(2);
    expect(await metric(server, 'gcm_refusals_total{reason="client-bytes"}')).toBe(2);
  });
});

describe('a total', () => {
  it('that is used up does not refuse a client that needs little', async () => {
    const server = await serveRelease(release, few);
    const { total } = limits.bytes;
    for (let i = 0; i < total / limits.thread.answerBytes; i++)
      server.app.budget.bytes.take(`192.0.2.${i}`, limits.thread.answerBytes, () => {});
    expect(server.app.budget.bytes.held()).toBe(total);
    expect((await fetch(server.address + asked('ASK {}'))).status).toBe(200);
  });
});

describe('reconciliation', () => {
  const words = 'an objective of the global compact for migration ';
  const batch = (number: number): RequestInit => {
    const query = `${number} ${words.repeat(20)}`;
    const queries = Object.fromEntries(Array.from({ length: limits.reconcile.batch }, (_, i) => [`q${i}`, { query }]));
    return { method: 'POST', body: new URLSearchParams({ queries: JSON.stringify(queries) }) };
  };

  it('answers one request of a client at a time, and counts its time', async () => {
    const server = await serveRelease(release, { ...few, timeout: 60 });
    await fetch(`${server.address}reconcile`);
    const count = limits.client.waitingOwn + 8;
    const answers = await Promise.all(
      Array.from({ length: count }, (_, i) => fetch(`${server.address}reconcile`, batch(i))),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(answers.filter(({ status }) => status === 200).length).toBe(count - refused.length);
    expect(reasons(server)).toEqual(refused.map(() => 'client-queue'));
    expect(await metric(server, 'gcm_cpu_seconds_total{class="main"}')).toBeGreaterThan(0);
    for (const state of ['running', 'waiting'])
      expect(await metric(server, `gcm_queries_${state}{class="main"}`)).toBe(0);
  });
});

describe('connections', () => {
  it('have few requests without an answer', async () => {
    const server = await serveRelease(release, few);
    const { pipelined } = limits.connections;
    const request = 'GET /gcm-sdg.nq HTTP/1.1\r\nHost: x\r\n';
    const answers = await text(
      open(server, `${`${request}\r\n`.repeat(pipelined + 1)}${request}Connection: close\r\n\r\n`),
    );
    expect(answers.match(/^HTTP\/1\.1 200 /gm)).toHaveLength(pipelined);
    expect(answers.match(/HTTP\/1\.1 429 /g)).toHaveLength(2);
    await expect.poll(() => reasons(server)).toEqual(['client-requests', 'client-requests']);
  });

  it('with an invalid request are logged', async () => {
    const server = await serveRelease(release, few);
    await text(open(server, 'nonsense\r\n\r\n'));
    await text(open(server, `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`));
    expect(reasons(server)).toEqual(['invalid', 'too-large']);
  });

  it('of a client are limited', async () => {
    const server = await serveRelease(release, few);
    const held = Array.from({ length: limits.connections.client }, () => open(server));
    await Promise.all(held.map((socket) => once(socket, 'connect')));
    expect(await text(open(server))).toMatch(
      /^HTTP\/1\.1 429 [\s\S]*\r\nRetry-After: 2\r\n[\s\S]*Too many connections/,
    );
    for (const socket of held) socket.destroy();
    await expect.poll(async () => (await fetch(`${server.address}health`).catch(() => undefined))?.status).toBe(200);
    expect(reasons(server)).toContain('client-connections');
  });

  it('of a trusted proxy are not counted for one client', async () => {
    const server = await serveRelease(release, { ...few, trustProxy: ['127.0.0.0/8'] });
    const held = Array.from({ length: limits.connections.client + 1 }, () => open(server));
    await Promise.all(held.map((socket) => once(socket, 'connect')));
    expect((await fetch(`${server.address}health`)).status).toBe(200);
  });
});

describe('queries', () => {
  const statements = Array.from({ length: 400 }, (_, i) => `<n${i}> <is> "${i}" .`).join('\n');

  it('of one client run two at a time, a few wait, and the others are refused at once', async () => {
    const graph = madeRelease('https://example.org/', { 'graph/all': statements });
    const server = await serveRelease(graph, { ...few, workers: 3, timeout: 2, trustProxy: ['127.0.0.0/8'] });
    const from = (client: string): RequestInit => ({ headers: { 'X-Forwarded-For': client } });
    const count = 4 + limits.client.waitingQueries;
    const slow = Array.from({ length: count }, (_, i) => fetch(server.address + endless(i), from('192.0.2.1')));
    await expect.poll(() => metric(server, 'gcm_queries_running{class="query"}')).toBe(2);
    for (let i = 0; i < 5; i++)
      expect((await fetch(server.address + asked(`ASK {} # ${i}`), from('192.0.2.2'))).status).toBe(200);
    const answers = await Promise.all(slow);
    for (const { status, headers } of answers) {
      expect([429, 503]).toContain(status);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    }
    const found = reasons(server);
    const countOf = (reason: string): number => found.filter((one) => one === reason).length;
    expect([countOf('client-queue'), countOf('timeout'), countOf('wait')]).toEqual([2, 2, count - 4]);
    expect(await metric(server, 'gcm_cpu_seconds_total{class="query"}')).toBeGreaterThan(3);
  });
});
