import { renderToString } from 'preact-render-to-string';
import { expect, it } from 'vitest';
import { thingPage } from '../src/site/pages/thing.js';
import { createView } from '../src/site/view.js';
import { siteWith } from './support/charts.js';

/** The titles and descriptions that search engines show. */

const base = 'https://example.org/';
const long = 'A tree with a name that is much too long for the line of a tab or of a search engine';
const trees = `@prefix : <${base}> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
:site a <http://www.w3.org/ns/dcat#Dataset> .
:oak a :Tree ; skos:prefLabel "Oak"@en ; skos:notation "1.2" ; skos:definition "${'It has leaves. '.repeat(20)}"@en .
:ash a :Tree ; skos:prefLabel "${long}"@en ; :short "Ash"@en ; skos:notation "ash" .`;
const roles = `@prefix : <${base}> . @prefix role: <https://w3id.org/gcm-graph/roles#> .
:site role:languages ( "en" "fr" ) . :Tree role:order 1 ; role:name "Tree"@en , "Arbre"@fr . :short role:is role:ShortName .`;
const site = siteWith(trees, roles, base);

const headOf = (thing: string, language: string): (string | undefined)[] => {
  const html = renderToString(thingPage(createView(site, base + thing, language, thing, `${language}/${thing}.html`)));
  return [/<title>([^<]*?)( · |<)/.exec(html)?.[1], /name="description" content="([^"]*)"/.exec(html)?.[1]];
};

it('a title begins with the code and the name, and a long name is short', () => {
  expect([headOf('oak', 'en')[0], headOf('ash', 'en')[0]]).toEqual(['1.2 Oak', 'Ash']);
});

it('a title with a name in another language begins with the kind', () => {
  expect([headOf('oak', 'fr')[0], headOf('ash', 'fr')[0]]).toEqual(['Arbre 1.2\u00a0: Oak', 'Arbre\u00a0: Ash']);
});

it('a description ends after a sentence, and is in the language of the page', () => {
  expect(headOf('oak', 'en')[1]).toBe('It has leaves. '.repeat(10).trim());
  expect(headOf('oak', 'fr')[1]).toBe('Arbre 1.2. Oak (en anglais)');
});

it('a site without a name is called by its address', () => {
  const page = renderToString(thingPage(createView(site, `${base}oak`, 'en', 'oak', 'en/oak.html')));
  expect(/<title>(.*?)<\/title>/.exec(page)?.[1]).toBe('1.2 Oak · https://example.org/site');
});
