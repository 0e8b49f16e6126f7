import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { namespaces } from '../src/rdf/iri.js';
import { places } from '../src/site/figures/places.js';
import { areaGroups, itemsByArea } from '../src/site/home/area-choice.js';
import { rowFigures } from '../src/site/home/chosen-figures.js';
import { home } from '../src/site/pages/home.js';
import { createView, type Site } from '../src/site/view.js';
import { siteWith } from './support/charts.js';
import { textOf } from './support/site.js';

/** The start page of a small project about rivers: two aims with indicators, and figures of three countries. */
const base = 'https://example.org/rivers/';
const prefixes = `@prefix : <${base}> . @prefix ex: <${base}ontology#> . @prefix role: <${namespaces.role}> .
@prefix text: <${namespaces.text}> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
`;

const figure = (at: number, series: string, area: string, year: number, value: number): string =>
  `:f${at} ex:of :${series} ; ex:in :${area} ; ex:year "${year}" ; ex:amount "${value}" .\n`;

const data = `${prefixes}
:A a ex:Aim ; skos:notation "1" ; skos:prefLabel "Clean water"@en ; ex:has :A-1 , :A-2 .
:B a ex:Aim ; skos:notation "2" ; skos:prefLabel "More fish"@en ; ex:has :B-1 .
:A-1 a ex:Indicator ; skos:notation "1.1" ; skos:prefLabel "Clean rivers"@en ; ex:series :s1 ; ex:topic :t1 .
:A-2 a ex:Indicator ; skos:notation "1.2" ; skos:prefLabel "Springs"@en .
:B-1 a ex:Indicator ; skos:notation "2.1" ; skos:prefLabel "Fish in rivers"@en ; ex:series :s2 ; ex:topic :t1 .
:t1 a ex:Topic ; skos:notation "T" ; skos:prefLabel "Nature"@en .
:t2 a ex:Topic ; skos:notation "U" ; skos:prefLabel "Trade"@en .
:s1 a ex:Series ; skos:prefLabel "Clean rivers (%)"@en . :s2 a ex:Series ; skos:prefLabel "Fish (tonnes)"@en .
:W a ex:Area ; skos:notation "W" ; skos:prefLabel "World"@en .
:N a ex:Area ; skos:notation "N" ; skos:prefLabel "North"@en ; skos:broader :W .
:n1 a ex:Area ; skos:prefLabel "Northland"@en ; skos:broader :N . :N skos:narrower :n1 .
:n2 a ex:Area ; skos:prefLabel "Iceland"@en ; skos:broader :N .
:n3 a ex:Area ; skos:prefLabel "Greenland"@en ; skos:broader :N .
${figure(1, 's1', 'W', 2010, 40)}${figure(2, 's1', 'W', 2020, 60)}${figure(3, 's1', 'n1', 2020, 70)}${figure(4, 's2', 'n1', 2020, 5)}${figure(5, 's2', 'n2', 2020, 6)}
`;

const roles = `${prefixes}
ex:Aim a owl:Class ; role:order 1 ; role:plural "Aims"@en . ex:Indicator a owl:Class ; role:plural "Indicators"@en .
ex:Topic a owl:Class ; role:plural "Topics"@en . ex:Area a owl:Class ; role:plural "Areas"@en ; role:drawnFirst "W" .
ex:of role:is role:FigureSeries . ex:in role:is role:FigureArea . ex:year role:is role:FigurePeriod . ex:amount role:is role:FigureValue .
ex:has role:strength role:Stated .
:m a role:Matrix ; role:rows ex:Aim ; role:path ( ex:has ex:topic ) ; role:columns ex:Topic .
:s a role:Section ; role:of ex:Aim ; role:layout role:Figures ; role:path ( ex:has ex:series ) .
`;

const siteOf = (turtle: string, ontology: string): Site => siteWith(turtle, ontology, base);
const htmlOf = (site: Site): string => renderToString(home(createView(site, 'index', 'en', 'index', 'en/index.html')));
const local = (iri: string): string => iri.replace(base, '');

describe('the start page', () => {
  const site = siteOf(data, roles);

  it('has a row for each thing of the first kind, with counts and a figure', () => {
    const rows = [...rowFigures(site)].map(([thing, { items, withFigures, chosen }]) => [
      local(thing),
      items.length,
      withFigures,
      chosen && local(chosen.figures.series),
      chosen?.points.length,
    ]);
    expect(rows).toEqual([
      ['A', 2, 1, 's1', 2],
      ['B', 1, 1, 's2', 0],
    ]);
    const text = textOf(/<div class="overview">.*?<\/table>/s.exec(htmlOf(site))?.[0] ?? '');
    expect(text).toMatch(/1 Clean water 1 in 1 1 of 2 1\.1 Clean rivers \(%\) 60 2020 rising/);
    expect(text).toMatch(/2 More fish 1 in 1 1 of 1 2\.1 Fish \(tonnes\) Areas: 2/);
  });

  it('counts the items with figures in each area, and the small areas in each larger one', () => {
    expect([...places(site)].map(local).sort()).toEqual(['n1', 'n2', 'n3']);
    expect([...itemsByArea(site)].map(([area, count]) => [local(area), count]).sort()).toEqual([
      ['W', 1],
      ['n1', 2],
      ['n2', 1],
    ]);
    expect(areaGroups(site).map(({ area, count }) => [local(area), count])).toEqual([['N', 2]]);
    const options = [...htmlOf(site).matchAll(/<option[^>]*>([^<]*)<\/option>/g)].map(([, name]) => name);
    expect(options).toEqual(['Choose…', 'Iceland', 'Northland']);
  });

  it('shows columns without connections', () =>
    expect(textOf(htmlOf(site))).toMatch(/T Nature Indicators: 2 · Aims: 2 .*U Trade Not connected/));

  it('has only what the project has', () => {
    const bare = htmlOf(siteOf(data, ''));
    for (const part of ['class="overview"', 'class="matrix"', '<select', 'by-area', 'contradictions'])
      expect(bare).not.toContain(part);
    expect(bare).toContain('id="contents"');
  });
});
