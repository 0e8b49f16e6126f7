import type { VNode } from 'preact';
import { describe, expect, it } from 'vitest';
import { areaPictures } from '../src/site/areas/area-pictures.js';
import { areaSection } from '../src/site/areas/area-section.js';
import { profileOf } from '../src/site/areas/profile.js';
import { rankOf } from '../src/site/areas/rank.js';
import { rankText } from '../src/site/areas/rank-text.js';
import { figureGroups } from '../src/site/areas/shown-series.js';
import { sparkShape } from '../src/site/charts/spark-shape.js';
import { wordsOf } from '../src/site/words.js';
import { all, drawn, siteOf } from './support/charts.js';

const inYear = (value: number, year = 2020) => ({ value, year });

describe('the rank of a country', () => {
  const others = [3, 5, 5, 8, 9].map((value) => inYear(value));

  it('begins with the better end, and with the highest value without a direction', () => {
    expect(rankOf(inYear(8), others, 'lower')).toMatchObject({ place: 4, isJoint: false, all: 5 });
    expect(rankOf(inYear(8), others, 'higher')).toMatchObject({ place: 2 });
    expect(rankOf(inYear(8), others, 'neither')).toMatchObject({ place: 2 });
  });

  it('is joint if others have the same value', () => {
    expect(rankOf(inYear(5), others, 'lower')).toMatchObject({ place: 2, isJoint: true });
  });

  it('leaves out values of other years and bounds, and needs five countries', () => {
    const more = [...others, inYear(1, 2014), { ...inYear(1), sign: '<' }, inYear(1, 2025)];
    expect(rankOf(inYear(3), more, 'lower')).toMatchObject({ place: 2, all: 6 });
    expect(rankOf(inYear(3), others.slice(1), 'lower')).toBeUndefined();
    expect(rankOf({ ...inYear(3), sign: '<' }, others, 'lower')).toBeUndefined();
  });

  it('is a text with the ordinal numbers of the language', () => {
    const text = (language: string, place: number, direction: 'lower' | 'neither', isJoint = false): string =>
      rankText({ words: wordsOf(language), language }, { place, isJoint, all: 37, values: [] }, direction);
    expect([1, 2, 3, 11, 21].map((place) => text('en', place, 'lower'))).toEqual(
      ['1st', '2nd', '3rd', '11th', '21st'].map((place) => `${place} of 37`),
    );
    expect(text('en', 17, 'neither')).toBe('17th highest of 37');
    expect(text('en', 6, 'lower', true)).toBe('joint 6th of 37');
    expect(text('fr', 17, 'neither')).toBe('17e plus élevée sur 37');
    expect(text('zh', 3, 'lower')).toBe('第 3，共 37 个');
  });

  it('calls the first place by size the highest', () => {
    const text = (language: string, isJoint: boolean): string =>
      rankText({ words: wordsOf(language), language }, { place: 1, isJoint, all: 37, values: [] }, 'neither');
    expect(text('en', false)).toBe('highest of 37');
    expect(text('en', true)).toBe('joint highest of 37');
    expect(text('fr', false)).toBe('la plus élevée sur 37');
    expect(text('de', false)).toBe('höchster Wert von 37');
  });
});

it('a small line has the exact places of its points', () => {
  const points = [inYear(0, 2000), inYear(10, 2005), inYear(0.5, 2010)];
  const { solid } = sparkShape(points);
  const numbers = solid.match(/-?(?:\d+(?:\.\d+)?|\.\d+)/g)?.map(Number) ?? [];
  expect(numbers).toEqual([3, 23, 28.5, -18, 28.5, 17]);
});

const ex = 'https://example.org/';
const ontology = `
@prefix ex: <${ex}> .
@prefix role: <https://w3id.org/gcm-graph/roles#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
ex: a owl:Ontology .
ex:Herb role:order 1 ; role:plural "Herbs"@en .
ex:Crop role:order 2 .
ex:Harvest role:order 3 ; role:preferred ex:main .
ex:Place role:order 4 ; role:drawnFirst "001" .
ex:part a role:Section ; role:of ex:Herb ; role:layout role:Figures ; role:path ( ex:crop ex:harvest ) .
ex:series role:is role:FigureSeries . ex:value role:is role:FigureValue . ex:year role:is role:FigurePeriod .
ex:at role:is role:FigureArea . ex:better role:is role:SeriesDirection .
`;
const label = (name: string, type: string): string =>
  `<${ex}${name}> a <${ex}${type}> ; <http://www.w3.org/2004/02/skos/core#prefLabel> "${name}"@en .`;
