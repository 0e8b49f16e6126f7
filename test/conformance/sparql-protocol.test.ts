import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Parser, type Quad } from 'n3';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ManifestRequest, readProtocolTests, suiteFolder } from '../support/conformance.js';
import { madeRelease } from '../support/releases.js';
import { type Serving, serveRelease } from '../support/serving.js';

/**
 * The 34 tests of the SPARQL 1.1 Protocol. Query requests must have the result in the manifest. Our endpoint does not
 * support updates: it must reject them with 4xx, and a query after an update must show that nothing was written.
 */
const suite = suiteFolder('sparql-protocol', 'SPARQL_PROTOCOL_TESTS');
const folder = suite && path.join(suite, 'protocol');
const tests = folder ? readProtocolTests(path.join(folder, 'manifest.ttl')) : [];

/** The base URL of the test graphs. The suite has no data0.rdf, so the test creates it with one statement. */
const data = 'http://kasei.us/2009/09/sparql/data/';
const read = (file: string) => new Parser().parse(readFileSync(path.join(folder as string, file), 'utf8'));

const mediaTypes: Record<string, RegExp> = {
  boolean: /^application\/sparql-results\+(json|xml)/,
  tabular: /^(application\/sparql-results\+(json|xml)|text\/(csv|tab-separated-values))/,
  RDF: /^(application\/rdf\+xml|text\/turtle|application\/n-triples)/,
};

describe.skipIf(!folder)('SPARQL 1.1 Protocol, W3C tests (next to the checkout, or SPARQL_PROTOCOL_TESTS)', () => {
  let server: Serving;
  beforeAll(async () => {
    const graphs = [1, 2, 3].map((i) => [`${data}data${i}.rdf`, read(`data${i}.nt`)] as const);
    const named = `<${data}data0.rdf> <http://example.org/is> "named" .`;
    const all = Object.fromEntries<Quad[] | string>([...graphs, [`${data}data0.rdf`, named]]);
    server = await serveRelease(madeRelease('http://example.org/', all));
  });

  const send = ({ method, path: asked, headers, body }: ManifestRequest): Promise<Response> =>
    fetch(new URL(asked.replace('/sparql/', 'sparql').slice(0), server.address), {
      method,
      headers,
      redirect: 'manual',
      ...(body && { body: new Uint8Array(body) }),
    });

  it('has 34 tests', () => expect(tests.length).toBe(34));

  it.each(tests.filter(({ name }) => name.includes('query') || name === 'bad_multiple_queries'))(
    '$name',
    async ({ requests }) => {
      for (const request of requests) {
        const response = await send(request);
        expect(request.statuses).toContain(`${Math.floor(response.status / 100)}xx`);
        if (request.format) expect(response.headers.get('content-type')).toMatch(mediaTypes[request.format] as RegExp);
        if (request.boolean !== undefined) expect(await response.json()).toMatchObject({ boolean: request.boolean });
      }
    },
  );

  it.each(tests.filter(({ name }) => name.includes('update')))('$name is rejected', async ({ requests }) => {
    const [update, ...queries] = requests as [ManifestRequest, ...ManifestRequest[]];
    const rejected = await send(update);
    expect(Math.floor(rejected.status / 100)).toBe(4);
    expect(rejected.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    for (const query of queries) {
      const response = await send(query);
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ boolean: false });
    }
  });

  it('every test is either a query or an update', () =>
    expect(tests.filter(({ name }) => name.includes('update') === /query|queries/.test(name))).toEqual([]));
});
