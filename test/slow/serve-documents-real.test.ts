import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { realRelease } from '../support/releases.js';
import { type Answered, ask as askAt, listOf, type Serving, serveRelease } from '../support/serving.js';

const base = 'https://w3id.org/gcm-graph/';
let server: Serving;
let dump = '';
let release = '';

beforeAll(async () => {
  release = await realRelease();
  dump = readFileSync(path.join(release, 'gcm-sdg.nq'), 'utf8');
  server = await serveRelease(release);
}, 600_000);

const ask = (asked: string, accept: string): Promise<Answered> => askAt(server.address, asked, { Accept: accept });

it('answers at every IRI of the published graph under the base', async () => {
  const found = dump.matchAll(/<(https:\/\/w3id\.org\/gcm-graph\/[^>]*)>/g);
  const all = [...new Set([...found].map(([, iri]) => `/${(iri as string).slice(base.length).replace(/#.*/, '')}`))];
  // There are 30,000 figures of the same form, so only some of them are requested, from all series.
  const figures = all.filter((one) => one.startsWith('/cube/'));
  const series = (one = ''): string | undefined => one.split('/')[2];
  const some = figures.filter((one, i) => i % 10 === 0 || series(one) !== series(figures[i - 1]));
  expect(figures.length).toBeGreaterThan(30_000);
  const paths = [...all.filter((one) => !one.startsWith('/cube/')), ...some];
  expect(paths.length).toBeGreaterThan(5000);
  const answers = new Map<string, number>();
  for (const [i, asked] of paths.entries()) {
    let answer = await ask(asked, 'text/turtle, */*;q=0.1');
    // Documents take some time, so only one in twenty is requested.
    if (answer.status === 303 && i % 20 === 0) answer = await ask(answer.headers.location as string, '*/*');
    if (![200, 303].includes(answer.status) && asked !== '/') answers.set(asked, answer.status);
  }
  expect(Object.fromEntries(answers)).toEqual({});
});

it('redirects rows to the pages that show them', async () => {
  const pageOf = async (asked: string) => (await ask(asked, 'text/html')).headers.location;
  expect(await pageOf('/link/10-16.2/unnm-guide-2022')).toBe('/site/en/objective/10.html');
  // The page of its series shows the figure.
  const figure = /^<https:\/\/w3id\.org\/gcm-graph(\/cube\/(\w+)\/[^>]*)>/m.exec(dump);
  expect(await pageOf(figure?.[1] as string)).toBe(`/site/en/sdg/${figure?.[2]}.html`);
});

it('serves graphs that are too large for the engine', async () => {
  for (const [asked, file] of [
    ['graph-store?default&format=nt', 'gcm-sdg.nt'],
    ['graph-store?default&format=rdf', 'gcm-sdg.rdf'],
  ] as const)
    expect((await ask(`/${asked}`, '*/*')).body).toBe(readFileSync(path.join(release, file), 'utf8'));
  const name = '<https://w3id.org/gcm-graph/graph/observations>';
  const lines = dump.split('\n').filter((line) => line.endsWith(` ${name} .`));
  const { body } = await ask('/graph/observations', 'application/n-triples');
  expect(body).toBe(lines.map((line) => `${line.slice(0, -name.length - 3)} .\n`).join(''));
});

it('answers 410 for each retired indicator, with its successor', async () => {
  const deprecated = dump.matchAll(/^<http:\/\/metadata\.un\.org\/sdg\/(\w+)> <[^>]*owl#deprecated> "true"/gm);
  const codes = [...deprecated].map(([, code]) => code as string);
  expect(codes.length).toBeGreaterThan(30);
  for (const code of codes) {
    const { status, headers, body } = await ask(`/sdg/${code}`, 'text/turtle');
    const next = new RegExp(
      `^<http://metadata\\.un\\.org/sdg/${code}> <[^>]*isReplacedBy> <http://metadata\\.un\\.org(/sdg/\\w+)>`,
      'm',
    ).exec(dump);
    expect([code, status]).toEqual([code, 410]);
    expect(body).toContain(`sdg:${code}`);
    const successors = listOf(headers.link).filter((link) => link.includes('successor-version'));
    expect(successors).toEqual(next ? [`<${next[1]}>; rel="successor-version"`] : []);
  }
});

it('serves an objective and an indicator at the URLs of the site', async () => {
  expect((await ask('/objective/10', 'text/turtle')).headers.location).toBe('/objective/10.ttl');
  expect((await ask('/objective/10.ttl', '*/*')).body).toContain('<https://w3id.org/gcm-graph/objective/10>');
  expect((await ask('/sdg/C160202', 'text/html')).headers.location).toBe('/site/en/sdg/C160202.html');
});
