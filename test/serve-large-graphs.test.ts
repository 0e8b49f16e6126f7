import { Readable } from 'node:stream';
import { Parser } from 'n3';
import { beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../src/serve/settings.js';
import { linesOfGraph } from '../src/serve/sparql/large-graphs.js';
import { madeRelease } from './support/releases.js';
import { type Serving, serveRelease } from './support/serving.js';

const base = 'https://example.org/';
const count = limits.engineGraph + 1;

describe('a graph that is too large for the engine', () => {
  let server: Serving;
  beforeAll(async () => {
    const numbers = Array.from({ length: count }, (_, i) => i);
    const large = `<many> <has> ${numbers.join(', ')} .`;
    server = await serveRelease(madeRelease(base, { 'graph/large': large, 'graph/small': '<one> <has> 1, 2 .' }), {
      workers: 1,
    });
  });
  const ask = (asked: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> =>
    fetch(server.address + asked, { method, headers });

  it('is sent as N-Triples, which are Turtle too', async () => {
    for (const type of ['application/n-triples', 'text/turtle']) {
      const response = await ask('graph/large', { accept: `${type}, */*;q=0.1` });
      expect([response.status, response.headers.get('content-type')?.replace(/;.*/, '')]).toEqual([200, type]);
      const statements = new Parser({ format: type }).parse(await response.text());
      expect(new Set(statements.map(({ object }) => object.value)).size).toBe(count);
      expect(new Set(statements.map(({ subject }) => subject.value))).toEqual(new Set([`${base}many`]));
    }
  });

  it('is not sent again, and has headers', async () => {
    const response = await ask('graph/large?format=nt', {}, 'HEAD');
    expect([response.status, await response.text()]).toEqual([200, '']);
    const tag = response.headers.get('etag') as string;
    const known = { 'if-none-match': tag, 'cache-control': 'max-age=0' };
    expect((await ask('graph/large?format=nt', known)).status).toBe(304);
    expect((await ask('graph/large?format=ttl', known)).status).toBe(200);
  });

  it('is not written in other formats, but a small graph is', async () => {
    const refused = await ask('graph/large?format=rdf');
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('format=nt')]);
    expect((await ask('graph/small?format=rdf')).status).toBe(200);
  });
});

describe('lines of a graph', () => {
  it('lack its name, and do not belong to another graph, however the file is cut', async () => {
    const lines = [
      '<s> <p> <o> <g> .',
      '<s> <p> <g> .', // in the default graph
      '<s> <p> "a <g> ." <g> .',
      '<s> <p> "a <g> ." <h> .',
      '<s> <p> <g> <h> .',
      '_:b <p> "é"@fr <g> .',
    ];
    const bytes = Buffer.from(`${lines.join('\n')}\n`);
    for (let length = 1; length <= bytes.length; length++) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / length) }, (_, i) =>
        bytes.subarray(i * length, (i + 1) * length),
      );
      const found = await Readable.from(linesOfGraph(Readable.from(pieces), 'g')).toArray();
      expect(`${Buffer.concat(found)}`).toBe('<s> <p> <o> .\n<s> <p> "a <g> ." .\n_:b <p> "é"@fr .\n');
    }
  });
});
