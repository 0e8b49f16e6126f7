import path from 'node:path';
import { Parser, type Quad } from 'n3';
import { canonize, NQuads } from 'rdf-canonize';
import { describe, expect, it } from 'vitest';
import { toNQuads } from '../../src/graph/quad-lines.js';
import { readManifestGraph, suiteFolder } from '../support/conformance.js';
import { madeRelease } from '../support/releases.js';
import { serveRelease } from '../support/serving.js';

/**
 * The 18 tests of the Graph Store Protocol. Tests that read run against a release with the expected graph. Tests that
 * write must be rejected with 405 and the list of supported methods.
 */
const suite = suiteFolder('sparql-protocol', 'SPARQL_PROTOCOL_TESTS');
const base = 'http://graphs.example/';

interface GraphTest {
  name: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  status: number;
  turtle: string; // expected body
}

/** Reads requests and responses from Markdown: a line of HTTP, headers, an empty line, and a body. */
function readTests(file: string): GraphTest[] {
  const { graph, entries } = readManifestGraph(file);
  return entries.map((entry) => {
    const comments = graph.getObjects(entry, 'http://www.w3.org/2000/01/rdf-schema#comment', null);
    const text = comments.map(({ value }) => value).find((value) => value.includes('#### Request')) as string;
    const exchange = text
      .replaceAll('$GRAPHSTORE$/person', '$HOST$/graph/person')
      .replaceAll('http://$HOST$/$HOST$/', base)
      .replaceAll('$NEWPATH$', '$HOST$/graph/new');
    const [request = '', response = ''] = exchange.split('#### Response');
    const [, method = '', asked = ''] = /^ {4}([A-Z]+) (\S+) HTTP/m.exec(request) ?? [];
    const headers = [...request.matchAll(/^ {4}([A-Z][\w-]+): (.*)$/gm)].filter(([, name]) => name !== 'Host');
    return {
      name: entry.value.replace(/.*#/, ''),
      method,
      path: asked.replace('$HOST$', '').replace('$GRAPHSTORE$', '/graph-store'),
      headers: Object.fromEntries(headers.map(([, name, value]) => [name, value])),
      status: Number(/\d{3}/.exec(response)?.[0]),
      turtle: response.replace(/^\s*\d.*$/m, '').replace(/^ {4}[A-Z][\w-]+: .*$/gm, ''),
    };
  });
}

const tests = suite ? readTests(path.join(suite, 'http-rdf-update/manifest.ttl')) : [];
const isReading = ({ method }: GraphTest): boolean => method === 'GET' || method === 'HEAD';
const canonical = (quads: Quad[]): Promise<string> =>
  canonize(NQuads.parse(toNQuads(quads)), { algorithm: 'RDFC-1.0', format: 'application/n-quads' });

describe.skipIf(!suite)('Graph Store Protocol, W3C tests (next to the checkout, or SPARQL_PROTOCOL_TESTS)', () => {
  it('has 18 tests, including 10 that read', () =>
    expect([tests.length, tests.filter(isReading).length]).toEqual([18, 10]));

  it.each(tests.filter(isReading))('$name', async ({ method, path: asked, headers, status, turtle }) => {
    const expected = new Parser({ baseIRI: base }).parse(turtle);
    const graph = asked.includes('/new') ? 'graph/new' : 'graph/person/1.ttl';
    const other = new Parser().parse('<urn:a> <urn:b> <urn:c> .');
    const stored = expected.length > 0 ? expected : other;
    const server = await serveRelease(madeRelease(base, { [graph]: stored }), { workers: 1 });
    const response = await fetch(server.address + asked.slice(1), { method, headers });
    expect(response.status).toBe(status);
    if (status === 200) expect(response.headers.get('content-type')).toBe('text/turtle; charset=utf-8');
    if (status === 200) expect(Number(response.headers.get('content-length'))).toBeGreaterThan(0);
    const body = await response.text();
    if (method === 'HEAD') expect(body).toBe('');
    else if (status === 200) expect(await canonical(new Parser().parse(body))).toBe(await canonical(expected));
  });

  it('rejects requests that write', async () => {
    const server = await serveRelease(madeRelease(base, {}), { workers: 1 });
    for (const { method, path: asked, headers } of tests.filter((test) => !isReading(test))) {
      const response = await fetch(server.address + asked.slice(1), {
        method,
        headers,
        ...(method !== 'DELETE' && { body: 'x' }),
      });
      expect([method, asked, response.status]).toEqual([method, asked, 405]);
      expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    }
  });
});
