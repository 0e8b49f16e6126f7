import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import jsonld from 'jsonld';
import { Parser, Writer } from 'n3';
import { RdfXmlParser } from 'rdfxml-streaming-parser';
import { beforeAll, describe, expect, it } from 'vitest';
import { readText, root, temporaryFolder } from './support/gcm.js';
import { smallRelease, smallSite } from './support/releases.js';
import { type Answered, ask as askAt, listOf, type Serving, serveRelease } from './support/serving.js';
import { linksOf } from './support/site.js';

const base = 'https://w3id.org/gcm-graph/';
let release = '';
let server: Serving;

beforeAll(async () => {
  release = await smallSite();
  server = await serveRelease(release);
});

const ask = (asked: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answered> =>
  askAt(server.address, asked, headers, method);
const read = (file: string): string => readFileSync(path.join(release, file), 'utf8');
const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8';

describe('a resource', () => {
  it.each([
    [undefined, '.ttl'],
    ['*/*', '.ttl'],
    ['text/turtle', '.ttl'],
    ['application/ld+json', '.jsonld'],
    ['application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', '.jsonld'],
    ['application/n-triples', '.nt'],
    ['application/trig', '.trig'],
    ['application/rdf+xml', '.rdf'],
    ['application/rdf+xml;q=0.7, application/n-triples; q=0.8, */*;q=0.1', '.nt'],
    ['text/html;q=0.3, text/*;q=0.2, application/ld+json;q=0.31', '.jsonld'],
    ['text/turtle;q=0, */*;q=0.5', '.jsonld'],
    ['text/plain', '.nt'],
    ['application/json', '.jsonld'],
    ['application/json, text/plain, */*', '.jsonld'],
    ['application/n-quads', '.nt'],
    ['text/n3', '.ttl'],
    ['application/xml', '.rdf'],
    // Weights of Comunica and rdf-dereference: TriG has a higher weight than the other formats.
    ['application/trig;q=0.95, text/turtle;q=0.9', '.ttl'],
    ['application/trig;q=0.95,application/ld+json;q=0.9,text/turtle;q=0.6,text/html;q=0.2', '.jsonld'],
    ['application/trig, application/n-triples;q=0.7', '.trig'],
    ['application/trig, text/html;q=0.9', '.trig'],
    ['application/trig, */*;q=0.1', '.trig'],
  ])('redirects a client that accepts %s to a document %s', async (accept, extension) => {
    const { status, headers } = await ask('/objective/1', accept === undefined ? {} : { Accept: accept });
    expect([status, headers.location]).toEqual([303, `/objective/1${extension}`]);
    expect(listOf(headers.vary)).toEqual(expect.arrayContaining(['Accept', 'Accept-Language']));
  });

  it.each([
    [undefined, 'en'],
    ['fr', 'fr'],
    ['fr-CH, fr;q=0.9, en;q=0.8', 'fr'],
    ['de, zh-Hant-TW;q=0.5, en;q=0.4', 'zh'],
    ['en;q=0.1, ar;q=0.2', 'ar'],
    ['pt', 'en'],
    ['*', 'en'],
  ])('redirects a browser with the languages %s to a page', async (language, found) => {
    const headers: Record<string, string> = { Accept: browser, ...(language && { 'Accept-Language': language }) };
    const { status, headers: answered } = await ask('/sdg/16.1', headers);
    expect([status, answered.location]).toEqual([303, `/site/${found}/sdg/16.1.html`]);
    expect((await ask(answered.location as string)).status).toBe(200);
  });

  it.each([
    ['ttl', '.ttl'],
    ['turtle', '.ttl'],
    ['jsonld', '.jsonld'],
    ['nt', '.nt'],
    ['ntriples', '.nt'],
    ['trig', '.trig'],
    ['rdf', '.rdf'],
    ['xml', '.rdf'],
  ])('prefers format=%s to the Accept header', async (format, extension) => {
    const { status, headers } = await ask(`/objective/1?format=${format}`, { Accept: 'text/html' });
    expect([status, headers.location]).toEqual([303, `/objective/1${extension}`]);
  });

  it('redirects format=html to a page, and rejects unknown formats', async () => {
    const page = await ask('/objective/1?format=html', { Accept: 'text/turtle' });
    expect(page.headers.location).toBe('/site/en/objective/1.html');
    for (const format of ['csv', '', '%00%1b[31m', 'html&format=ttl']) {
      const { status, headers, body } = await ask(`/objective/1?format=${format}`);
      expect([status, headers['content-type']]).toEqual([400, 'text/plain; charset=utf-8']);
      expect(body).toContain('text/turtle (format=ttl)');
      expect(body).not.toMatch(/[^\P{Cc}\n]/u);
    }
  });

  it('answers 406 with a list of the available formats', async () => {
    for (const accept of ['application/pdf', 'text/html;q=0', 'text/htm', ';;;', 'nonsense']) {
      const { status, headers, body } = await ask('/objective/1', { Accept: accept });
      expect([accept, status, headers['content-type']]).toEqual([accept, 406, 'text/plain; charset=utf-8']);
      expect(body.trim().split('\n').length).toBe(7);
      expect(listOf(headers.link)).toContain('</objective/1.trig>; rel="alternate"; type="application/trig"');
      expect(listOf(headers.vary)).toContain('Accept');
    }
  });

  it('answers 404 for an unknown resource, for every Accept header', async () => {
    for (const asked of [
      'objective/99',
      'objective/',
      'objective',
      'objective/1/',
      'objective/1.xyz',
      'objective/1.ttl.nt',
    ])
      for (const accept of ['text/turtle', 'application/pdf'])
        expect([asked, (await ask(`/${asked}`, { Accept: accept })).status]).toEqual([asked, 404]);
  });
});

describe('a document', () => {
  const due = (file: string): string[] => linesOf(new Parser().parse(read(file)));

  it('is identical to the Turtle and the JSON-LD of the site', async () => {
    for (const [extension, type] of [
      ['ttl', 'text/turtle; charset=utf-8'],
      ['jsonld', 'application/ld+json'],
    ]) {
      const { status, headers, body } = await ask(`/objective/1.${extension}`);
      expect([status, headers['content-type']]).toEqual([200, type]);
      expect(body).toBe(read(`site/objective/1.${extension}`));
    }
  });

  it.each(['objective/1', 'sdg', 'sdg/C160104', 'objectives'])(
    'contains the same statements about %s in every format',
    async (thing) => {
      const statements = due(`site/${thing}.ttl`);
      expect(statements.length).toBeGreaterThan(3);
      const triples = await ask(`/${thing}.nt`);
      expect(triples.headers['content-type']).toBe('application/n-triples; charset=utf-8');
      expect(linesOf(new Parser({ format: 'application/n-triples' }).parse(triples.body))).toEqual(statements);
      const rdf = await ask(`/${thing}.rdf`);
      expect(rdf.headers['content-type']).toBe('application/rdf+xml; charset=utf-8');
      expect(linesOf(await Readable.from([rdf.body]).pipe(new RdfXmlParser()).toArray())).toEqual(statements);
      const inJson = linesOf(new Parser().parse(await jsonLdOf(`${thing}.jsonld`)));
      expect(inJson).toEqual(expect.arrayContaining(statements));
      // Everything else names the targets of links.
      const others = new Set(inJson.filter((line) => !statements.includes(line)));
      const known = new Set(read('gcm-sdg.nt').split('\n'));
      if (thing === 'objective/1') expect(others.size).toBeGreaterThan(0);
      for (const line of others) {
        expect(line).toMatch(/^<[^>]*> <[^>]*(?:#type|#prefLabel|#notation|#label|\/title|\/name)> /);
        expect(known).toContain(line.trim());
      }
      const trig = await ask(`/${thing}.trig`);
      expect(trig.headers['content-type']).toBe('application/trig; charset=utf-8');
      const quads = new Parser({ format: 'application/trig' }).parse(trig.body);
      expect(linesOf(quads)).toEqual(statements);
      const dump = new Set(read('gcm-sdg.nq').split('\n'));
      const named = new Writer({ format: 'application/n-quads' }).quadsToString(quads).trim().split('\n');
      expect(named.filter((line) => !dump.has(line.trim()))).toEqual([]);
    },
  );

  it('contains all statements of the ontology in TriG, although they are in no graph of the release', async () => {
    const statementsOf = async (extension: string): Promise<number> =>
      new Parser({ format: 'application/trig' }).parse((await ask(`/ontology.${extension}`)).body).length;
    expect(await statementsOf('trig')).toBe(await statementsOf('nt'));
    expect(await statementsOf('nt')).toBeGreaterThan(3);
  });

  /** Expands a JSON-LD document, and loads its context from the URL in the document. */
  async function jsonLdOf(file: string): Promise<string> {
    const options = {
      format: 'application/n-quads',
      documentLoader: async (url: string) => {
        expect(url).toBe(`${server.address}context.jsonld`);
        return { documentUrl: url, document: await (await fetch(url)).json() };
      },
      base: `${server.address}${file}`,
    };
    return (await jsonld.toRDF(JSON.parse((await ask(`/${file}`)).body), options as never)) as unknown as string;
  }

  it('has numbers and booleans as JSON values, and names and codes of linked resources', async () => {
    const node = async (thing: string) => JSON.parse((await ask(`/${thing}.jsonld`)).body)['@graph'][0];
    const objective = await node('objective/1');
    expect(objective.actionCount).toBeTypeOf('number');
    expect(objective.connectedTarget[0]).toMatchObject({
      id: expect.stringMatching(/^sdg:/),
      type: expect.arrayContaining(['Target']),
      code: [expect.any(String)],
      prefLabel: { en: expect.any(String), fr: expect.any(String) },
    });
    expect(objective.inScheme).toBe(`${base}objectives`);
    expect((await node('sdg/C160104')).deprecated).toBe(true);
  });

  it('has a context and names when the engine answers', async () => {
    const row = /<https:\/\/w3id\.org\/gcm-graph\/(link\/1-[^>]*)>/.exec(read('gcm-sdg.nq'))?.[1] as string;
    const document = JSON.parse((await ask(`/${row}.jsonld`)).body);
    expect(document['@context']).toBe('../../context.jsonld');
    const [node] = document['@graph'];
    expect(node.annotatedSource).toMatchObject({ id: `${base}objective/1`, prefLabel: { en: expect.any(String) } });
    const inJson = linesOf(new Parser().parse(await jsonLdOf(`${row}.jsonld`)));
    expect(inJson).toEqual(expect.arrayContaining(linesOf(new Parser().parse((await ask(`/${row}.ttl`)).body))));
  });

  it('links to the resource and to the other formats', async () => {
    const { headers } = await ask('/sdg/16.1.nt');
    const links = listOf(headers.link);
    expect(links).toContain('<http://metadata.un.org/sdg/16.1>; rel="describes"');
    expect(links.filter((link) => link.includes('alternate')).length).toBe(5);
    for (const link of links.filter((one) => one.includes('alternate'))) {
      const [, target = '', type = ''] = /^<([^>]*)>.*type="(.*)"$/.exec(link) ?? [];
      const answer = await ask(target);
      expect([target, answer.status]).toEqual([target, type === 'text/html' ? 303 : 200]);
      if (answer.status === 200) expect(answer.headers['content-type']).toContain(type);
    }
  });

  it('redirects to the page in the language of the client', async () => {
    const { status, headers } = await ask('/objective/1.html', { 'Accept-Language': 'ru' });
    expect([status, headers.location]).toEqual([303, '/site/ru/objective/1.html']);
    expect(listOf(headers.vary)).toContain('Accept-Language');
  });

  it('has an ETag per format, and the same bytes each time', async () => {
    const forms = ['ttl', 'jsonld', 'nt', 'trig', 'rdf'];
    const answers = await Promise.all(forms.map((form) => ask(`/objective/1.${form}`)));
    expect(new Set(answers.map(({ headers }) => headers.etag)).size).toBe(forms.length);
    for (const [i, { headers, body }] of answers.entries()) {
      const asked = `/objective/1.${forms[i]}`;
      expect(headers['last-modified']).toBe('Tue, 24 Nov 2026 00:00:00 GMT');
      expect((await ask(asked, { 'If-None-Match': headers.etag as string })).status).toBe(304);
      for (const again of await Promise.all([ask(asked), ask(asked), ask(asked)])) expect(again.body).toBe(body);
      const packed = await ask(asked, { 'Accept-Encoding': 'gzip' });
      expect([packed.headers['content-encoding'], packed.headers.etag]).toEqual(['gzip', `W/${headers.etag}`]);
      expect(gunzipSync(packed.bytes).toString()).toBe(body);
      const head = await ask(asked, {}, 'HEAD');
      expect([head.headers['content-length'], head.bytes.length]).toEqual([String(Buffer.byteLength(body)), 0]);
    }
  });
});

describe('a retired resource', () => {
  it('answers 410 with a page that describes it and its successor', async () => {
    const { status, headers, body } = await ask('/sdg/C160104', { Accept: browser, 'Accept-Language': 'fr' });
    expect([status, headers['content-type']]).toEqual([410, 'text/html; charset=utf-8']);
    expect(listOf(headers.link)).toContain('</sdg/C160105>; rel="successor-version"');
    expect(listOf(headers.vary)).toEqual(expect.arrayContaining(['Accept', 'Accept-Language']));
    expect(body).toContain('<html lang="fr"');
    const links = linksOf(body).filter((link) => !/^(?:https?:|#)/.test(link));
    expect(links).toContain('/site/fr/sdg/C160105.html');
    for (const link of new Set(links)) expect([link, (await ask(link)).status]).toEqual([link, 200]);
    expect((await ask('/sdg/C160105', { Accept: browser })).status).toBe(303);
  });

  it.each([
    ['text/turtle', 'ttl'],
    ['application/ld+json', 'jsonld'],
    ['application/rdf+xml', 'rdf'],
  ])('answers 410 with a description as %s, and its document still exists', async (accept, extension) => {
    const gone = await ask('/sdg/C160104', { Accept: accept });
    expect([gone.status, gone.headers['content-type']?.replace(/;.*/, '')]).toEqual([410, accept]);
    expect(listOf(gone.headers.link)).toContain('</sdg/C160105>; rel="successor-version"');
    const document = await ask(`/sdg/C160104.${extension}`);
    expect([document.status, document.body]).toEqual([200, gone.body]);
    expect(gone.body).toContain('isReplacedBy');
  });

  it('rejects other formats', async () => expect((await ask('/sdg/C160104', { Accept: 'a/b' })).status).toBe(406));
});

describe('a resource without a page', () => {
  it('sends a vocabulary directly', async () => {
    for (const [asked, file, page] of [
      ['/ontology', 'ontology/gcm.ttl', '/site/ar/ontology.html'],
      ['/shapes', 'ontology/shapes.ttl', '/site/ar/rules.html'],
    ] as const) {
      const { status, headers, body } = await ask(asked, { Accept: 'text/turtle' });
      expect([status, headers['content-location'], body]).toEqual([200, `${asked}.ttl`, read(file)]);
      const html = await ask(asked, { Accept: browser, 'Accept-Language': 'ar' });
      expect([html.status, html.headers.location]).toEqual([303, page]);
      const triples = await ask(asked, { Accept: 'application/n-triples' });
      expect(new Parser({ format: 'n-triples' }).parse(triples.body).length).toBe(new Parser().parse(body).length);
    }
  });

  it('defines all terms of the release in one document, also the terms of other files', async () => {
    const used = new Set(read('gcm-sdg.nq').match(/(?<=<)https:\/\/w3id\.org\/gcm-graph\/ontology#[^>]+/g));
    const defined = new Set(new Parser().parse((await ask('/ontology.ttl')).body).map(({ subject }) => subject.value));
    const inOther = new Parser().parse(readText(root, 'ontology/figures.ttl')).map(({ subject }) => subject.value);
    expect(inOther.filter((term) => used.has(term))).not.toEqual([]);
    expect([...used, ...inOther].filter((term) => !defined.has(term))).toEqual([]);
  });

  it('redirects a row to the page of its subject, and to its statements', async () => {
    const row = /<https:\/\/w3id\.org\/gcm-graph(\/link\/1-[^>]*)>/.exec(read('gcm-sdg.nq'))?.[1] as string;
    const page = await ask(row, { Accept: browser });
    expect([page.status, page.headers.location]).toEqual([303, '/site/en/objective/1.html']);
    const data = await ask(row, { Accept: 'text/turtle' });
    expect([data.status, data.headers.location]).toEqual([303, `${row}.ttl`]);
    const quads = new Parser().parse((await ask(`${row}.ttl`)).body);
    expect(linesOf(quads)).toEqual(linesOf(new Parser().parse(linesAbout(`${base}${row.slice(1)}`))));
  });

  it('redirects the dataset to the downloads, and serves its description for crawlers', async () => {
    expect((await ask('/dataset', { Accept: browser })).headers.location).toBe('/site/en/downloads.html');
    const { status, headers, body } = await ask('/.well-known/void');
    expect([status, headers['content-type']]).toEqual([200, 'text/turtle; charset=utf-8']);
    expect((await ask('/dataset.ttl')).body).toBe(body);
    const quads = new Parser().parse(body);
    const said = (name: string) =>
      quads
        .filter((quad) => quad.subject.value === `${base}dataset` && quad.predicate.value === name)
        .map((quad) => quad.object.value);
    const ns = 'http://rdfs.org/ns/void#';
    const manifest = JSON.parse(read('manifest.json'));
    expect(said(`${ns}triples`)).toEqual([String(manifest.triples)]);
    expect(said(`${ns}sparqlEndpoint`)).toEqual([`${base}sparql`]);
    expect(said(`${ns}uriSpace`)).toEqual([base]);
    expect(said('http://purl.org/dc/terms/title').length).toBeGreaterThan(0);
    expect(said('http://purl.org/dc/terms/license').length).toBe(1);
    const dumps = said(`${ns}dataDump`);
    expect(dumps.length).toBe(6);
    for (const dump of dumps) expect((await ask(`/${dump.slice(base.length)}`, {}, 'HEAD')).status).toBe(200);
    for (const accept of ['application/ld+json', 'application/n-triples', 'application/rdf+xml'])
      expect((await ask('/.well-known/void', { Accept: accept })).headers['content-type']).toContain(accept);
    expect((await ask('/.well-known/void', { Accept: 'image/png' })).status).toBe(406);
  });

  const linesAbout = (iri: string): string =>
    read('gcm-sdg.nq')
      .split('\n')
      .filter((line) => line.startsWith(`<${iri}> `))
      .join('\n');
});

it('answers browsers and programs at every IRI of the graph under the base', async () => {
  const found = read('gcm-sdg.nq').matchAll(/<(https:\/\/w3id\.org\/gcm-graph\/[^>]*)>/g);
  const paths = new Set([...found].map(([, iri]) => `/${(iri as string).slice(base.length).replace(/#.*/, '')}`));
  expect(paths.size).toBeGreaterThan(70);
  for (const asked of paths)
    for (const accept of ['text/turtle,*/*;q=0.1', browser]) {
      let answer = await ask(asked, { Accept: accept });
      const isThing = answer.status === 303;
      const isMoved = isThing || answer.status === 302; // the base redirects to the home page
      if (isMoved) answer = await ask(answer.headers.location as string, { Accept: accept });
      expect([asked, accept, answer.status]).toEqual([asked, accept, 200]);
      if (isThing && accept !== browser) expect(iriNamed(answer.body, `${base}${asked.slice(1)}`), asked).toBe(true);
    }
});

describe('a server with limits', () => {
  it('finds a resource by its own IRI when its page has another name', async () => {
    const copy = temporaryFolder();
    cpSync(release, copy, { recursive: true, dereference: true });
    const list = path.join(copy, 'site/things.json');
    const things = JSON.parse(readFileSync(list, 'utf8'));
    things['area/001'].iri = `${base}area/w%C3%B6rld`;
    writeFileSync(list, JSON.stringify(things));
    const other = await serveRelease(copy);
    for (const asked of ['/area/w%C3%B6rld', '/area/001'])
      expect((await askAt(other.address, asked)).headers.location).toBe('/area/001.ttl');
    const { status, headers } = await askAt(other.address, '/area/w%c3%b6rld.ttl');
    expect(status).toBe(200);
    expect(listOf(headers.link)).toContain(`<${base}area/w%C3%B6rld>; rel="describes"`);
  });

  it('answers 503 when the engine is busy, but still sends files', async () => {
    const small = await serveRelease(release, { workers: 1, queue: 1 });
    const answers = await Promise.all(Array.from({ length: 40 }, () => askAt(small.address, '/objective/1.rdf')));
    const refused = answers.filter(({ status }) => status === 503);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    expect(refused.length).toBeGreaterThan(0);
    for (const { headers, body } of refused) {
      expect([headers['retry-after'], headers.etag, headers['cache-control']]).toEqual(['2', undefined, 'no-store']);
      expect(body).toMatch(/^The server is busy\. .*\n$/);
    }
    expect((await askAt(small.address, '/objective/1.ttl')).status).toBe(200);
  });

  it('serves resources without pages when the release has no site', async () => {
    const plain = await serveRelease(await smallRelease());
    const at = (asked: string, accept: string) => askAt(plain.address, asked, { Accept: accept });
    expect((await at('/objective/1', browser)).headers.location).toBe('/objective/1.rdf');
    expect((await at('/objective/1', 'text/html')).status).toBe(406);
    expect((await at('/objective/1.ttl', '*/*')).body).toContain('prefLabel');
    const { '@context': link, '@graph': nodes } = JSON.parse((await at('/objective/1.jsonld', '*/*')).body);
    expect([link, nodes[0].connectedTarget[0].code]).toEqual(['../context.jsonld', [expect.any(String)]]);
    expect(JSON.parse((await at('/context.jsonld', '*/*')).body)['@context'].code).toBeDefined();
    expect((await at('/', browser)).status).toBe(404);
    expect((await at('/nothing', browser)).headers['content-type']).toBe('text/plain; charset=utf-8');
  });
});

const iriNamed = (turtle: string, iri: string): boolean =>
  new Parser().parse(turtle).some(({ subject, object }) => subject.value === iri || object.value === iri);

/** Formats statements without their graphs as sorted lines. */
function linesOf(quads: { subject: unknown; predicate: unknown; object: unknown }[]): string[] {
  const writer = new Writer({ format: 'N-Triples' });
  const lines = quads.map(({ subject, predicate, object }) =>
    writer.quadToString(subject as never, predicate as never, object as never),
  );
  return [...new Set(lines)].sort();
}
