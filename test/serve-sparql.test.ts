import { beforeAll, describe, expect, it } from 'vitest';
import type { Serving } from './support/serving.js';
import { ask as askAt, base, refusal, serveNumbers } from './support/sparql.js';

let server: Serving;
beforeAll(async () => {
  server = await serveNumbers();
});

const ask = (parameters: Record<string, string> | [string, string][], headers?: Record<string, string>) =>
  askAt(server, parameters, headers);

describe('formats of answers', () => {
  const select = 'SELECT ?o { <n/1> <name> ?o } ORDER BY ?o';
  it.each([
    ['*/*', 'application/sparql-results+json'],
    ['application/sparql-results+xml', 'application/sparql-results+xml'],
    ['application/json', 'application/json'],
    ['text/plain', 'text/plain; charset=utf-8'],
    ['application/sparql-results+xml; charset=utf-8', 'application/sparql-results+xml'],
    ['text/csv;header=present;q=0.4, text/tab-separated-values;q=0.2', 'text/csv; charset=utf-8'],
    ['text/csv;q=0.5, text/tab-separated-values', 'text/tab-separated-values; charset=utf-8'],
    ['text/csv, text/turtle;q=0.1', 'text/csv; charset=utf-8'],
    ['text/html, application/xml;q=0.9, */*;q=0.8', 'application/xml'],
  ])('sends a table for %s', async (accept, type) => {
    const response = await ask({ query: select }, { accept });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
    expect(response.headers.get('vary')).toContain('Accept');
    expect((await response.text()).includes('un')).toBe(true);
  });

  it.each(['text/turtle', 'application/n-triples', 'application/ld+json', 'application/rdf+xml'])(
    'sends a graph as %s',
    async (accept) => {
      const response = await ask({ query: 'DESCRIBE <n/1>' }, { accept });
      expect([response.status, response.headers.get('content-type')]).toEqual([200, expect.stringContaining(accept)]);
      expect(await response.text()).toContain('https://example.org/n/1');
    },
  );

  it.each([
    ['text/plain', 'text/plain; charset=utf-8', '<https://example.org/n/1> <'],
    ['application/n-quads', 'application/n-quads', '<https://example.org/n/1> <'],
    ['text/n3', 'text/n3; charset=utf-8', '<https://example.org/n/1> <'],
    ['application/json', 'application/json', '"@id":"https://example.org/n/1"'],
  ])('sends a graph for %s in the nearest format', async (accept, type, text) => {
    const response = await ask({ query: 'DESCRIBE <n/1>' }, { accept });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
    expect(await response.text()).toContain(text);
  });

  it('prefers format= to Accept', async () => {
    const csv = await ask({ query: select, format: 'csv' }, { accept: 'application/json' });
    expect(await csv.text()).toBe('o\r\none\r\n"say ""1"",\n"\r\nun\r\n');
    const tsv = await ask({ query: select, format: 'tsv' });
    expect(await tsv.text()).toBe('?o\n"one"\n"say \\"1\\",\\n"\n"un"@fr\n');
  });

  it.each([
    ['rdf%2Bxml', 'application/rdf+xml'],
    ['rdf+xml', 'application/rdf+xml'],
    ['application/ld+json', 'application/ld+json'],
    ['json', 'application/ld+json'],
    ['n3', 'text/turtle; charset=utf-8'],
  ])('sends a graph for format=%s', async (format, type) => {
    const response = await fetch(`${server.address}sparql?query=DESCRIBE<n/1>&format=${format}`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
  });

  it('rejects an unavailable format and lists the available ones', async () => {
    expect(await refusal(await ask({ query: 'ASK {}' }, { accept: 'text/csv' }))).toEqual([
      406,
      expect.stringContaining('application/sparql-results+xml (format=xml)'),
    ]);
    expect((await refusal(await ask({ query: 'ASK {}', format: 'csv' })))[0]).toBe(400);
    expect((await refusal(await ask({ query: 'DESCRIBE <a>' }, { accept: 'text/csv' })))[1]).toContain('format=ttl');
  });
});

describe('the dataset', () => {
  const count = async (query: string, named: [string, string][] = []): Promise<number> => {
    const response = await ask([['query', query], ...named]);
    expect(response.status).toBe(200);
    return Number((await response.json()).results.bindings[0].n.value);
  };
  const all = 'SELECT (COUNT(*) AS ?n)';

  it('is the union of all graphs, or the graphs in the query', async () => {
    expect(await count(`${all} { ?s ?p ?o }`)).toBe(33);
    expect(await count(`${all} FROM <graph/names> { ?s ?p ?o }`)).toBe(3);
    expect(await count(`${all} FROM NAMED <graph/names> { ?s ?p ?o }`)).toBe(0);
    expect(await count(`${all} FROM NAMED <graph/names> { GRAPH ?g { ?s ?p ?o } }`)).toBe(3);
    expect(await count(`${all} { GRAPH ?g { ?s ?p ?o } }`)).toBe(33);
  });

  it('is overridden by the request', async () => {
    const query = `${all} FROM <graph/names> { ?s ?p ?o }`;
    expect(await count(query, [['default-graph-uri', `${base}graph/numbers`]])).toBe(30);
    expect(await count(query, [['named-graph-uri', `${base}graph/numbers`]])).toBe(0);
  });

  it('contains only graphs of the release', async () => {
    for (const parameters of [
      [['query', 'ASK FROM <https://elsewhere.example/> {}']],
      [['query', 'ASK FROM NAMED <https://elsewhere.example/> {}']],
      [
        ['query', 'ASK {}'],
        ['default-graph-uri', 'https://elsewhere.example/'],
      ],
      [
        ['query', 'ASK {}'],
        ['named-graph-uri', 'https://elsewhere.example/'],
      ],
    ] as [string, string][][])
      expect(await refusal(await ask(parameters))).toEqual([400, expect.stringContaining('unknown graph')]);
  });
});

describe('too many results', () => {
  it.each(['json', 'xml', 'csv', 'tsv'])('are truncated in a table in %s, and a header reports it', async (format) => {
    const cut = await ask({ query: 'SELECT ?s { ?s <is> ?o }', format });
    expect([cut.status, cut.headers.get('x-result-truncated')]).toEqual([200, '20']);
    expect((await cut.text()).split('example.org/n/').length - 1).toBe(20);
    const whole = await ask({ query: 'SELECT ?s { ?s <is> ?o } LIMIT 20', format });
    expect(whole.headers.get('x-result-truncated')).toBeNull();
    expect((await whole.text()).split('example.org/n/').length - 1).toBe(20);
  });

  it.each(['turtle', 'nt', 'jsonld', 'rdf'])(
    'are truncated in a graph in %s, and a header reports it',
    async (format) => {
      const cut = await ask({ query: 'CONSTRUCT { ?s <is> ?o } { ?s <is> ?o }', format });
      expect([cut.status, cut.headers.get('x-result-truncated')]).toEqual([200, '20']);
      expect(new Set((await cut.text()).match(/example\.org\/n\/\d+/g)).size).toBe(20);
    },
  );

  it('are available with OFFSET', async () => {
    const rest = await ask({ query: 'SELECT ?s { ?s <is> ?o } ORDER BY ?o OFFSET 20', format: 'csv' });
    expect(rest.headers.get('x-result-truncated')).toBeNull();
    expect((await rest.text()).split('\r\n').length).toBe(12);
  });
});
