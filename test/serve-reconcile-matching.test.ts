import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { indexPath, readIndexFile } from '../src/text/search/search.js';
import { runs } from './support/property.js';
import { judgedQueries } from './support/reconcile-queries.js';
import { type Candidate, candidates, reconcile } from './support/reconciling.js';
import { realRelease } from './support/releases.js';
import { type Serving, serveRelease } from './support/serving.js';

const typeIri = (name: string): string =>
  ['Goal', 'Target', 'Indicator'].includes(name)
    ? `http://metadata.un.org/sdg/ontology#${name}`
    : `https://w3id.org/gcm-graph/ontology#${name}`;
const iriOf = (thing: string): string =>
  thing.startsWith('sdg/') ? `http://metadata.un.org/${thing}` : `https://w3id.org/gcm-graph/${thing}`;

/** Returns the names of all items on the site, in all languages. */
function namesIn(release: string): { iri: string; name: string }[] {
  const read = (file: string): string => readFileSync(path.join(release, 'site', file), 'utf8');
  const things = JSON.parse(read('things.json')) as Record<string, { iri: string }>;
  return ['en', 'fr', 'es', 'ru', 'ar', 'zh'].flatMap((language) =>
    readIndexFile(read(indexPath(language))).entries.flatMap(({ path: place, name }) => {
      const iri = things[place]?.iri;
      return iri === undefined ? [] : [{ iri, name }];
    }),
  );
}

/** Common mistakes in a name, at a given position. */
const slipKinds: ((name: string, at: number) => string)[] = [
  (name, at) => `${name.slice(0, at % name.length)}${name.slice((at % name.length) + 1)}`,
  (name, at) => `${name.slice(0, at % name.length)}x${name.slice(at % name.length)}`,
  (name, at) =>
    name
      .split(' ')
      .filter((_, i) => (i + at) % 4 !== 0)
      .join(' '),
  (name, at) =>
    name
      .split(' ')
      .toSorted((a, b) => ((a.length * at) % 7) - ((b.length * at) % 7))
      .join(' '),
  (name) => name.slice(0, Math.ceil(name.length * 0.7)),
];

describe('reconciliation with the graph of the project', () => {
  let release: string;
  let server: Serving;
  let found: Candidate[][];
  beforeAll(async () => {
    release = await realRelease();
    server = await serveRelease(release);
    found = [];
    for (let from = 0; from < judgedQueries.length; from += 50) {
      const batch = judgedQueries
        .slice(from, from + 50)
        .map(({ query, type }) => ({ query, ...(type ? { type: typeIri(type) } : {}) }));
      const results = await reconcile(server, Object.fromEntries(batch.entries()));
      found.push(...batch.map((_, place) => results[place]?.result ?? []));
    }
  }, 300_000);

  it('returns only correct matches, and no match for a meaningless query', () => {
    const matches = judgedQueries.flatMap(({ query, right }, place) =>
      (found[place] ?? [])
        .filter(({ match }) => match)
        .map(({ id }) => [query, id, right === undefined ? undefined : iriOf(right)]),
    );
    expect(matches.filter(([, id, right]) => id !== right)).toEqual([]);
    expect(matches.length).toBeGreaterThan(40);
  });

  it('matches the current one of two indicators with the same name', async () => {
    const query = 'Number of countries implementing sustainable public procurement policies and action plans';
    const found = await candidates(server, { query });
    const named = found.map(({ id, match }) => [id.replace(/.*\//, ''), match]);
    expect(named.slice(0, 2)).toEqual([
      ['C120702', true],
      ['C120701', false],
    ]);
  });

  it('reports a match for every certain query', () => {
    const missed = judgedQueries.filter(({ isSure }, place) => isSure && !found[place]?.[0]?.match);
    expect(missed).toEqual([]);
  });

  it('has the correct entity in the first three candidates for 95 % of queries', () => {
    const meaningful = [...judgedQueries.entries()].filter(([, { right }]) => right !== undefined);
    const missed = meaningful.filter(
      ([place, { right }]) => !found[place]?.slice(0, 3).some(({ id }) => id === iriOf(right as string)),
    );
    expect(meaningful.length).toBeGreaterThan(60);
    expect(missed.length / meaningful.length, JSON.stringify(missed)).toBeLessThanOrEqual(0.05);
  });

  it('finds names with typing mistakes, missing words or another word order', async () => {
    const names = namesIn(release).filter(({ name }) => name.length > 30);
    const slips = fc.sample(
      fc.tuple(fc.constantFrom(...names), fc.constantFrom(...slipKinds), fc.noShrink(fc.nat())),
      runs(300),
    );
    let missed = 0;
    for (let from = 0; from < slips.length; from += 50) {
      const batch = slips.slice(from, from + 50);
      const queries = batch.map(([{ name }, slip, at]) => ({ query: slip(name, at) }));
      const results = await reconcile(server, Object.fromEntries(queries.entries()));
      for (const [place, [{ iri }]] of batch.entries())
        if (!results[place]?.result.slice(0, 3).some(({ id }) => id === iri)) missed++;
    }
    expect(missed / slips.length).toBeLessThanOrEqual(0.05);
  });

  it('finds long names', async () => {
    const long = namesIn(release).filter(({ name }) => name.length > 500);
    expect(Math.max(...long.map(({ name }) => name.length))).toBeGreaterThan(700);
    const batch = Object.fromEntries(long.slice(0, 50).map(({ name }, place) => [place, { query: name }]));
    const results = await reconcile(server, batch);
    for (const [place, { iri }] of long.slice(0, 50).entries())
      expect(results[place]?.result[0]).toMatchObject({ id: iri, match: true });
  });

  it('sorts candidates by score, with at most one match', () => {
    for (const candidates of found) {
      const scores = candidates.map(({ score }) => score);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
      expect(scores.every((score) => score > 0 && score <= 100)).toBe(true);
      expect(candidates.filter(({ match }) => match).length).toBeLessThanOrEqual(1);
    }
  });
});
