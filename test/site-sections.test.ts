import { h } from 'preact';
import { describe, expect, it } from 'vitest';
import { contentOf } from '../src/site/sections/sections.js';
import { createView, type View } from '../src/site/view.js';
import { all, drawn, siteOf } from './support/charts.js';

const ex = 'https://example.org/';
const prefixes = `
@prefix ex: <${ex}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix role: <https://w3id.org/gcm-graph/roles#> .
@prefix text: <https://w3id.org/gcm-graph/text#> .
ex:path owl:inverseOf ex:pathOf ; role:plural "Paths"@en .
ex:hut role:plural "Huts"@en ; role:strength role:Stated .
ex:height role:plural "Height"@en ; text:unknown "not measured"@en .
ex:Hut role:facts ( ex:height ex:bed ) ; role:preferred ex:open .
ex:bed role:plural "Beds"@en .
ex:series role:is role:FigureSeries . ex:value role:is role:FigureValue . ex:year role:is role:FigurePeriod .
ex:guests role:plural "Guests"@en .
`;

/** A valley with two paths to three huts, of which one has figures. */
const data = [
  ...['valley', 'path-1', 'path-2', 'hut-a', 'hut-b', 'hut-c', 'guests-a', 'guests-b', 'north'].map(
    (name) => `<${ex}${name}> <http://www.w3.org/2004/02/skos/core#prefLabel> "${name}"@en`,
  ),
  ...['valley Valley', 'hut-a Hut', 'hut-b Hut', 'hut-c Hut', 'guests-a Guests', 'guests-b Guests'].map((pair) => {
    const [thing, type] = pair.split(' ');
    return `<${ex}${thing}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <${ex}${type}>`;
  }),
  ...[
    'path-1 pathOf valley',
    'path-2 pathOf valley',
    'path-1 hut hut-a',
    'path-1 hut hut-b',
    'path-2 hut hut-b',
    'valley nearest hut-a',
    'valley nearest hut-c',
    'hut-a side north',
    'hut-a guests guests-a',
    'hut-b guests guests-b',
    'figure-1 series guests-a',
    'figure-2 series guests-b',
  ].map((line) =>
    line
      .split(' ')
      .map((name) => `<${ex}${name}>`)
      .join(' '),
  ),
  `<${ex}hut-a> <${ex}height> "1800"`,
  `<${ex}hut-a> <${ex}bed> <${ex}bed-1>`,
  `<${ex}hut-b> <${ex}open> "true"`,
  ...['figure-1', 'figure-2'].flatMap((one) => [`<${ex}${one}> <${ex}value> "7"`, `<${ex}${one}> <${ex}year> "2020"`]),
]
  .map((statement) => `${statement} .\n`)
  .join('');

const content = (view: View) => h('main', null, contentOf(view).content);
const section = (roles: string): string => `${prefixes} ex:part a role:Section ; role:of ex:Valley ; ${roles} .`;
const page = (roles: string, more = ''): string =>
  drawn(content, siteOf(data, section(roles) + more), { thing: `${ex}valley` });
const texts = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

describe('a section', () => {
  it('lists the things at the end of its path, through inverses, under the name of the last property', () => {
    const html = page('role:path ( ex:path )');
    expect(texts(html)).toBe('Paths path-1 path-2');
    expect(html).toContain('<h2 id="part">');
    expect(texts(page('role:layout role:List ; role:path ( ex:path ex:hut ) ; role:anchor "huts"'))).toBe(
      'Huts hut-a hut-b',
    );
  });

  it('lists the codes of things that are connected to each', () =>
    expect(texts(page('role:path ( ex:path ) ; role:codes ( ex:hut )'))).toBe(
      'Paths path-1 Huts: hut-a hut-b path-2 Huts: hut-b',
    ));

  it('lists things with the codes of things that lead to them', () =>
    expect(
      texts(
        page('role:layout role:Through ; role:path ( ex:path ex:hut ) ; text:via "By"@en ; text:heading "Where?"@en'),
      ),
    ).toBe('Where? hut-a By: path-1 hut-b By: path-1 path-2'));

  it('lists things with the facts of their kind, and in parts if the path has two steps', () => {
    const one = 'role:layout role:Facts ; role:path ( ex:nearest ) ; text:heading "Near"@en';
    expect(texts(page(one))).toBe('Near hut-a Height: 1800 Beds: 1 hut-c Height: not measured');
    const two = 'role:layout role:Facts ; role:path ( ex:path ex:hut )';
    expect(all(page(two), /<h3>(.*?)<\/h3>/gs).map(texts)).toEqual(['path-1', 'path-2']);
  });

  it('shows a limited number of charts, of preferred things first, and leads to the others', () => {
    const figures = 'role:layout role:Figures ; role:path ( ex:nearby ex:guests ) ; role:most 1 ; role:moreAt ex:huts';
    const more = `ex:nearby owl:inverseOf ex:near . ex:nearest rdfs:subPropertyOf ex:nearby .
      ex:huts a role:Section ; role:of ex:Valley ; role:path ( ex:nearest ) ; role:order 9 .`;
    const near = `<${ex}hut-b> <${ex}near> <${ex}valley> .\n`;
    const html = drawn(content, siteOf(data + near, section(figures) + more), { thing: `${ex}valley` });
    expect(
      all(html, /chart-caption[^>]*>(.*?)<\/figcaption>/gs)
        .map(texts)
        .join(),
    ).toMatch(/^guests-b/);
    expect(html).toContain('<a href="#huts">More figures</a>');
    expect(html).not.toContain('guests-a');
  });

  it('groups connections, and shows those without a group too', () => {
    const html = page('role:layout role:Claims ; role:path ( ex:nearest ) ; role:groupBy ex:side');
    expect(all(html, /<h3[^>]*>(.*?)<\/h3>/gs).map(texts)).toEqual(['north']);
    expect(texts(html)).toContain('hut-c');
  });

  it('says that it is empty only if it is connected with nothing, and is left out otherwise', () => {
    expect(texts(page('role:layout role:Claims ; role:path ( ex:bridge )'))).toBe('Bridge Nothing is connected.');
    expect(page('role:layout role:List ; role:path ( ex:bridge )')).toBe('<main></main>');
    expect(texts(page('role:path ( ex:bridge ) ; text:none "No bridge."@en'))).toBe('Bridge No bridge.');
  });
});

it('sections and their texts describe the page and replace its facts', () => {
  const answer =
    'role:path ( ex:path ) ; text:answer "{count} paths: {codes}. Near: {nearest}."@en ; role:hides ex:nearest';
  const site = siteOf(data, `${section(answer)} ex:nearest a owl:ObjectProperty .`);
  const view = createView(site, `${ex}valley`, 'en', 'valley', 'en/valley.html');
  expect(contentOf(view)).toMatchObject({
    summary: '2 paths: path-1, path-2. Near: 2.',
    isDeclared: true,
    hides: ['https://example.org/path', 'https://example.org/nearest'],
  });
});

it('a kind without sections shows its connections and figures', () => {
  const site = siteOf(data, prefixes);
  const parts = (thing: string): string => drawn(content, site, { thing: `${ex}${thing}` });
  expect(texts(parts('path-1'))).toBe('Huts hut-a hut-b');
  expect(all(parts('hut-b'), /<h2[^>]*>(.*?)<\/h2>/gs).map(texts)).toEqual(['References to this page: hut']);
  expect(all(parts('guests-a'), /<h2[^>]*>(.*?)<\/h2>/gs)).toEqual(['Figures']);
  expect(parts('valley')).toBe('<main></main>');
});
