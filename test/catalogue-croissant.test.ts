import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import jsonld from 'jsonld';
import { beforeAll, describe, expect, it } from 'vitest';
import { croissant } from '../src/publish/catalogue/croissant.js';
import type { Edition } from '../src/publish/catalogue/edition.js';
import type { Series } from '../src/publish/catalogue/series.js';
import type { Statistics } from '../src/publish/catalogue/statistics.js';
import { smallRelease } from './support/releases.js';

interface FileObject {
  '@id': string;
  contentUrl: string;
  contentSize: string;
  sha256: string;
}

interface Field {
  '@id': string;
  dataType: string;
  repeated?: boolean;
  source: { fileObject: { '@id': string }; extract: { column: string }; transform?: { separator: string } };
}

interface Described {
  distribution: FileObject[];
  recordSet: { '@id': string; key?: { '@id': string } | { '@id': string }[]; field: Field[] }[];
}

let release = '';
let described: Described & Record<string, unknown>;

beforeAll(async () => {
  release = await smallRelease();
  described = JSON.parse(readFileSync(path.join(release, 'croissant.json'), 'utf8'));
});

describe('croissant.json', () => {
  it('has all required properties of a data set', async () => {
    expect(described).toMatchObject({
      '@type': 'sc:Dataset',
      conformsTo: 'http://mlcommons.org/croissant/1.0',
      license: 'https://creativecommons.org/licenses/by/4.0/',
      url: 'https://w3id.org/gcm-graph/',
      datePublished: '2026-11-24',
      creator: { '@type': 'sc:Organization', name: 'gcm-graph' },
      temporalCoverage: '1990/2017',
    });
    for (const key of ['name', 'description', 'citeAs', 'keywords', 'variableMeasured', 'isBasedOn'])
      expect([key, described[key]]).toEqual([key, expect.anything()]);
    const options = { base: 'https://w3id.org/gcm-graph/croissant.json', safe: true };
    const expanded = (await jsonld.expand(described as never, options as never)) as unknown as Record<
      string,
      unknown
    >[];
    expect(expanded[0]?.['http://purl.org/dc/terms/conformsTo']).toBeDefined();
    expect(expanded[0]?.['http://mlcommons.org/croissant/recordSet']).toHaveLength(described.recordSet.length);
  });

  it('lists each table with its size and hash', () => {
    expect(described.distribution.map((one) => one['@id'])).toEqual(
      expect.arrayContaining(['data/links.csv', 'objectives.csv', 'links.sssom.tsv']),
    );
    for (const { '@id': file, contentUrl, contentSize, sha256 } of described.distribution) {
      const content = readFileSync(path.join(release, file));
      expect([contentUrl, contentSize, sha256]).toEqual([
        `https://w3id.org/gcm-graph/${file}`,
        `${content.length} B`,
        createHash('sha256').update(content).digest('hex'),
      ]);
    }
  });

  it('describes each column of each sheet, with types that fit its values', () => {
    const forms: Record<string, RegExp> = {
      'sc:Integer': /^-?\d+$/,
      'sc:Float': /^-?[\d.]+$/,
      'sc:Date': /^\d{4}-\d\d-\d\d$/,
    };
    const ids = new Set<string>();
    for (const { field, key = [] } of described.recordSet) {
      const [file = ''] = new Set(field.map(({ source }) => source.fileObject['@id']));
      const rows: Record<string, string>[] = parse(readFileSync(path.join(release, file)), { columns: true });
      expect(field.map(({ source }) => source.extract.column)).toEqual(Object.keys(rows[0] ?? {}));
      for (const { '@id': id, dataType, repeated, source } of field) {
        expect(ids).not.toContain(id);
        ids.add(id);
        expect(source.transform !== undefined).toBe(repeated === true);
        for (const row of rows) {
          const cell = row[source.extract.column] as string;
          if (cell !== '') expect([id, cell, (forms[dataType] ?? /^/).test(cell)]).toContain(true);
        }
      }
      for (const one of [key].flat()) expect(ids).toContain(one['@id']);
    }
    const typeOf = (id: string) => described.recordSet.flatMap(({ field }) => field).find((one) => one['@id'] === id);
    expect(typeOf('dataset/issued')?.dataType).toBe('sc:Date');
    expect(typeOf('objectives/paragraph')?.dataType).toBe('sc:Integer');
    expect(typeOf('indicators/custodians')?.source.transform).toEqual({ separator: ';' });
  });
});

it('lists the files of series, and leaves out many files that repeat them', () => {
  const edition = { titles: [], descriptions: [], keywords: [], sources: [], base: 'https://a.example/', name: 'a' };
  const file = (name: string) => ({ file: name, mediaType: 'text/csv', bytes: 1, sha256: 'f'.repeat(64) });
  const areas = Array.from({ length: 10 }, (_, i) => file(`areas/${i}.csv`));
  const written = (files: (typeof areas)[number][]) =>
    croissant(
      edition as unknown as Edition,
      { languages: [] } as unknown as Statistics,
      [{ iri: 'https://a.example/dataset/X', subject: '', titles: [] }] as unknown as Series[],
      [],
      files,
    );
  const { distribution } = JSON.parse(written([...areas, file('series/X.csv')]) as string) as Described;
  expect(distribution.map((one) => one['@id'])).toEqual(['series/X.csv']);
  expect(written([])).toBeUndefined();
});
