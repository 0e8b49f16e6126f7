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
  const described = (file: string) =>
    JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page(file))?.[1] ?? '');
  const dataset = (language: string) => described(`${language}/index.html`);

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
      keywords: expect.arrayContaining(['migrations internationales']),
      spatialCoverage: { '@type': 'Place', '@id': 'https://sws.geonames.org/6295630/' },
      dateModified: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
  });

  it('lists all series and sources on the page of downloads', () => {
    const whole = described('en/downloads.html');
    expect(whole['@id']).toBe(dataset('en')['@id']);
    expect(whole.variableMeasured).toEqual(
      expect.arrayContaining(['Total deaths and disappearances recorded during migration (number)']),
    );
    // A source of a sheet, and a source of a row.
    expect(whole.isBasedOn).toEqual(
      expect.arrayContaining([
        'https://undocs.org/A/RES/73/195',
        'https://github.com/open-numbers/ddf--unstats--sdg_indicators',
        expect.stringContaining('migrationnetwork'),
      ]),
    );
  });

  it('describes a series of figures as a data set, and other things as terms', () => {
    const series = described('en/sdg/SM_DTH_MIGR.html');
    expect(series).toMatchObject({
      '@type': 'Dataset',
      '@id': expect.stringMatching(/^https:\/\/w3id\.org\/gcm-graph\/.*\/SM_DTH_MIGR$/),
      description: expect.any(String),
      license: 'https://creativecommons.org/licenses/by/4.0/',
      temporalCoverage: '2014/2017',
      variableMeasured: {
        '@type': 'PropertyValue',
        '@id': 'http://metadata.un.org/sdg/SM_DTH_MIGR',
        name: series.name,
        unitText: 'Number',
      },
      isPartOf: { '@id': 'https://w3id.org/gcm-graph/dataset' },
    });
    expect(described('en/sdg/16.1.html')['@type']).toBe('DefinedTerm');
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
