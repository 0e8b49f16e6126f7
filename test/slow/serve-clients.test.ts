import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { QueryEngine } from '@comunica/query-sparql';
import type { Quad } from '@rdfjs/types';
import { SparqlEndpointFetcher } from 'fetch-sparql-endpoint';
import jsonld, { type JsonLdDocument } from 'jsonld';
import { Parser } from 'n3';
import { type Browser, chromium } from 'playwright-core';
import { rdfDereferencer } from 'rdf-dereference';
import ParsingClient from 'sparql-http-client/ParsingClient.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../support/gcm.js';
import { smallSite } from '../support/releases.js';
import { ask, type Serving, serveRelease } from '../support/serving.js';

/** Programs of other projects, with their own Accept headers, use a server. */

const iri = 'https://w3id.org/gcm-graph/objective/1';
const all = `SELECT * { <${iri}> ?p ?o }`;
const construct = `CONSTRUCT { <${iri}> ?p ?o } WHERE { <${iri}> ?p ?o }`;

let server: Serving;
let endpoint = '';
let document = ''; // the address of the same resource on the server
let asked = 0; // statements about it that a query finds
let described = 0; // statements about it in its document
beforeAll(async () => {
  server = await serveRelease(await smallSite());
  [endpoint, document] = [`${server.address}sparql`, `${server.address}objective/1`];
  const answer = await fetch(`${endpoint}?query=${encodeURIComponent(all)}`);
  asked = (await answer.json()).results.bindings.length;
  described = aboutIt(new Parser().parse((await ask(document, '/objective/1.ttl')).body)).length;
  expect([asked, described]).toEqual([expect.any(Number), expect.any(Number)]);
  expect(Math.min(asked, described)).toBeGreaterThan(3);
});

/** Returns the statements of the default graph about the resource. */
const aboutIt = (quads: Quad[]): Quad[] =>
  quads.filter(({ subject, graph }) => subject.value === iri && graph.termType === 'DefaultGraph');

/** Reads a stream to its end. Types of streams differ between these packages. */
const listed = async <Item>(stream: unknown): Promise<Item[]> => {
  const items: Item[] = [];
  for await (const item of stream as AsyncIterable<Item>) items.push(item);
  return items;
};

describe('Comunica', () => {
  const engine = new QueryEngine();
  const rows = async (source: string | { type: string; value: string }): Promise<number> =>
    (await (await engine.queryBindings(all, { sources: [source as string] })).toArray()).length;

  it('reads a document', async () => expect(await rows(document)).toBe(described));
  it('recognizes and queries the endpoint', async () => expect(await rows(endpoint)).toBe(asked));
  it('queries the endpoint', async () => expect(await rows({ type: 'sparql', value: endpoint })).toBe(asked));
  it('reads a graph from the endpoint', async () => {
    const stream = await engine.queryQuads(construct, { sources: [{ type: 'sparql', value: endpoint }] });
    expect((await stream.toArray()).length).toBe(asked);
  });
});

it('rdf-dereference reads a document', async () => {
  const { data } = await rdfDereferencer.dereference(document);
  expect(aboutIt(await listed(data)).length).toBe(described);
});

it('jsonld reads a document', async () => {
  const input = document as unknown as JsonLdDocument; // a URL, which the types do not allow
  expect(await jsonld.expand(input)).toContainEqual(expect.objectContaining({ '@id': iri }));
  expect(aboutIt((await jsonld.toRDF(input)) as unknown as Quad[]).length).toBe(described);
});

describe('fetch-sparql-endpoint', () => {
  it.each(['GET', 'POST'] as const)('reads a table and a graph by %s', async (method) => {
    const fetcher = new SparqlEndpointFetcher({ method });
    expect((await listed(await fetcher.fetchBindings(endpoint, all))).length).toBe(asked);
    expect((await listed(await fetcher.fetchTriples(endpoint, construct))).length).toBe(asked);
    expect(await fetcher.fetchAsk(endpoint, `ASK { <${iri}> ?p ?o }`)).toBe(true);
  });
});

describe('sparql-http-client', () => {
  it.each(['get', 'postDirect', 'postUrlencoded'] as const)('reads a table and a graph by %s', async (operation) => {
    const { query } = new ParsingClient({ endpointUrl: endpoint });
    expect((await query.select(all, { operation })).length).toBe(asked);
    expect((await query.construct(construct, { operation })).size).toBe(asked);
    expect(await query.ask(`ASK { <${iri}> ?p ?o }`, { operation })).toBe(true);
  });
});

const python = ['python3', '/usr/bin/python3'].find(
  (program) => spawnSync(program, ['-c', 'import rdflib, SPARQLWrapper']).status === 0,
);

it.skipIf(python === undefined)('SPARQLWrapper and rdflib read queries and documents', async () => {
  const script = path.join(root, 'test/support/python-clients.py');
  const { stdout } = await promisify(execFile)(python as string, [script, endpoint, document, iri]);
  const found: { [source: string]: Record<string, unknown> } = JSON.parse(stdout);
  for (const [source, expected] of [
    ['queries', asked],
    ['documents', described],
  ] as const)
    for (const [form, count] of Object.entries(found[source] ?? {})) expect([form, count]).toEqual([form, expected]);
  expect(Object.keys({ ...found['queries'], ...found['documents'] }).length).toBe(15);
});

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

describe.skipIf(executablePath === undefined)('YASGUI (skipped if Chromium is not installed)', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath as string });
  });
  afterAll(() => browser?.close());

  it('shows the results of a query from another site', async () => {
    const page = await browser.newPage();
    const site = createServer((_request, response) => {
      response.setHeader('Content-Type', 'text/html').end('<!doctype html><div id="yasgui"></div>');
    }).listen(0, '127.0.0.1');
    await once(site, 'listening');
    await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
    const built = path.dirname(createRequire(import.meta.url).resolve('@zazuko/yasgui'));
    await page.addStyleTag({ path: path.join(built, 'yasgui.min.css') });
    await page.addScriptTag({ path: path.join(built, 'yasgui.min.js') });
    await page.evaluate(
      ([endpoint, query]) => {
        type Constructor = new (
          element: Element | null,
          settings: object,
        ) => { getTab(): { setQuery(text: string): void; query(): Promise<unknown> } };
        const { Yasgui } = globalThis as unknown as { Yasgui: Constructor };
        const page = globalThis as unknown as { document: { querySelector(name: string): Element | null } };
        const tab = new Yasgui(page.document.querySelector('#yasgui'), { requestConfig: { endpoint } }).getTab();
        tab.setQuery(query as string);
        return tab.query().then(() => {});
      },
      [endpoint, all],
    );
    await page.waitForSelector('.yasr .dataTable tbody tr');
    expect(await page.locator('.yasr').textContent()).toContain(`${asked} results`);
    site.close();
  });
});
