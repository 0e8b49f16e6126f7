import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { root } from './support/gcm.js';

/** Names in the data: the areas agree with M49, each code of a figure has a name, and no short name is too long. */

type Row = Record<string, string>;

const read = (file: string): Row[] => parse(readFileSync(path.join(root, file)), { columns: true });
const languages = ['en', 'fr', 'es', 'ar', 'zh', 'ru'];
const areas = new Map(read('data/areas.csv').map((row) => [row['area'], row]));

/** Columns of figures that contain no codes of codes.csv. */
const uncoded = new Set(['area', 'year', 'value', 'boundSign', 'boundValue']);

/** Distinct values of each column of a file of figures. Such a file has no quotes. */
function distinct(file: string): Map<string, Set<string>> {
  const [header = '', ...lines] = readFileSync(path.join(root, file), 'utf8').trimEnd().split('\n');
  const columns = header.split(',').map((name) => ({ name, values: new Set<string>() }));
  for (const line of lines) {
    const cells = line.split(',');
    for (const [i, { values }] of columns.entries()) values.add(cells[i] ?? '');
  }
  return new Map(columns.map(({ name, values }) => [name, values]));
}

describe('areas', () => {
  it('contain all of M49 as the formats have it', () => {
    const m49 = read('formats/areas.csv');
    expect(m49.length).toBeGreaterThan(280);
    for (const row of m49) expect(areas.get(row['area'])).toMatchObject(row);
  });

  it('that M49 does not have are statistical, former or groupings, with a name in English only', () => {
    const m49 = new Set(read('formats/areas.csv').map((row) => row['area']));
    const others = [...areas.values()].filter((row) => !m49.has(row['area']));
    expect(others.length).toBeGreaterThan(30);
    for (const row of others) {
      expect(row['kind']).toMatch(/^(statistical|former|grouping)$/);
      expect(languages.filter((language) => row[`name_${language}`])).toEqual(['en']);
      expect([row['iso2'], row['iso3']]).toEqual(['', '']);
    }
  });

  it('name broader areas, groups and links that exist', () => {
    const links = [];
    for (const row of areas.values()) {
      if (row['broader']) expect(areas.has(row['broader'])).toBe(true);
      for (const group of row['groups']?.split(';').filter(Boolean) ?? [])
        expect(areas.get(group)?.['kind']).toBe('grouping');
      links.push(...[row['wikidata'], row['geonames']].filter(Boolean));
    }
    expect(new Set(links).size).toBe(links.length);
  });
});

describe('figures', () => {
  const codes = new Set(read('data/codes.csv').map(({ dimension, code }) => `${dimension} ${code}`));
  const files = ['figures', 'context'].flatMap((folder) =>
    readdirSync(path.join(root, 'data', folder)).map((name) => `data/${folder}/${name}`),
  );

  it('have areas and codes with names', () => {
    expect(files.length).toBeGreaterThan(240);
    const unknown = new Set<string>();
    for (const file of files)
      for (const [column, values] of distinct(file))
        for (const value of values) {
          if (column === 'area' ? areas.has(value) : uncoded.has(column) || value === '') continue;
          const code = `${column === 'status' ? 'obsStatus' : column} ${value}`;
          if (!codes.has(code)) unknown.add(code);
        }
    expect([...unknown]).toEqual([]);
  });

  it('have units with names', () => {
    const units = new Set(read('data/units.csv').map((row) => row['unit']));
    for (const row of [...read('data/series.csv'), ...read('data/context-series.csv')])
      expect(units).toContain(row['unit']);
  });
});

describe('names in six languages', () => {
  it.each(['codes', 'units'])('%s have all of them', (table) => {
    for (const row of read(`data/${table}.csv`))
      expect(languages.filter((language) => !row[`title_${language}`])).toEqual([]);
  });

  it.each(['indicators', 'context-series'])('short names of %s: all or none, with 60 characters at most', (table) => {
    let named = 0;
    for (const row of read(`data/${table}.csv`)) {
      const names = languages.map((language) => row[`short_${language}`] ?? '').filter(Boolean);
      expect([0, languages.length]).toContain(names.length);
      expect(names.filter((name) => [...name].length > 60)).toEqual([]);
      if (names.length > 0) named += 1;
    }
    expect(named).toBeGreaterThan(1);
  });

  it('short names exist for each indicator that has a series', () => {
    const named = new Set(
      read('data/indicators.csv')
        .filter((row) => row['short_en'])
        .map((row) => row['code']),
    );
    expect(read('data/series.csv').filter((row) => !named.has(row['code']))).toEqual([]);
  });
});
