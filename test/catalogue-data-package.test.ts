import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { metadataReport, readMetadata } from '../src/csvw/metadata/metadata.js';
import type { Problem } from '../src/problem.js';
import { dataPackage } from '../src/publish/catalogue/data-package.js';
import type { Edition } from '../src/publish/catalogue/edition.js';
import { smallRelease } from './support/releases.js';

interface Field {
  trueValues?: string[];
  falseValues?: string[];
  name: string;
  type: string;
  constraints?: { required?: boolean; pattern?: string };
}

interface Resource {
  name: string;
  path: string;
  bytes: number;
  hash: string;
  sources?: { path: string }[];
  schema: {
    fields: Field[];
    primaryKey?: string[];
    foreignKeys?: { fields: string[]; reference: { resource: string; fields: string[] } }[];
  };
}

let release = '';
let resources: Resource[] = [];
let described: Record<string, unknown> = {};
const rowsOf = ({ path: file }: Resource): Record<string, string>[] =>
  parse(readFileSync(path.join(release, file)), { columns: true });

beforeAll(async () => {
  release = await smallRelease();
  described = JSON.parse(readFileSync(path.join(release, 'datapackage.json'), 'utf8'));
  resources = described['resources'] as Resource[];
});

/** Patterns of the value types (Table Schema 1.0, types and formats). */
const forms: Record<string, RegExp> = {
  string: /^/,
  number: /^-?\d+(\.\d+)?([eE]-?\d+)?$/,
  integer: /^-?\d+$/,
  boolean: /^(true|True|TRUE|1|false|False|FALSE|0)$/,
  date: /^\d{4}-\d\d-\d\d$/,
  year: /^-?\d{4}$/,
};

describe('datapackage.json', () => {
  it('is a valid tabular data package', () => {
    expect(described).toMatchObject({
      profile: 'tabular-data-package',
      name: 'gcm-sdg',
      version: '0.1.0',
      licenses: [{ name: 'CC-BY-4.0', path: 'https://creativecommons.org/licenses/by/4.0/' }],
    });
    for (const { name } of resources) expect(name).toMatch(/^[a-z0-9._-]+$/);
    expect(new Set(resources.map(({ name }) => name)).size).toBe(resources.length);
  });

  it('names its contributors, sources, keywords, place and years', () => {
    expect(described).toMatchObject({
      contributors: [
        { title: 'gcm-graph', role: 'publisher' },
        { title: 'gcm-graph', role: 'author' },
      ],
      temporal: { start: '1990', end: '2017' },
      spatial: 'https://sws.geonames.org/6295630/',
      keywords: expect.arrayContaining(['international migration']),
      sources: expect.arrayContaining([
        {
          title: 'Global Compact for Safe, Orderly and Regular Migration (A/RES/73/195)',
          path: 'https://undocs.org/A/RES/73/195',
        },
      ]),
    });
    const objectives = resources.find(({ name }) => name === 'objectives');
    expect(objectives?.sources?.map(({ path }) => path)).toContain('https://undocs.org/A/RES/73/195');
  });

  it('has the size and hash of each sheet', () => {
    expect(resources.length).toBeGreaterThan(14);
    for (const { path: file, bytes, hash } of resources) {
      const content = readFileSync(path.join(release, file));
      expect([content.length, `sha256:${createHash('sha256').update(content).digest('hex')}`]).toEqual([bytes, hash]);
    }
  });

  it('describes all columns in their order, and their values', () => {
    for (const resource of resources) {
      const { fields } = resource.schema;
      const rows = rowsOf(resource);
      expect(fields.map(({ name }) => name)).toEqual(Object.keys(rows[0] ?? {}));
      for (const { name, type, constraints, trueValues, falseValues } of fields)
        for (const row of rows) {
          const cell = row[name] as string;
          if (cell === '') expect([resource.name, name, constraints?.required]).not.toContain(true);
          else
            expect([
              resource.name,
              name,
              cell,
              (trueValues ?? falseValues)
                ? [...(trueValues ?? []), ...(falseValues ?? [])].includes(cell)
                : forms[type]?.test(cell),
            ]).toContain(true);
          const pattern = new RegExp(`^(?:${constraints?.pattern ?? '.*'})$`, 'su');
          if (cell !== '') expect([resource.name, name, cell, pattern.test(cell)]).toContain(true);
        }
    }
  });

  it('has valid keys', () => {
    let keys = 0;
    for (const resource of resources) {
      const rows = rowsOf(resource);
      const { primaryKey = [], foreignKeys = [] } = resource.schema;
      const own = rows.map((row) => JSON.stringify(primaryKey.map((name) => row[name])));
      if (primaryKey.length > 0) expect(new Set(own).size).toBe(own.length);
      for (const { fields, reference } of foreignKeys) {
        keys++;
        const other = reference.resource === '' ? resource : resources.find(({ name }) => name === reference.resource);
        const known = new Set(
          rowsOf(other as Resource).map((row) => JSON.stringify(reference.fields.map((name) => row[name]))),
        );
        for (const row of rows) {
          const key = fields.map((name) => row[name]);
          if (key.every((cell) => cell !== '')) expect(known).toContain(JSON.stringify(key));
        }
      }
    }
    expect(keys).toBeGreaterThan(5);
  });
});

