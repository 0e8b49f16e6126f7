import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { allowMarkup, replace } from './support/edit.js';
import { smallProject } from './support/gcm.js';
import { candidates, post, reconcile } from './support/reconciling.js';
import { releaseOf } from './support/releases.js';
import { type Serving, serveRelease } from './support/serving.js';

const [sdg, sdgo] = ['http://metadata.un.org/sdg/', 'http://metadata.un.org/sdg/ontology#'];
const [skos, gcmo] = ['http://www.w3.org/2004/02/skos/core#', 'https://w3id.org/gcm-graph/ontology#'];
const hostile = `<script>alert(1)</script>"&' __proto__ {{id}} \${id}`;

type Cell = Record<string, string | number>;
interface Extended {
  meta: unknown[];
  rows: Record<string, Record<string, Cell[]>>;
}

describe('reconciliation', () => {
  let server: Serving;
  beforeAll(async () => {
    const project = smallProject();
    const data = path.join(project, 'data');
    allowMarkup(data, 'goals.csv');
    replace(data, 'goals.csv', 'Reduce inequality within and among countries', `"${hostile.replace('"', '""')}"`);
    server = await serveRelease(await releaseOf(project));
  });
  const get = (asked: string, headers = {}): Promise<Response> => fetch(server.address + asked, { headers });
  const json = async (asked: string, headers = {}) =>
    (await get(asked, headers)).json() as Promise<Record<'result', { id: string; name: string }[]>>;
  const extend = async (wish: object) =>
    (await (await post(server, { extend: JSON.stringify(wish) })).json()) as Extended;

  it('describes itself with the URLs that the client uses', async () => {
    const manifest = await json('reconcile');
    expect(manifest).toMatchObject({
      versions: ['0.2'],
      batchSize: 50,
      view: { url: `${server.address}reconcile/view?id={{id}}` },
    });
    expect(JSON.stringify(manifest)).not.toContain('callback');
  });

  it('answers batches by GET and POST, with the name of each query', async () => {
    const queries = { 'a b': { query: '16.1.1' }, constructor: { query: 'Target 16.1', limit: 1 } };
    const posted = await reconcile(server, queries);
    expect(posted['a b']?.result[0]).toMatchObject({ id: `${sdg}C160101`, score: 100, match: true });
    expect(posted['constructor']?.result).toMatchObject([{ id: `${sdg}16.1`, match: true }]);
    const got = await get(`reconcile?queries=${encodeURIComponent(JSON.stringify(queries))}`, {
      Origin: 'https://example.org',
    });
    expect(await got.json()).toEqual(posted);
    expect(got.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('lists an entity with a former code after the entity with the current code', async () => {
    const [now, once] = await candidates(server, { query: '16.1.4' });
    expect(now).toMatchObject({ id: `${sdg}C160105`, score: 100, match: true });
    expect(once).toMatchObject({ id: `${sdg}C160104`, score: 54, match: false });
    expect(once?.description).toContain('no longer in use');
    expect((await candidates(server, { query: 'C160104' }))[0]).toMatchObject({ id: `${sdg}C160104`, match: true });
  });

  it('lowers the score of other types, or omits them if the client is strict', async () => {
    const query = { query: '16.1', type: `${sdgo}Indicator` };
    expect((await candidates(server, query))[0]).toMatchObject({ id: `${sdg}16.1`, score: 50, match: false });
    expect(await candidates(server, { ...query, type_strict: 'any' })).toEqual([]);
    const both = { query: '16.1', type: [`${sdgo}Target`, `${skos}Concept`], type_strict: 'all' };
    expect(await candidates(server, both)).toMatchObject([{ id: `${sdg}16.1`, match: true }]);
    expect(await candidates(server, { ...both, type: [`${sdgo}Target`, `${sdgo}Goal`] })).toEqual([]);
  });

  it('matches a plain number only if its kind is clear', async () => {
    // Two entities have the number 1, and one has the number 17.
    for (const query of ['1', '17'])
      expect((await candidates(server, { query })).filter(({ match }) => match)).toEqual([]);
    const [goal] = await candidates(server, { query: '1', type: `${sdgo}Goal` });
    expect(goal).toMatchObject({ id: `${sdg}1`, match: true });
    const inScheme = { pid: `${skos}inScheme`, v: { id: 'https://w3id.org/gcm-graph/objectives', name: 'x' } };
    const [objective] = await candidates(server, { query: '1', properties: [inScheme] });
    expect(objective).toMatchObject({ id: 'https://w3id.org/gcm-graph/objective/1', score: 88 });
  });

  it('compares values directly, and by codes and names of entities', async () => {
    const ofTarget = (v: unknown) => ({ properties: [{ pid: `${sdgo}isIndicatorOf`, v }], limit: 50 });
    const byIri = await candidates(server, ofTarget({ id: `${sdg}10.7` }));
    expect(byIri.map(({ id }) => id)).toEqual(['C100701', 'C100702', 'C100703', 'C100704'].map((code) => sdg + code));
    expect(byIri.every(({ score, match }) => score === 100 && !match)).toBe(true);
    expect(await candidates(server, ofTarget('10.07'))).toEqual(byIri);
    expect(await candidates(server, ofTarget(['nothing', '10.7']))).toEqual(byIri);
    const paragraph = { properties: [{ pid: `${gcmo}paragraph`, v: 17 }] };
    expect(await candidates(server, paragraph)).toMatchObject([
      { name: expect.stringMatching(/^Collect and utilize/) },
    ]);
  });

  it('returns names in the language of the client', async () => {
    const name = async (language: string) =>
      (await json('reconcile/suggest/entity?prefix=10.7.1', { 'Accept-Language': language })).result[0]?.name;
    expect(await name('fr-CA, en;q=0.5')).toMatch(/^Dépenses de recrutement/);
    expect(await name('tlh')).toMatch(/^Recruitment cost/);
  });

  it('suggests entities, types and properties for a prefix, in pages', async () => {
    const ids = async (asked: string) => (await json(asked)).result.map(({ id }) => id);
    expect((await ids('reconcile/suggest/entity?prefix=16.1'))[0]).toBe(`${sdg}16.1`);
    expect(await ids('reconcile/suggest/entity?prefix=recruit%20cost')).toEqual([`${sdg}C100701`]);
    expect(await ids('reconcile/suggest/entity?prefix=')).toEqual([]);
    expect(await ids('reconcile/suggest/type?prefix=targ')).toEqual([`${sdgo}Target`]);
    expect(await ids('reconcile/suggest/property?prefix=custodian')).toEqual([`${sdgo}custodianAgency`]);
    const [first, second] = [
      await ids('reconcile/suggest/property'),
      await ids('reconcile/suggest/property?cursor=20'),
    ];
    expect(first).toHaveLength(20);
    expect(second.filter((id) => first.includes(id))).toEqual([]);
  });

  it('returns property values with their types', async () => {
    const properties = ['isIndicatorOf', 'tier', 'custodianAgency'].map((name) => ({ id: sdgo + name }));
    const { rows, meta } = await extend({ ids: [`${sdg}C100701`, 'nobody'], properties });
    expect(rows[`${sdg}C100701`]).toEqual({
      [`${sdgo}isIndicatorOf`]: [{ id: `${sdg}10.7`, name: expect.stringMatching(/^Facilitate orderly/) }],
      [`${sdgo}tier`]: [{ id: `${sdgo}tier_II`, name: 'Tier II' }],
      [`${sdgo}custodianAgency`]: [{ str: 'ILO' }, { str: 'World Bank' }],
    });
    expect(rows['nobody']).toEqual({
      [`${sdgo}isIndicatorOf`]: [],
      [`${sdgo}tier`]: [],
      [`${sdgo}custodianAgency`]: [],
    });
    expect(meta).toMatchObject([
      { type: { id: `${sdgo}Target`, name: 'Target' } },
      { name: 'tier', type: { id: `${sdgo}Tier` } },
      {},
    ]);
  });

  it('returns texts in one or all languages, up to the requested number', async () => {
    const cells = async (settings: object) => {
      const property = { id: `${skos}prefLabel`, settings };
      const { rows } = await extend({ ids: [`${sdg}C100701`], properties: [property] });
      return rows[`${sdg}C100701`]?.[`${skos}prefLabel`] ?? [];
    };
    expect((await cells({ language: 'es' })).length).toBe(1);
    expect((await cells({ language: 'all' })).length).toBe(6);
    expect((await cells({ language: 'all', limit: 2 })).length).toBe(2);
    expect(await cells({ language: 'tlh' })).toEqual([{ str: expect.stringMatching(/^Recruitment cost/) }]);
  });

  it('shows a preview in which a name cannot run scripts', async () => {
    const response = await get(`reconcile/preview?id=${sdg}10`);
    const page = await response.text();
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/]+='$/,
    );
    expect(response.headers.get('x-frame-options')).toBeNull();
    expect(page).toContain('&lt;script>alert(1)&lt;/script>');
    expect(page).not.toMatch(/<script|onerror|javascript:/);
    expect((await candidates(server, { query: hostile }))[0]).toMatchObject({
      id: `${sdg}10`,
      name: hostile,
      match: true,
    });
    expect((await get('reconcile/preview?id=nobody')).status).toBe(404);
    const { html } = (await (await get(`reconcile/flyout?id=${sdg}10`)).json()) as { html: string };
    expect(html).toContain('&lt;script');
    expect(html).not.toMatch(/<script|<a /);
  });

  it('redirects from an id to the page of the entity', async () => {
    const response = await fetch(`${server.address}reconcile/view?id=${sdg}C100701`, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([303, '/sdg/C100701']);
    const elsewhere = await fetch(`${server.address}reconcile/view?id=https://example.org/`, { redirect: 'manual' });
    expect(elsewhere.status).toBe(404);
  });
});
