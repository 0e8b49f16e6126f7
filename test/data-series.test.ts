import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Row, rowsOf } from './support/csv-rows.js';
import { root } from './support/gcm.js';

/** The list of the series agrees with the files of figures, and covers what the project promises. */

const LONGEST_NAME = 60; // characters
const languages = ['en', 'fr', 'es', 'ar', 'zh', 'ru'];
const noDimensions = new Set(['area', 'year', 'value', 'boundSign', 'boundValue', 'nature', 'status']);

const textOf = (...names: string[]): string => readFileSync(path.join(root, 'data', ...names), 'utf8');
const rowsIn = (name: string): Row[] => rowsOf(textOf(`${name}.csv`)).rows;

interface Series {
  id: string;
  code: string;
  isHeadline: boolean;
  slice: [dimension: string, code: string][];
  row: Row;
}

/** "sex=BOTHSEX;age=<=45Y" → [["sex", "BOTHSEX"], ["age", "<=45Y"]] */
const partsOf = (slice: string): [string, string][] =>
  slice
    .split(';')
    .filter((part) => part !== '')
    .map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]);

const list: Series[] = rowsIn('series').map((row) => ({
  id: row['series'] ?? '',
  code: row['code'] ?? '',
  isHeadline: row['headline'] === 'yes',
  slice: partsOf(row['slice'] ?? ''),
  row,
}));

interface Figures {
  dimensions: string[];
  areas: Set<string>;
  areasOfSlice: Set<string>;
}

/** Calls back with the cells of each figure of a series. Files of figures have no quotation marks. */
function eachFigure(id: string, take: (cells: string[]) => void): string[] {
  const [header = '', ...lines] = textOf('figures', `${id}.csv`).trimEnd().split('\n');
  for (const line of lines) take(line.split(','));
  return header.split(',');
}

function readFigures({ id, slice }: Series): Figures {
  const areas = new Set<string>();
  const areasOfSlice = new Set<string>();
  const header = eachFigure(id, (cells) => {
    const area = cells[0] ?? '';
    areas.add(area);
    if (slice.every(([, code], i) => cells[i + 2] === code)) areasOfSlice.add(area);
  });
  return { dimensions: header.filter((column) => !noDimensions.has(column)), areas, areasOfSlice };
}

const figures = new Map(list.map((series) => [series.id, readFigures(series)]));
const figuresOf = ({ id }: Series): Figures => figures.get(id) as Figures;

/** Texts that occur more than once. */
const repeated = (texts: string[]): string[] => texts.filter((text, i) => texts.indexOf(text) !== i);

describe('each series', () => {
  it('has a file of figures, and each file has its series', () => {
    const files = readdirSync(path.join(root, 'data', 'figures')).filter((name) => name.endsWith('.csv'));
    expect(list.map(({ id }) => `${id}.csv`).sort()).toEqual(files.sort());
  });

  it('names the dimensions of its file in their order', () => {
    for (const one of list)
      expect([one.id, one.slice.map(([name]) => name)]).toEqual([one.id, figuresOf(one).dimensions]);
  });

  it('has a slice that occurs in its file', () => {
    expect(list.filter((one) => figuresOf(one).areasOfSlice.size === 0).map(({ id }) => id)).toEqual([]);
  });

  it('says which change is better', () => {
    const words = new Set(['higher', 'lower', 'neither']);
    expect(list.filter(({ row }) => !words.has(row['direction'] ?? '')).map(({ id }) => id)).toEqual([]);
  });

  it.each(languages)('has a short and unique name in "%s"', (language) => {
    const names = list.map(({ row }) => row[`short_${language}`] ?? '');
    expect(names.filter((name) => name === '' || name.length > LONGEST_NAME)).toEqual([]);
    expect(repeated(names)).toEqual([]);
  });
});

describe('the headline series', () => {
  const headlines = list.filter(({ isHeadline }) => isHeadline);

  it('is one for each indicator, with its reason', () => {
    expect(headlines.map(({ code }) => code).sort()).toEqual([...new Set(list.map(({ code }) => code))].sort());
    expect(list.filter(({ row, isHeadline }) => (row['reason_en'] !== '') !== isHeadline)).toEqual([]);
  });

  it('has a slice that covers most of its areas', () => {
    const share = (one: Series): number => figuresOf(one).areasOfSlice.size / figuresOf(one).areas.size;
    expect(headlines.filter((one) => share(one) <= 0.5).map(({ id }) => id)).toEqual([]);
  });
});

describe('the figures', () => {
  const groups = new Set(rowsIn('areas').flatMap(({ area, kind }) => (kind === 'country' ? [] : [area])));

  /** The number of countries with figures of an indicator, or with the figures that the test takes. */
  function countriesOf(wanted: string, isTaken: (cells: Row) => boolean = () => true): number {
    const areas = new Set<string>();
    for (const { id, slice } of list.filter(({ code }) => code === wanted))
      eachFigure(id, (cells) => {
        if (isTaken(Object.fromEntries(slice.map(([name], i) => [name, cells[i + 2] ?? '']))))
          areas.add(cells[0] ?? '');
      });
    return [...areas].filter((area) => !groups.has(area)).length;
  }

  it('of victims of trafficking (16.2.2) cover countries by sex and by age', () => {
    expect(countriesOf('C160202')).toBeGreaterThanOrEqual(150);
    expect(
      countriesOf('C160202', ({ sex, age }) => (sex === 'FEMALE' || sex === 'MALE') && age !== 'ALLAGE'),
    ).toBeGreaterThanOrEqual(138);
  });

  it.each([
    ['10.7.2', 'C100702'],
    ['10.7.3', 'C100703'],
    ['10.7.4', 'C100704'],
    ['10.c.1', 'C100c01'],
    ['8.8.1', 'C080801'],
  ])('of %s cover countries', (_number, code) => {
    expect(countriesOf(code)).toBeGreaterThan(90);
  });

  it('exist for all connected indicators but two', () => {
    const connecting = new Set(['stated', 'stated-by-text', 'proposed']);
    const targets = new Set(
      rowsIn('links').flatMap((row) => (connecting.has(row['status'] ?? '') ? row['target'] : [])),
    );
    const places = rowsIn('indicator-targets').filter((row) => targets.has(row['target']));
    const codes = new Set(list.map(({ code }) => code));
    expect(places).toHaveLength(97);
    expect(places.filter((row) => !codes.has(row['code'] ?? '')).map((row) => row['number'])).toEqual([
      '4.1.2',
      '5.2.2',
    ]);
  });
});
