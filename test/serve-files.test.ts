import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { smallProject } from './support/gcm.js';
import { releaseOf } from './support/releases.js';
import { type Answered, ask as askAt, listOf, type Serving, serveRelease } from './support/serving.js';
import { linksOf } from './support/site.js';

const project = smallProject();
const release = path.join(project, 'build/current');
let server: Serving;

beforeAll(async () => {
  await releaseOf(project);
  writeFileSync(path.join(project, 'secret.txt'), 'secret');
  mkdirSync(path.join(project, 'secrets'));
  writeFileSync(path.join(project, 'secrets/index.html'), 'secret');
  symlinkSync(path.join(project, 'secret.txt'), path.join(release, 'site/link.txt'));
  symlinkSync(path.join(project, 'secrets'), path.join(release, 'site/folder'));
  writeFileSync(path.join(release, 'stray.txt'), 'secret');
  server = await serveRelease(release);
});

const ask = (asked: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answered> =>
  askAt(server.address, asked, headers, method);
const fileOf = (name: string): Buffer => readFileSync(path.join(release, name));
const dump = '/gcm-sdg.nq';

describe('the files of a release', () => {
  it.each([
    ['/site/ar/objective/1.html', 'text/html; charset=utf-8'],
    ['/site/objective/1.ttl', 'text/turtle; charset=utf-8'],
    ['/site/objective/1.jsonld?x=1', 'application/ld+json'],
    ['/site/assets/site.css', 'text/css; charset=utf-8'],
    ['/site/assets/favicon.svg', 'image/svg+xml'],
    ['/site/things.json', 'application/json'],
    ['/manifest.json', 'application/json'],
    ['/gcm-sdg.rdf', 'application/rdf+xml; charset=utf-8'],
    ['/ontology/gcm.ttl', 'text/turtle; charset=utf-8'],
    ['/data/links.csv', 'text/csv; charset=utf-8'],
  ])('%s has the media type %s', async (asked, type) => {
    const { status, headers, bytes } = await ask(asked);
    expect([status, headers['content-type']]).toEqual([200, type]);
    expect(bytes).toEqual(fileOf(asked.replace(/\?.*/, '')));
    expect(headers).toMatchObject({ 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' });
    expect(headers['content-length']).toBe(String(bytes.length));
  });

  it.each([
    '/../../../secret.txt',
    '/site/../../../../secret.txt',
    '/%2e%2e/%2e%2e/%2e%2e/secret.txt',
    '/site/%2e%2e/%2e%2e/%2e%2e/%2e%2e/secret.txt',
    '/..%2f..%2f..%2fsecret.txt',
    '/site/..%252f..%252f..%252fsecret.txt',
    '/..\\..\\secret.txt',
    '/site/..%5c..%5csecret.txt',
    '/site/link.txt',
    '/site/folder/',
    '/site/folder/index.html',
    '/stray.txt',
    '/site/%00',
    '/site/index.html%00.txt',
    '/site/./index.html',
    '/site//index.html',
    '/data/',
    '//etc/passwd',
    '/site/index.html/',
    '/%ff',
  ])('answers 404 for %s without revealing other files', async (asked) => {
    const { status, body } = await ask(asked);
    expect(status).toBe(404);
    expect(body).not.toMatch(/secret|root:/);
  });

  it('answers 404 with a page whose links work at any depth, and with a sentence for programs', async () => {
    const page = await ask('/site/en/no/such/page.html', { Accept: 'text/html,*/*;q=0.8' });
    expect([page.status, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    const links = linksOf(page.body).filter((link) => !/^(?:https?:|#)/.test(link));
    expect(links).toContain('/site/assets/site.css');
    for (const link of links) expect((await ask(link)).status, link).toBe(200);
    for (const accept of ['*/*', 'text/turtle', 'text/plain']) {
      const { headers, body } = await ask('/nothing', { Accept: accept });
      expect([headers['content-type'], body.split('\n').length]).toEqual(['text/plain; charset=utf-8', 2]);
      expect(listOf(headers.vary)).toContain('Accept');
    }
  });

  it('redirects the root to the home page in the language of the client', async () => {
    for (const [language, start] of [
      ['fr-CH, en;q=0.8', 'fr'],
      ['de;q=0.9, zh;q=0.8, en;q=0.1', 'zh'],
      ['pt', 'en'],
      ['', 'en'],
    ] as const) {
      const { status, headers } = await ask('/', { 'Accept-Language': language });
      expect([status, headers.location]).toEqual([302, `/site/${start}/index.html`]);
      expect(listOf(headers.vary)).toContain('Accept-Language');
    }
  });

  it.each(['site', 'site/ru'])('redirects the folder %s to the same URL with a final slash', async (folder) => {
    const { status, headers } = await ask(`/${folder}`);
    expect([status, headers['location']]).toEqual([301, `/${folder}/`]);
    expect((await ask(`/${folder}/`)).bytes).toEqual(fileOf(`${folder}/index.html`));
  });

  it('are read-only', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const { status, headers } = await ask('/site/index.html', { 'Content-Type': 'made/up' }, method);
      expect([status, headers.allow]).toEqual([405, 'GET, HEAD']);
    }
    const { status, headers, bytes } = await ask(dump, {}, 'HEAD');
    expect([status, headers['content-length'], bytes.length]).toEqual([200, String(fileOf(dump).length), 0]);
  });
});

describe('a temporarily missing site', () => {
  it('causes errors only until it is back', async () => {
    renameSync(path.join(release, 'site'), path.join(release, 'elsewhere'));
    const own = await serveRelease(release);
    const asked = ['/', '/objective/1', '/search?q=x'];
    const statuses = () => Promise.all(asked.map(async (one) => (await askAt(own.address, one)).status));
    const meanwhile = await statuses();
    renameSync(path.join(release, 'elsewhere'), path.join(release, 'site'));
    expect(meanwhile).toEqual([500, 500, 500]);
    expect(await statuses()).toEqual([302, 303, 200]);
  });
});

describe('versions', () => {
  it('are identified by checksums from the manifest: of the file, or of the whole site for a page', async () => {
    const { headers } = await ask(dump);
    expect(headers.etag).toBe(`"${createHash('sha256').update(fileOf(dump)).digest('hex')}"`);
    const pages = await Promise.all(
      ['/site/en/index.html', '/site/fr/index.html', '/manifest.json'].map((one) => ask(one)),
    );
    const tags = pages.map((page) => page.headers.etag);
    for (const tag of tags) expect(tag).toMatch(/^"[0-9a-f]{64}"$/);
    expect(new Set(tags).size).toBe(3);
  });

  it('have the date of the data', async () => {
    const { headers } = await ask(dump);
    expect(headers['last-modified']).toBe('Tue, 24 Nov 2026 00:00:00 GMT');
    expect(JSON.parse(fileOf('manifest.json').toString()).issued).toBe('2026-11-24');
  });

  it('are not sent again if the client has them', async () => {
    const { etag = '', 'last-modified': modified = '' } = (await ask(dump)).headers;
    for (const [headers, status] of [
      [{ 'If-None-Match': etag }, 304],
      [{ 'If-None-Match': `"other", W/${etag}` }, 304],
      [{ 'If-None-Match': '*' }, 304],
      [{ 'If-None-Match': '"other"', 'If-Modified-Since': modified }, 200],
      [{ 'If-Modified-Since': modified }, 200],
      [{ 'If-Modified-Since': 'Mon, 01 Jan 2024 00:00:00 GMT' }, 200],
      [{ 'If-None-Match': etag, 'Accept-Encoding': 'br' }, 304],
    ] as const) {
      const answer = await ask(dump, headers as unknown as Record<string, string>);
      expect(answer.status, JSON.stringify(headers)).toBe(status);
      if (status === 304) {
        expect(answer.bytes.length).toBe(0);
        expect(answer.headers.etag).toContain(etag);
        expect(listOf(answer.headers.vary)).toContain('Accept-Encoding');
      }
    }
  });
});

describe('ranges', () => {
  it.each([
    ['bytes=0-9', 0, 10],
    ['bytes=5-', 5, undefined],
    ['bytes=-7', -7, undefined],
    ['bytes=0-999999999', 0, undefined],
  ])('sends the range %s', async (range, start, end) => {
    const whole = fileOf(dump);
    const { status, headers, bytes } = await ask(dump, { Range: range, 'Accept-Encoding': 'gzip' });
    expect(status).toBe(206);
    expect(bytes).toEqual(whole.subarray(start, end));
    const first = start < 0 ? whole.length + start : start;
    expect(headers['content-range']).toBe(`bytes ${first}-${first + bytes.length - 1}/${whole.length}`);
    expect(headers['content-encoding']).toBeUndefined();
  });

  it('rejects a range outside the file, and sends the whole file for several or invalid ranges', async () => {
    const size = fileOf(dump).length;
    const beyond = await ask(dump, { Range: `bytes=${size}-` });
    expect([beyond.status, beyond.headers['content-range']]).toEqual([416, `bytes */${size}`]);
    for (const range of ['bytes=0-1,5-6', 'lines=1-2', 'bytes=x', 'bytes=']) {
      const { status, bytes } = await ask(dump, { Range: range });
      expect([range, status, bytes.length]).toEqual([range, 200, size]);
    }
  });

  it('sends the whole file if the client has another version', async () => {
    const { etag = '', 'last-modified': modified = '' } = (await ask(dump)).headers;
    const statusOf = async (condition: string) =>
      (await ask(dump, { Range: 'bytes=0-9', 'If-Range': condition })).status;
    expect(await statusOf(etag)).toBe(206);
    expect(await statusOf('"other"')).toBe(200);
    expect(await statusOf(`W/${etag}`)).toBe(200);
    expect(await statusOf(modified)).toBe(200); // two versions can have the same day
    expect((await ask(dump, { Range: 'bytes=0-9' }, 'HEAD')).status).toBe(200);
    expect((await ask(dump)).headers['accept-ranges']).toBe('bytes');
  });
});

describe('compression', () => {
  it.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ])('supports %s', async (coding, unpack) => {
    const { headers, bytes } = await ask(dump, { 'Accept-Encoding': coding });
    expect(headers['content-encoding']).toBe(coding);
    expect(headers.etag).toMatch(/^W\//);
    expect(headers['accept-ranges']).toBeUndefined();
    expect(listOf(headers.vary)).toContain('Accept-Encoding');
    expect(bytes.length).toBeLessThan(fileOf(dump).length / 4);
    expect(unpack(bytes)).toEqual(fileOf(dump));
  });

  it('follows the preferences of the client, and skips small files', async () => {
    const codingOf = async (asked: string, accept: string) =>
      (await ask(asked, { 'Accept-Encoding': accept })).headers['content-encoding'];
    expect(await codingOf(dump, 'gzip;q=0.5, br;q=0')).toBe('gzip');
    expect(await codingOf(dump, 'identity')).toBeUndefined();
    expect(await codingOf(dump, 'gzip;q=0')).toBeUndefined();
    expect(await codingOf(dump, 'zstd')).toBeUndefined();
    const small = readFileSync(path.join(release, 'data/units.csv'));
    expect(small.length).toBeLessThan(1024);
    expect(await codingOf('/data/units.csv', 'gzip')).toBeUndefined();
    const { headers, bytes } = await ask(dump, { 'Accept-Encoding': 'gzip' }, 'HEAD');
    expect([headers['content-encoding'], bytes.length]).toEqual(['gzip', 0]);
  });
});
