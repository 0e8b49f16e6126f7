import { h } from 'preact';
import { describe, expect, it } from 'vitest';
import { connectionOf } from '../src/site/connected.js';
import { pointingHere } from '../src/site/pages/facts.js';
import { claimsWith } from '../src/site/sections/claims.js';
import { contentOf } from '../src/site/sections/sections.js';
import type { View } from '../src/site/view.js';
import { all, drawn, siteOf } from './support/charts.js';

const ex = 'https://example.org/';
const prefixes = `
@prefix ex: <${ex}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix role: <https://w3id.org/gcm-graph/roles#> .
@prefix text: <https://w3id.org/gcm-graph/text#> .
`;

/** N-Quads from "a b c" with names in the example namespace; a name in quotation marks is a label in English. */
const graphOf = (text: string): string => {
  const known: Record<string, string> = {
    type: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type',
    label: 'http://www.w3.org/2004/02/skos/core#prefLabel',
    from: 'http://www.w3.org/2002/07/owl#annotatedSource',
    by: 'http://www.w3.org/2002/07/owl#annotatedProperty',
    to: 'http://www.w3.org/2002/07/owl#annotatedTarget',
    source: 'http://purl.org/dc/terms/source',
  };
  const term = (name: string): string => (name.startsWith('"') ? `${name}@en` : `<${known[name] ?? `${ex}${name}`}>`);
  const lines = text.split('\n').flatMap((line) => line.trim() || []);
  const statements = lines.map((line) => line.split(' ').map(term).join(' '));
  return statements.map((one) => `${one} .\n`).join('');
};

const things = `
  plan type Plan
  plan label "Plan"
  dam type Project
  dam label "Dam"
  road type Project
  road label "Road"
  report label "Report"
  stated label "Stated"
`;

const content = (view: View) => h('main', null, contentOf(view).content);
const pageOf = (graph: string, ontology = '', thing = 'plan'): string =>
  drawn(content, siteOf(graphOf(things + graph), prefixes + ontology), { thing: `${ex}${thing}` });
const headings = (page: string): string[] =>
  all(page, /<h2[^>]*>(.*?)<\/h2>/gs).map((one) => one.replace(/<[^>]*>/g, ''));
const shownIn = (page: string, id: string): string =>
  new RegExp(`<section aria-labelledby="${id}">.*?</section>`, 's').exec(page)?.[0] ?? '';

const link = `
  row from plan
  row by supports
  row to dam
  row status stated
  row source report
`;

describe('a connection by a property without roles', () => {
  it('is shown under the name of the property, not as a mere mention', () => {
    const page = pageOf(link, 'ex:supports rdfs:label "supports"@en . ex:status role:is role:LinkStatus .');
    expect(headings(page)).toEqual(['Supports']);
    expect(shownIn(page, 'to-supports')).toMatch(/Dam.*status-states.*Stated.*Report/s);
    expect(page).not.toContain('not connected');
  });

  it('is shown at the other end, under the name of the inverse property if there is one', () => {
    expect(headings(pageOf(link, 'ex:supports rdfs:label "supports"@en .', 'dam'))).toEqual([
      'References to this page: supports',
    ]);
    const inverse =
      'ex:supports rdfs:label "supports"@en ; owl:inverseOf ex:helpedBy . ex:helpedBy rdfs:label "helped by"@en .';
    expect(headings(pageOf(link, inverse, 'dam'))).toEqual(['Helped by']);
  });

  it('needs no property in the row', () => {
    const page = pageOf(link.replace('row by supports', ''));
    expect(headings(page)).toEqual(['Related to']);
    expect(page).toContain('Dam');
  });
});

describe('a mere mention', () => {
  const roles = 'ex:supports role:strength role:Stated . ex:near role:strength role:Mentioned .';
  const mention = link.replaceAll('row', 'other').replace('supports', 'near');

  it('is listed as not connected if nothing connects the two', () => {
    expect(headings(pageOf(mention, roles))).toEqual(['Mentioned together, but not connected']);
    expect(headings(pageOf('plan near dam', roles))).toEqual(['Mentioned together, but not connected']);
  });

  it('is listed with the connection if another row or statement connects the two', () => {
    const page = pageOf(link + mention, roles);
    expect(headings(page)).toEqual(['Supports']);
    expect(all(page, /status (status-\w+)/g)).toEqual([]);
    expect(all(shownIn(page, 'to-supports'), /(Report)/g)).toHaveLength(2);
    for (const own of ['plan supports dam', 'dam supports plan', 'plan helps dam'])
      expect(pageOf(`${mention}\n${own}`, roles)).not.toContain('not connected');
  });

  it('stays a mention if a general property repeats it', () => {
    const site = siteOf(
      graphOf(`${things}\nplan near dam\nplan related dam`),
      `${prefixes}${roles} ex:near rdfs:subPropertyOf ex:related .`,
    );
    expect(connectionOf(site, `${ex}plan`, `${ex}dam`)).toBe('mentioned');
    expect(connectionOf(site, `${ex}dam`, `${ex}plan`)).toBe('mentioned');
    expect(connectionOf(site, `${ex}plan`, `${ex}road`)).toBeUndefined();
  });
});

describe('a text that nothing is connected', () => {
  const section = `
    ex:supports role:strength role:Stated ; rdfs:range ex:Project .
    ex:opposes role:strength role:Contradicted .
    ex:part a role:Section ; role:of ex:Plan ; role:path ( ex:supports ) ; text:none "No project."@en .`;

  it('is shown if no property and no row connects a thing of the kind', () => {
    expect(shownIn(pageOf('', section), 'part')).toContain('No project.');
    expect(pageOf('plan opposes report', section)).toContain('No project.');
  });

  it('is not shown if another property, an inverse or a row connects one', () => {
    expect(pageOf('plan opposes dam', section)).not.toContain('No project.');
    expect(headings(pageOf('plan opposes dam', section))).toEqual(['Opposes']);
    expect(pageOf(link.replace('supports', 'funds'), section)).not.toContain('No project.');
    expect(pageOf('dam helpedBy plan', `${section} ex:supports owl:inverseOf ex:helpedBy .`)).toContain('Dam');
  });
});

it('a source and a status list their connections', () => {
  const site = siteOf(graphOf(things + link), `${prefixes} ex:status role:is role:LinkStatus .`);
  const claims = (thing: string): string =>
    drawn((view) => h('main', null, claimsWith(view)), site, { thing: `${ex}${thing}` });
  expect(headings(claims('report'))).toEqual(['Connections from this source']);
  expect(claims('report')).toMatch(/Plan.*Dam.*status-states/s);
  expect(headings(claims('stated'))).toEqual(['Connections with this status']);
  expect(claims('dam')).not.toContain('<h2');
  expect(drawn((view) => h('main', null, pointingHere(view, [])), site, { thing: `${ex}dam` })).not.toContain('<h2');
});