describe('a package of other sheets', () => {
  const edition = {
    iri: 'https://a.example/',
    base: 'https://a.example/',
    name: 'My-Words',
    version: '1',
    licence: 'https://a.example/terms',
    titles: [],
    descriptions: [],
    keywords: [],
    sources: [],
    publisher: undefined,
    issued: '2026',
  } as unknown as Edition;
  const column = (name: string, datatype: unknown) => ({ name, titles: name, datatype });
  const table = (url: string, more: object = {}) => ({
    url,
    tableSchema: { columns: [column('a', 'string')], primaryKey: 'a', ...more },
  });
  const key = (resource: string) => ({ columnReference: 'a', reference: { resource, columnReference: 'a' } });

  /** Creates a package from tables with published files. */
  function packageOf(...tables: object[]): Record<string, unknown> | undefined {
    const problems: Problem[] = [];
    const document = { '@context': 'http://www.w3.org/ns/csvw', tables };
    const group = readMetadata(document, 'https://a.example/data/tables.json', metadataReport('tables.json', problems));
    expect(problems).toEqual([]);
    const files = group.tables.map(({ name }) => ({
      file: `data/${name.replace(/#.*/, '')}`,
      mediaType: 'text/csv',
      bytes: 1,
      sha256: 'f'.repeat(64),
    }));
    const text = dataPackage(edition, group.tables, files);
    return text === undefined ? undefined : JSON.parse(text);
  }

  it('has a lower-case name, no made-up licence name and no invalid time', () => {
    const made = packageOf(table('t.csv'));
    expect(made?.['name']).toBe('my-words');
    expect(made?.['licenses']).toEqual([{ path: 'https://a.example/terms' }]);
    expect(made).not.toHaveProperty('created');
  });

  it('describes non-default dialects, and omits unsupported ones', () => {
    const dialect = { delimiter: ';', quoteChar: "'", doubleQuote: false, header: false, commentPrefix: '%' };
    const skipping = { ...table('skips.csv'), dialect: { skipRows: 2 } };
    const { resources } = packageOf({ ...table('t.csv'), dialect }, table('u.csv'), skipping) as {
      resources: Record<string, unknown>[];
    };
    expect(resources.map(({ name, dialect }) => [name, dialect])).toEqual([
      ['t', { delimiter: ';', quoteChar: "'", doubleQuote: false, escapeChar: '\\', header: false, commentChar: '%' }],
      ['u', undefined],
    ]);
  });

  it('has no slash in the name of a sheet in a folder', () => {
    const { resources } = packageOf(table('figures/X_1.csv')) as unknown as { resources: Resource[] };
    expect(resources.map(({ name, path }) => [name, path])).toEqual([['figures-x_1', 'data/figures/X_1.csv']]);
  });

  it('refers only to its own sheets, and does not exist without sheets', () => {
    const { resources } = packageOf(
      table('t.csv', { foreignKeys: [key('u.csv'), key('v.tsv')] }),
      table('u.csv'),
      table('v.tsv'),
    ) as unknown as { resources: Resource[] };
    expect(resources.map(({ name }) => name)).toEqual(['t', 'u']);
    expect(resources[0]?.schema.foreignKeys).toEqual([{ fields: ['a'], reference: { resource: 'u', fields: ['a'] } }]);
    expect(packageOf(table('words.xlsx#a'))).toBeUndefined();
  });

  it('limits the length of texts only, and accepts any time zone', () => {
    const columns = [
      column('a', { base: 'string', maxLength: 3 }),
      column('b', { base: 'hexBinary', maxLength: 3 }),
      column('c', 'dateTime'),
    ];
    const { resources } = packageOf(table('t.csv', { columns })) as unknown as { resources: Resource[] };
    expect(resources[0]?.schema.fields.slice(0, 3)).toMatchObject([
      { name: 'a', type: 'string', constraints: { maxLength: 3 } },
      { name: 'b', type: 'string' },
      { name: 'c', type: 'datetime', format: 'any' },
    ]);
    expect(resources[0]?.schema.fields[1]).not.toHaveProperty('constraints');
  });
});
