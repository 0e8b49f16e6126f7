import { describe, expect, it } from 'vitest';
import type { ChartConfig } from '../src/site/charts/chart-config.js';
import {
  type AreaName,
  choiceIn,
  csvOf,
  linesOf,
  placed,
  searchOf,
  without,
} from '../src/site/client/parts/chart-state.js';
import { pointsOf, type SeriesData } from '../src/site/figures/series-values.js';

/** The choices of a reader in a chart. */
const area = (key: string, ...points: [year: number, value: number][]) => ({
  key,
  name: `Area ${key}`,
  href: `${key}.html`,
  points: points.map(([year, value]) => ({ year, value })),
});
const config = {
  pages: '../',
  whole: [area('001', [2010, 1], [2020, 2])],
  drawn: [area('404', [2010, 3.123456789], [2020, 4]), area('566', [2020, 5])],
  dimensions: [
    { name: 'sex', title: 'Sex', whole: ['BOTHSEX', 'Both'], codes: [['FEMALE', 'Female']] },
    { name: 'age', title: 'Age', whole: ['ALLAGE', 'All'], codes: [['<18Y', 'Under 18']] },
  ],
} as unknown as ChartConfig;
const data: SeriesData = {
  areas: { '001': [2010, 1, null, 2], '404': [2010, 3.123456789], '524': [2011, '<2.5', 7], x: [2010, 0] },
  parts: { 'sex=FEMALE': { '404': [2012, 9] } },
};
const names = new Map<string, AreaName>([['524', ['524', 'Nepal, "NP"', 'area/524']]]);

describe('the choices in an address', () => {
  it.each([
    ['', { areas: ['404', '566'], part: '', isLog: false }],
    [
      '?areas=524,404&sex=FEMALE&from=2011&to=2015&log=1',
      { areas: ['524', '404'], part: 'sex=FEMALE', from: 2011, to: 2015, isLog: true },
    ],
    ['?tab=map', { areas: ['404', '566'], part: '', isLog: false, tab: 'map' }],
    ['?areas=', { areas: [], part: '', isLog: false }],
    ['?age=%3C18Y', { areas: ['404', '566'], part: 'age=<18Y', isLog: false }],
  ])('%s', (search, expected) => {
    const choice = choiceIn(search, config);
    expect(choice).toEqual({ from: undefined, to: undefined, ...expected });
    const again = searchOf(choice, config);
    expect(choiceIn(again, config)).toEqual(choice);
  });

  it('ignore what is unknown or hostile, keep five areas once, and never the whole', () => {
    const asked = '?areas=1,2,2,3,001,4,5,6,<script>&sex=OTHER&from=20&log=yes&tab=other';
    expect(choiceIn(asked, config)).toEqual({
      areas: ['1', '2', '3', '', '4'],
      part: '',
      from: undefined,
      to: undefined,
      isLog: false,
    });
  });

  it('leave the other parts of a query, and are omitted if the page makes the same choices', () => {
    expect(searchOf(choiceIn('', config), config, '?lang=fr&log=1')).toBe('?lang=fr');
    expect(searchOf(choiceIn('', config), config)).toBe('');
    expect(searchOf({ ...choiceIn('', config), areas: ['524', '404'] }, config, '?lang=fr')).toBe(
      '?lang=fr&areas=524,404',
    );
  });
});

it('an area keeps its colour when another one is removed, also in the address', () => {
  const areas = without(['404', '566', '524'], '404');
  expect(areas).toEqual(['', '566', '524']);
  expect(searchOf({ ...choiceIn('', config), areas }, config)).toBe('?areas=,566,524');
  expect(choiceIn('?areas=,566,524', config).areas).toEqual(areas);
  expect(placed(areas, '1')).toEqual(['1', '566', '524']);
  expect(without(['404', '566'], '566')).toEqual(['404']);
  const [, first] = linesOf(config, { ...choiceIn('', config), areas }, { data, names });
  expect([first?.key, first?.mark]).toEqual(['566', 2]);
});

describe('the lines', () => {
  it('have the figures of the page until the file is loaded', () => {
    const lines = linesOf(config, choiceIn('', config), undefined);
    expect(lines.map(({ key, mark, points }) => [key, mark, points.length])).toEqual([
      ['001', 0, 2],
      ['404', 1, 2],
      ['566', 2, 1],
    ]);
    expect(linesOf(config, choiceIn('?sex=FEMALE', config), undefined).flatMap(({ points }) => points)).toEqual([]);
  });

  it('have the chosen areas and the chosen part of the file', () => {
    const [, nepal] = linesOf(config, choiceIn('?areas=524', config), { data, names });
    expect(nepal).toEqual({
      key: '524',
      name: 'Nepal, "NP"',
      mark: 1,
      href: '../area/524.html',
      points: [
        { year: 2011, value: 2.5, sign: '<' },
        { year: 2012, value: 7 },
      ],
    });
    const [, women] = linesOf(config, choiceIn('?sex=FEMALE', config), { data, names });
    expect(women?.points).toEqual([{ year: 2012, value: 9 }]);
    expect(pointsOf(data.areas['001'])).toEqual([
      { year: 2010, value: 1 },
      { year: 2012, value: 2 },
    ]);
  });

  it('are a table with all digits, bounds, codes of the dimensions and quoted names', () => {
    const csv = (search: string): string[] => {
      const choice = choiceIn(search, config);
      return csvOf(linesOf(config, choice, { data, names }), choice, config).split('\r\n');
    };
    expect(csv('?areas=404,524&to=2011')).toEqual([
      'area,name,year,sex,age,value',
      '001,Area 001,2010,BOTHSEX,ALLAGE,1',
      '404,Area 404,2010,BOTHSEX,ALLAGE,3.123456789',
      '524,"Nepal, ""NP""",2011,BOTHSEX,ALLAGE,<2.5',
      '',
    ]);
    expect(csv('?sex=FEMALE')[1]).toBe('404,Area 404,2012,FEMALE,ALLAGE,9');
  });
});
