import { describe, expect, it } from 'vitest';
import { dots } from '../src/site/charts/dots.js';
import { textWidth, wrapText } from '../src/site/charts/measure.js';
import { layPlot, type PlotLine, spread } from '../src/site/charts/plot-layout.js';
import { seriesFigure } from '../src/site/charts/series.js';
import { formatNumber } from '../src/site/words.js';
import { all, base, cellsOf, drawn, matrix, ownOntology, sdg, siteOf as siteWith } from './support/charts.js';

const siteOf = (nquads: string) => siteWith(nquads, ownOntology);

/** The charts of a few statements, including hostile ones. */
const gcm = `${base}ontology#`;
const sdgo = `${sdg}ontology#`;
const rdfType = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';
const skos = 'http://www.w3.org/2004/02/skos/core#';
const sdmx = 'http://purl.org/linked-data/sdmx/2009/';

const line = (subject: string, predicate: string, object: string): string =>
  `<${subject}> <${predicate}> ${object.startsWith('"') ? object : `<${object}>`} <${base}graph/x> .\n`;

const thing = (iri: string, type: string, code: string, name: string): string =>
  line(iri, rdfType, type) + line(iri, `${skos}notation`, `"${code}"`) + line(iri, `${skos}prefLabel`, name);

function project(name: string): string {
  return [
    thing(`${base}objective/1`, `${gcm}Objective`, '1', name),
    thing(`${base}objective/2`, `${gcm}Objective`, '2', name),
    thing(`${sdg}1`, `${sdgo}Goal`, '1', name),
    thing(`${sdg}1.1`, `${sdgo}Target`, '1.1', name),
    line(`${base}objective/1`, `${gcm}connectedTarget`, `${sdg}1.1`),
    line(`${sdg}1.1`, `${gcm}connectedObjective`, `${base}objective/1`),
    line(`${sdg}1.1`, `${sdgo}isTargetOf`, `${sdg}1`),
  ].join('');
}

const figure = (series: string, area: string, year: string, value: string): string => {
  const iri = `${base}observation/${area}/${9999 - Number(year)}`; // so that IRIs are in descending order of the years
  return [
    line(iri, `${gcm}series`, sdg + series),
    line(iri, `${sdmx}dimension#refArea`, `${base}area/${area}`),
    line(iri, `${sdmx}dimension#refPeriod`, `"${year}"`),
    line(iri, `${sdmx}measure#obsValue`, `"${value}"`),
  ].join('');
};

const area = (code: string): string => thing(`${base}area/${code}`, `${gcm}Area`, code, `"Area ${code}"@en`);

describe('hostile names', () => {
  const name = '</script><svg onload=alert(1)><img src=x onerror="alert(1)">\u202eright to left\u2066';
  const site = siteOf(project(JSON.stringify(name)));
  const pictures = [drawn(matrix, site)];

  it('appear as text in every chart', () => {
    for (const html of pictures) {
      expect(html).toContain('&lt;/script>&lt;svg onload');
      expect(html).not.toMatch(/<script|<img|<\/script|<svg onload/);
    }
  });

  it('lose their direction characters in a picture', () => {
    for (const html of pictures)
      for (const svg of all(html, /<svg[^>]*>(.*?)<\/svg>/gs)) expect(svg).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  });
});

describe('a chart without data', () => {
  it('is omitted', () => {
    const site = siteOf(thing(`${base}a`, `${skos}Concept`, 'a', '"A"@en') + area('1'));
    expect(drawn(matrix, site)).toBe('');
    expect(drawn(dots, site, { thing: `${base}a` })).toBe('');
    expect(drawn((view) => seriesFigure(view, `${sdg}S`), site)).toBe('');
  });

  it('keeps the row of an objective without targets', () => {
    const site = siteOf(project('"A name"@en'));
    expect(cellsOf(drawn(matrix, site))).toEqual([
      ['Objective', 'A name 1', 'Total'],
      ['1 A name', '1', '1'],
      ['2 A name', '', '0'],
    ]);
  });
});

