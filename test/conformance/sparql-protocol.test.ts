import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Parser, type Quad } from 'n3';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ManifestRequest, readProtocolTests, suiteFolder } from '../support/conformance.js';
import { madeRelease } from '../support/releases.js';
import { type Serving, serveRelease } from '../support/serving.js';

/**
 * The 34 tests of the SPARQL 1.1 Protocol. Of those for queries every request must come out as the manifest says. Our
 * endpoint takes no updates: an update must be refused with 4xx, whatever the manifest says, and a question after it be
 * answered, with no, since nothing was written.
 */
const suite = suiteFolder('sparql-protocol', 'SPARQL_PROTOCOL_TESTS');
const folder = suite && path.join(suite, 'protocol');
const tests = folder ? readProtocolTests(path.join(folder, 'manifest.ttl')) : [];

/** The service of the tests has its graphs here; data0.rdf is only named, and holds a statement so that it is there. */
const data = 'http://kasei.us/2009/09/sparql/data/';
const read = (file: string) => new Parser().parse(readFileSync(path.join(folder as string, file), 'utf8'));

const mediaTypes: Record<string, RegExp> = {
  boolean: /^application\/sparql-results\+(json|xml)/,
  tabular: /^(application\/sparql-results\+(json|xml)|text\/(csv|tab-separated-values))/,
  RDF: /^(application\/rdf\+xml|text\/turtle|application\/n-triples)/,
};

describe.skipIf(!folder)('SPARQL 1.1 Protocol, W3C tests (beside the checkout or SPARQL_PROTOCOL_TESTS)', () => {
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

  it('are 34', () => expect(tests.length).toBe(34));

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

  it.each(tests.filter(({ name }) => name.includes('update')))('$name is refused', async ({ requests }) => {
    const [update, ...questions] = requests as [ManifestRequest, ...ManifestRequest[]];
    const refused = await send(update);
    expect(Math.floor(refused.status / 100)).toBe(4);
    expect(refused.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    for (const question of questions) {
      const response = await send(question);
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ boolean: false });
    }
  });

  it('each is one or the other', () =>
    expect(tests.filter(({ name }) => name.includes('update') === /query|queries/.test(name))).toEqual([]));
});
