import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { smallSite } from './support/releases.js';

/** The schema.org data of the start page, and the page of downloads. */

let release = '';
const page = (file: string): string => readFileSync(path.join(release, 'site', file), 'utf8');

beforeAll(async () => {
  release = await smallSite();
});

describe('schema.org', () => {
  const dataset = (language: string) =>
    JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page(`${language}/index.html`))?.[1] ?? '');

  it('describes publisher, date, licence and languages of the data set', () => {
    expect(dataset('fr')).toMatchObject({
      '@type': 'Dataset',
      '@id': 'https://w3id.org/gcm-graph/dataset',
      name: expect.stringContaining('Pacte mondial'),
      description: expect.stringContaining('Les 23 objectifs'),
      version: '0.1.0',
      license: 'https://creativecommons.org/licenses/by/4.0/',
      publisher: { '@type': 'Organization', name: 'gcm-graph' },
      datePublished: '2026-11-24',
      temporalCoverage: expect.stringMatching(/^\d{4}\/\d{4}$/),
      inLanguage: ['ar', 'en', 'es', 'fr', 'ru', 'zh'],
    });
  });

  it('lists the dumps with correct checksums', () => {
    const files = dataset('en').distribution as { contentUrl: string; sha256: string }[];
    expect(files.map(({ contentUrl }) => path.extname(contentUrl)).sort()).toEqual(
      ['.jsonld', '.nq', '.nt', '.rdf', '.trig', '.ttl'].sort(),
    );
    for (const { contentUrl, sha256 } of files) {
      const file = path.join(release, path.basename(contentUrl));
      expect(createHash('sha256').update(readFileSync(file)).digest('hex')).toBe(sha256);
    }
  });
});

it('lists the files about the release on the page of downloads', () => {
  for (const file of ['catalogue.ttl', 'datapackage.json', 'CITATION.cff', 'sbom.json', 'queries/derive/10-broader.rq'])
    expect(page('en/downloads.html')).toContain(`href="../../${file}"`);
});
