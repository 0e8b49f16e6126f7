import { beforeAll, describe, expect, it } from 'vitest';
import { madeRelease } from './support/releases.js';
import { type Serving, serveRelease } from './support/serving.js';
import { ask as askAt, base, refusal, serveNumbers } from './support/sparql.js';

let server: Serving;
beforeAll(async () => {
  server = await serveNumbers();
});

const ask = (parameters: Record<string, string> | [string, string][], headers?: Record<string, string>) =>
  askAt(server, parameters, headers);

const post = (body: string | Buffer, type: string, query = '') =>
  fetch(`${server.address}sparql${query}`, {
    method: 'POST',
    body: new Uint8Array(Buffer.from(body)),
    headers: type === '' ? {} : { 'content-type': type },
  });

describe('the endpoint', () => {
  const form = 'application/x-www-form-urlencoded';
  it.each([
    ['PUT', 405, 'GET or POST'],
    ['DELETE', 405, 'GET or POST'],
    ['PATCH', 405, 'GET or POST'],
  ])('rejects %s', async (method, status, word) => {
    const response = await fetch(`${server.address}sparql`, { method });
    expect(response.headers.get('allow')).toBe('GET, HEAD, POST, OPTIONS');
    expect(await refusal(response)).toEqual([status, expect.stringContaining(word)]);
  });

  it.each([
    ['ASK {}', 'text/plain', 415],
    ['ASK {}', '', 415],
    ['CLEAR ALL', 'application/sparql-update', 403],
    ['update=CLEAR+ALL', form, 403],
    ['query=CLEAR+ALL', form, 403],
    ['LOAD <http://x/>', 'application/sparql-query', 403],
    ['query=ASK+{}&query=ASK+{}', form, 400],
    ['', form, 400],
    ['', 'application/sparql-query', 400],
    ['query=ASK+{%FF}', form, 400],
    ['ASK { ?s ?p "\u0001\u001b[31m" ', 'application/sparql-query', 400],
    ['ASK { nothing:a ?p ?o }', 'application/sparql-query', 400],
    [`ASK {} #${'x'.repeat(100_001)}`, 'application/sparql-query', 413],
    ['query=ASK+{}&timeout=no', form, 400],
    ['query=ASK+{}&timeout=-1', form, 400],
    [`query=ASK+{}${'&a'.repeat(190_000)}`, form, 400],
    [`query=ASK+{}${'&a'.repeat(200_000)}`, form, 413],
  ])('rejects an invalid body: %#', async (body, type, status) =>
    expect((await refusal(await post(body, type)))[0]).toBe(status),
  );

  it('requires UTF-8', async () => {
    expect((await refusal(await post(Buffer.from([0x41, 0xff]), 'application/sparql-query')))[0]).toBe(400);
    expect((await post('ASK {}', 'application/sparql-query; charset="UTF-8"')).status).toBe(200);
    expect((await refusal(await post('ASK {}', 'application/sparql-query', '?query=ASK+%7B%7D')))[0]).toBe(400);
  });

  it('reports an error with its position in the sent text', async () => {
    const text = 'SELECT ?s { ?s ?p ?o } VALUES ?p { ?wrong }';
    expect((await refusal(await post(text, 'application/sparql-query')))[1]).toContain('line 1, column 36');
  });

  it('accepts a limit without spaces', async () => {
    const answer = await ask({ query: 'SELECT * { ?s ?p ?o }LIMIT5', format: 'json' });
    expect(((await answer.json()) as { results: { bindings: unknown[] } }).results.bindings).toHaveLength(5);
  });

  it('lets timeout= shorten the timeout to 1 second, but not extend it', async () => {
    const patterns = [1, 2, 3, 4, 5, 6, 7].map((i) => `?s${i} ?p${i} ?o${i}`).join(' . ');
    const query = `SELECT (COUNT(*) AS ?n) { ${patterns} }`;
    for (const [timeout, least] of [
      ['0.03', 950], // each query that is stopped costs a thread
      ['60', 1900],
    ] as const) {
      const start = performance.now();
      const response = await ask({ query, timeout });
      expect(response.headers.get('retry-after')).toBe('2');
      expect(await refusal(response)).toEqual([503, expect.stringContaining('longer than')]);
      expect(performance.now() - start).toBeGreaterThan(least);
    }
  });

  it('answers HEAD with headers and no body', async () => {
    const response = await fetch(`${server.address}sparql?query=ASK+%7B%7D`, { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(Number(response.headers.get('content-length'))).toBeGreaterThan(0);
  });
});

describe('graphs', () => {
  it('are served by URL and by parameter', async () => {
    for (const asked of ['graph/names', 'graph-store?graph=graph/names', `graph-store?graph=${base}graph/names`]) {
      const response = await fetch(server.address + asked, { headers: { accept: 'application/n-triples' } });
      expect((await response.text()).trim().split('\n').length).toBe(3);
      const again = await fetch(server.address + asked, {
        headers: {
          accept: 'application/n-triples',
          'if-none-match': response.headers.get('etag') as string,
          'cache-control': 'max-age=0', // fetch would send no-cache
        },
      });
      expect(again.status).toBe(304);
    }
    const all = await fetch(`${server.address}graph-store?default&format=nt`);
    expect((await all.text()).trim().split('\n').length).toBe(33);
  });

  it.each([
    ['graph/none', 404],
    ['graph-store?graph=https://elsewhere.example/', 404],
    ['graph-store', 400],
    ['graph-store?default&graph=x', 400],
    ['graph/names?format=csv', 400],
  ])('are not sent for an invalid request: %s', async (asked, status) =>
    expect((await refusal(await fetch(server.address + asked)))[0]).toBe(status),
  );
});

describe('an internal query', () => {
  const release = madeRelease(base, {
    'graph/all': `<many> <has> ${Array.from({ length: 30 }, (_, i) => i).join(', ')} .
      <one> a <Kind> ; <http://www.w3.org/2000/01/rdf-schema#label> "first" .`,
  });

  it('is not truncated by the result limit', async () => {
    const own = await serveRelease(release, { maxResults: 1 });
    const document = await fetch(`${own.address}many.nt`);
    expect((await document.text()).trim().split('\n')).toHaveLength(30);
    const queries = JSON.stringify({ q: { query: 'first' } });
    const found = await fetch(`${own.address}reconcile?${new URLSearchParams({ queries })}`);
    expect(await found.json()).toMatchObject({ q: { result: [{ id: `${base}one`, match: true }] } });
  });
});

describe('cached answers', () => {
  const select = 'SELECT ?name { <n/1> <name> ?name }';
  const asked = (query: string, headers: Record<string, string> = {}) =>
    ask({ query }, { 'cache-control': 'max-age=0', ...headers }); // fetch would send no-cache

  it('are not sent again if the client has them', async () => {
    const json = (await asked(select)).headers.get('etag') as string;
    const csv = (await asked(select, { accept: 'text/csv' })).headers.get('etag') as string;
    const other = (await asked(`${select} LIMIT 1`)).headers.get('etag') as string;
    expect(new Set([json, csv, other]).size).toBe(3);
    expect((await asked(select, { 'if-none-match': json })).status).toBe(304);
    expect((await asked(select, { 'if-none-match': csv })).status).toBe(200);
    expect((await asked('SELECT', { 'if-none-match': '*' })).status).toBe(400);
    const posted = await fetch(`${server.address}sparql`, {
      method: 'POST',
      body: select,
      headers: { 'content-type': 'application/sparql-query', 'if-none-match': json, 'cache-control': 'max-age=0' },
    });
    expect(posted.status).toBe(200);
  });

  it('are not used for queries whose answers change', async () => {
    for (const call of ['NOW()', 'RAND()', 'UUID()', 'STRUUID()']) {
      const query = `SELECT (${call} AS ?now) {}`;
      const [first, second] = [await asked(query), await asked(query)];
      expect(first.headers.has('etag')).toBe(false);
      expect(await first.text()).not.toBe(await second.text());
    }
  });

  it('are sent when no thread is free', async () => {
    const gone = new AbortController();
    const endless = new URLSearchParams({
      query: 'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }',
    });
    expect((await asked(select)).status).toBe(200);
    const all = Array.from({ length: 80 }, () =>
      fetch(`${server.address}sparql?${endless}`, { signal: gone.signal }).then(({ status }) => status),
    );
    expect(await Promise.race(all)).toBe(503);
    expect((await asked(select)).status).toBe(200);
    expect((await asked(`${select} # another`)).status).toBe(503);
    gone.abort();
    await Promise.allSettled(all);
  });
});
