import { cpSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { followRelease } from '../src/serve/release.js';
import { serverOptions, settingsOf } from '../src/serve/settings.js';
import { temporaryFolder } from './support/gcm.js';
import { smallRelease, smallSite } from './support/releases.js';
import { ask, type Serving, serveRelease } from './support/serving.js';

interface Answer {
  query: string;
  language: string;
  total: number;
  results: { iri: string; name: string; page: string; type: string; [more: string]: unknown }[];
}

describe('the search API', () => {
  let server: Serving;
  beforeAll(async () => {
    server = await serveRelease(await smallSite());
  });
  const get = (fields: Record<string, string>, headers = {}): Promise<Response> =>
    fetch(`${server.address}search?${new URLSearchParams(fields)}`, { headers });
  const search = async (fields: Record<string, string>, headers = {}): Promise<Answer> =>
    (await get(fields, headers)).json() as Promise<Answer>;

  it('finds an item by its code, with all data for a link', async () => {
    expect(await search({ q: '10.7.1', lang: 'fr' })).toEqual({
      query: '10.7.1',
      language: 'fr',
      total: 1,
      results: [
        {
          iri: 'http://metadata.un.org/sdg/C100701',
          name: expect.stringMatching(/^Dépenses de recrutement/),
          language: 'fr',
          code: '10.7.1',
          type: 'indicator',
          page: '/site/fr/sdg/C100701.html',
        },
      ],
    });
  });

  it('is prepared before a new release is served', async () => {
    const folder = temporaryFolder();
    cpSync(await smallSite(), folder, { recursive: true, dereference: true });
    const steps: string[] = [];
    const current = await followRelease(
      folder,
      settingsOf((name) => serverOptions[name].standard),
      (message) => steps.push(message),
      async () => void steps.push('prepared'),
    );
    utimesSync(path.join(folder, 'manifest.json'), 1, 1); // as if another release was copied to the folder
    await vi.waitFor(() => expect(steps).toEqual(['prepared', `Now serving ${folder}`]), 10_000);
    await current.close();
  });

  it('returns existing pages', async () => {
    const { results } = await search({ q: 'migration' });
    expect(results.length).toBeGreaterThan(3);
    for (const { page } of results) expect((await fetch(new URL(page, server.address))).status).toBe(200);
  });

  it.each([
    ['en', 'recruitment cost'],
    ['fr', 'dépenses de recrutement'],
    ['es', 'costo de la contratación'],
    ['ru', 'затраты на трудоустройство'],
    ['ar', 'تكاليف الاستقدام'],
    ['zh', '招聘费用'],
  ])('finds in %s: %s', async (lang, q) => {
    const { results } = await search({ q, lang });
    expect(results[0]).toMatchObject({ iri: 'http://metadata.un.org/sdg/C100701', language: lang });
  });

  it('uses the requested language, or otherwise the language of the client', async () => {
    const headers = { 'Accept-Language': 'pt, es;q=0.8, en;q=0.5' };
    expect((await search({ q: '10.7' }, headers)).language).toBe('es');
    expect((await search({ q: '10.7', lang: 'zh' }, headers)).language).toBe('zh');
    expect((await search({ q: '10.7' }, { 'Accept-Language': 'tlh' })).language).toBe('en');
    expect((await get({ q: '10.7' })).headers.get('vary')).toContain('Accept-Language');
  });

  it('searches in other languages if nothing is found, and reports the match', async () => {
    const { results } = await search({ q: '招聘费用', lang: 'en' });
    expect(results[0]).toMatchObject({
      name: expect.stringMatching(/^Recruitment cost/),
      foundAs: { language: 'zh', text: expect.stringContaining('招聘费用') },
    });
  });

  it('filters by type, limits the results, and reports the total', async () => {
    const all = await search({ q: 'migration' });
    const some = await search({ q: 'migration', type: 'indicator', limit: '1' });
    expect(some.results).toHaveLength(1);
    expect(some.total).toBeGreaterThan(1);
    expect(some.total).toBeLessThan(all.total);
    expect(some.results[0]?.type).toBe('indicator');
  });

  it('marks retired items', async () => {
    expect((await search({ q: 'C160104' })).results[0]).toMatchObject({ retired: true });
  });

  it('returns no results for an empty or unknown query', async () => {
    expect(await search({ q: '' })).toMatchObject({ total: 0, results: [] });
    expect(await search({ q: 'qqqzzz' })).toMatchObject({ total: 0, results: [] });
  });

  it.each([
    [{}, /^q must be/],
    [{ q: 'x'.repeat(201) }, /200/],
    [{ q: 'x', lang: 'de' }, /en, fr, es, ar, zh, ru/],
    [{ q: 'x', lang: '__proto__' }, /en, fr, es, ar, zh, ru/],
    [{ q: 'x', type: 'goals' }, /objective, principle, goal, target, indicator/],
    [{ q: 'x', limit: '0' }, /1 to 100/],
    [{ q: 'x', limit: '101' }, /1 to 100/],
    [{ q: 'x', limit: '1e1' }, /1 to 100/],
  ])('rejects %j and lists the allowed values', async (fields, says) => {
    const response = await get(fields as Record<string, string>);
    expect(response.status).toBe(400);
    expect(((await response.json()) as { error: string }).error).toMatch(says);
  });

  it('rejects duplicate parameters', async () => {
    for (const twice of ['q=a&q=b', 'q=a&lang=en&lang=fr', 'q=a&type=goal&type=goal', 'q=a&limit=1&limit=2'])
      expect((await fetch(`${server.address}search?${twice}`)).status, twice).toBe(400);
  });

  it('answers 304 if the result is unchanged', async () => {
    const first = await get({ q: '10.7' });
    const known = { 'If-None-Match': first.headers.get('etag') ?? '' };
    expect((await ask(server.address, '/search?q=10.7', known)).status).toBe(304);
    expect((await ask(server.address, '/search?q=16.1', known)).status).toBe(200);
    expect(first.headers.get('cache-control')).toBe('no-cache');
  });
});

describe('the search API without a site', () => {
  it('answers 404', async () => {
    const server = await serveRelease(await smallRelease());
    const response = await fetch(`${server.address}search?q=x`);
    expect([response.status, await response.json()]).toEqual([404, { error: expect.stringContaining('no site') }]);
  });
});