const link = (from: string, property: string, ...to: string[]): string =>
  to.map((one) => `<${ex}${from}> <${ex}${property}> <${ex}${one}> .`).join('\n');
const countries = ['404', '800', '834', '108', '646'];
let number = 0;
const figure = (series: string, area: string, year: number, value: number): string => `
<${ex}f${++number}> a <http://purl.org/linked-data/cube#Observation> ; <${ex}series> <${ex}${series}> ;
  <${ex}at> <${ex}a${area}> ; <${ex}year> "${year}" ; <${ex}value> "${value}" .`;

/** Three herbs share two of three crops. Five countries of a region have figures of the first; one has the second. */
const site = siteOf(
  [
    ...['mint', 'sage', 'thyme'].map((name) => label(name, 'Herb')),
    ...['seed', 'leaf', 'root'].map((name) => label(name, 'Crop')),
    ...['seed-2', 'leaf-2', 'stock'].map((name) => label(name, 'Harvest')),
    ...['seed-2', 'leaf-2'].map((name) => `<${ex}${name}> <${ex}main> "true" .`),
    `<${ex}seed-2> <${ex}better> "higher" .`,
    link('mint', 'crop', 'seed', 'leaf'),
    link('sage', 'crop', 'seed', 'root'),
    link('thyme', 'crop', 'leaf', 'root'),
    link('seed', 'harvest', 'seed-2'),
    link('leaf', 'harvest', 'leaf-2'),
    ...['001', '002', ...countries].map(
      (code) =>
        `${label(`a${code}`, 'Place')}\n<${ex}a${code}> <http://www.w3.org/2004/02/skos/core#notation> "${code}" .`,
    ),
    ...countries.map((code) => `<${ex}a${code}> <http://www.w3.org/2004/02/skos/core#broader> <${ex}a002> .`),
    `<${ex}a002> <http://www.w3.org/2004/02/skos/core#broader> <${ex}a001> .`,
    ...countries.map((code, at) => figure('seed-2', code, 2020, 10 + at)),
    figure('seed-2', '404', 2015, 5),
    figure('seed-2', '001', 2020, 12),
    figure('leaf-2', '404', 2020, 3),
    figure('leaf-2', '001', 2020, 300),
  ].join('\n'),
  ontology,
);
const section = (name: string): string => drawn((view) => areaSection(view) as VNode, site, { thing: `${ex}${name}` });

describe('the page of an area', () => {
  it('has each measured thing once, and begins with things of most groups', () => {
    const { shared, groups, items } = figureGroups(site);
    expect(items.map(({ thing, series }) => [thing, series])).toEqual([
      [`${ex}leaf`, `${ex}leaf-2`],
      [`${ex}root`, undefined],
      [`${ex}seed`, `${ex}seed-2`],
    ]);
    expect(shared).toHaveLength(3);
    expect(groups.map(({ shared }) => shared.length)).toEqual([2, 2, 2]);
    expect(all(section('a404'), /<li><a href="[^"]*\/([^"/]*)\.html"/g)).toEqual(['leaf', 'seed']);
  });

  it('counts how figures change, and ranks a country within its region', () => {
    const profile = profileOf(site, `${ex}a404`);
    expect(profile.counts).toEqual({ better: 1, steady: 0, worse: 0, undirected: 0, single: 1 });
    const [leaf, seed] = [...profile.rows.values()];
    expect(leaf).toMatchObject({ rank: undefined, whole: undefined }); // 300 is a sum
    expect(seed).toMatchObject({ rank: { place: 5, all: 5 }, whole: { value: 12 } });
    expect(section('a404')).toContain('<p><b>10</b> 2020<p class="better"><b>↗ better</b> from 5 in 2015');
  });

  it('names what has no figure, with the number of countries that have one', () => {
    expect(section('a800').replace(/<[^>]*>/g, '')).toContain('leaf-2 (1 area has a value) · root (no data series)');
    expect(section('a404').replace(/<[^>]*>/g, '')).toContain('root (no data series)');
  });

  it('gives no rank to a region', () => {
    expect(section('a404')).toContain('of 5');
    expect(section('a001')).not.toContain('of 5');
    expect(profileOf(site, `${ex}a002`).rows.size).toBe(0);
  });

  it('has a picture for each row and each rank, in the order of the rows', () => {
    const pictures = areaPictures(site, `${ex}a404`) ?? '';
    expect(all(pictures, /id="(\w+)"/g)).toEqual(['l0', 'l1', 't1']);
    expect(section('a404')).toContain('data-pictures="../data/areas/a404.svg"');
  });
});