describe('lines', () => {
  const chart = (...figures: string[]): string =>
    drawn((view) => seriesFigure(view, `${sdg}S`), siteOf(['1', '2', '3'].map(area).join('') + figures.join('')));

  it('are dots for a single year, the largest first, and have markers for a few years', () => {
    const one = chart(figure('S', '1', '2015', '3'), figure('S', '2', '2015', '12'), figure('S', '3', '2015', '-1'));
    const [, ...rows] = cellsOf(one);
    expect(rows.map((row) => row[0])).toEqual(['Area 2', 'Area 1', 'Area 3']);
    expect(all(one, /class="line (mark-\d)" d="M(?!1 6H)/g)).toEqual([]);
    expect(all(one, /class="end (mark-\d)"/g)).toEqual(['mark-1', 'mark-2', 'mark-3']);
    const two = chart(figure('S', '1', '2015', '3'), figure('S', '1', '2020', '9'));
    const [svg = ''] = all(two, /<svg class="lines"(.*?)<\/svg>/gs);
    expect(all(svg, /class="line mark-1" d="(M[^"]*)"/g)).toHaveLength(1);
    expect(all(svg, /class="point mark-1" d="(M[^"]*)"/g)).toHaveLength(2);
  });

  it('follow the figures, start at zero, and sort the years', () => {
    const html = chart(figure('S', '1', '2020', '30'), figure('S', '1', '2010', '10'), figure('S', '1', '2015', '-10'));
    const [drawnLine = ''] = all(html, /class="line mark-1" d="(M[^"]*L[^"]*)"/g);
    const points = [...drawnLine.matchAll(/([\d.]+) ([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
    expect(points.map(([x]) => x)).toEqual(points.map(([x]) => x).sort((a, b) => a - b));
    const [first, second, third] = points.map(([, y]) => y) as [number, number, number];
    expect([third < first, first < second]).toEqual([true, true]);
    expect((second - first) / (first - third)).toBeCloseTo(1, 1);
  });

  it('are dotted across years without a value, unless all steps are as long', () => {
    const years = (...all: string[]): string => chart(...all.map((year) => figure('S', '1', year, year.slice(2))));
    const classes = (html: string): string[] => all(html, /class="(line[^"]*)" d="M(?!1 6H)/g);
    expect(classes(years('2010', '2011', '2015', '2016'))).toEqual(['line gap mark-1', 'line mark-1']);
    expect(classes(years('2010', '2015', '2020'))).toEqual(['line mark-1']);
  });

  it('skip values that are not numbers and years that are not years', () => {
    const html = chart(figure('S', '1', '2015', '3'), figure('S', '2', 'x', '3'), figure('S', '3', '2015', 'many'));
    expect(cellsOf(html).map((row) => row[0])).toEqual(['Area', 'Area 1']);
  });
});

describe('texts', () => {
  it.each([
    // Widths in DejaVu Sans, measured in Chromium.
    ['Skills development and recognition', 17.63],
    ['Perfectionnement et reconnaissance des qualifications', 27.38],
    ['Недорогостоящая и чистая энергия', 18.98],
    ['الطاقة النظيفة والمتوفرة بأسعار معقولة', 16.63],
    ['ЖШЩЮФМ ДОГОВОР', 11.4],
    ['MWM WMW', 5.87],
    ['10.10.10 · 16.b.1', 8.59],
  ])('%s: the estimated width is at most slightly too large', (text, measured) => {
    expect(textWidth(text)).toBeGreaterThanOrEqual(measured);
    expect(textWidth(text)).toBeLessThan(measured * 1.5);
  });

  it('wrap between words and ideographs, and end in an ellipsis if truncated', () => {
    expect(wrapText('Decent work and economic growth', 12, 2)).toEqual(['Decent work and', 'economic growth']);
    expect(wrapText('可持续的城市和社区', 5, 2)).toEqual(['可持续的城', '市和社区']);
    expect(wrapText('Peace, justice and strong institutions', 9, 2)).toEqual(['Peace, justice', 'and strong…']);
    expect(wrapText('Indivisible', 3, 1)).toEqual(['Ind…']);
    expect(wrapText('', 3, 2)).toEqual(['']);
  });

  it('format numbers with the separators of the language', () => {
    expect(formatNumber('1234567.5', 'fr')).toBe('1\u202f234\u202f567,5');
    const written = ['en', 'zh', 'de', 'pt-BR', 'es', 'ru', 'ar'].map((one) => formatNumber(1234.5, one));
    expect(written.join(' ')).toBe('1,234.5 1,234.5 1.234,5 1.234,5 1\u202f234,5 1\u202f234,5 1\u202f234,5');
    expect(formatNumber(1234.5, 'de-CH')).toMatch(/^1['’]234\.5$/); // depends on the version of the platform's data
    expect(['1234', '-0.5', '0', '.5', '1e6', ''].map((value) => formatNumber(value, 'en'))).toEqual([
      '1,234',
      '\u22120.5',
      '0',
      '0.5',
      '1e6',
      '',
    ]);
  });
});

describe('names at the ends of lines', () => {
  const words = { language: 'en', number: { large: [] } };
  const lineOf = (value: number, at: number): PlotLine => ({
    key: String(at),
    name: `Area ${at}`,
    mark: at,
    points: [
      { year: 2010, value: 1 },
      { year: 2020, value },
    ],
  });

  it('move apart as little as possible and keep their order', () => {
    expect(spread([100, 50, 101], 17, 0, 300)).toEqual([92, 50, 109]);
    expect(spread([0, 0, 0], 17, 12, 300)).toEqual([12, 29, 46]);
    expect(spread([300, 299], 17, 12, 300)).toEqual([300, 283]);
    expect(spread([], 17, 0, 300)).toEqual([]);
  });

  it('have a distance of 17 in every chart', () => {
    const random = (seed: number): number => Math.abs(Math.sin(seed) * 1000) % 1;
    for (let seed = 1; seed < 200; seed++) {
      const lines = Array.from({ length: 6 }, (_, at) => lineOf(1 + random(seed * 7 + at) * (seed % 5), at));
      const ends = layPlot({ lines, words, width: 860, height: 380 }).ends.map(({ to }) => to[1]);
      const sorted = ends.sort((a, b) => a - b);
      for (const [i, y] of sorted.slice(1).entries()) expect(y - (sorted[i] as number)).toBeGreaterThanOrEqual(16.8);
      expect(Math.min(...sorted)).toBeGreaterThanOrEqual(11.9);
      expect(Math.max(...sorted)).toBeLessThanOrEqual(352);
    }
  });

  it('a logarithmic chart leaves out values that are not positive', () => {
    const lines = [{ ...lineOf(1000, 1), points: [0, 1, 1000].map((value, i) => ({ year: 2010 + i, value })) }];
    const { y, lines: laid, valueTicks } = layPlot({ lines, words, width: 860, height: 380, isLog: true });
    expect(laid[0]?.points.map(({ value }) => value)).toEqual([1, 1000]);
    expect(y(1) - y(10)).toBeCloseTo(y(100) - y(1000), 0);
    expect(valueTicks.length).toBeLessThanOrEqual(8);
  });
});

it('the best assignment has the largest sum', async () => {
  const { bestAssignment } = await import('../src/site/sections/assignment.js');
  expect(
    bestAssignment([
      [9, 8, 0],
      [9, 1, 0],
      [5, 4, 3],
    ]),
  ).toEqual([1, 0, 2]);
  expect(bestAssignment([])).toEqual([]);
});
