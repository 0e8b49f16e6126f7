import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { knownLists } from '../../src/site/long-lists.js';
import { valuesPage } from '../../src/site/pages/long-list.js';
import { thingPage } from '../../src/site/pages/thing.js';
import { createView, type Site } from '../../src/site/view.js';
import { siteWith } from '../support/charts.js';

const base = 'https://example.org/';
const prefixes = `@base <${base}> . @prefix : <${base}> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
  @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
  @prefix dct: <http://purl.org/dc/terms/> . @prefix role: <https://w3id.org/gcm-graph/roles#> .
  @prefix text: <https://w3id.org/gcm-graph/text#> .\n`;
const roles = `${prefixes} :visits role:strength role:Stated ; owl:inverseOf :visitedBy . :state role:is role:LinkStatus .
  :Ship role:order 1 . :Port role:order 2 .`;
const note = 'A port call that was written down by the pilot, by hand, in the log of the harbour.';

/** Ships with a name of 80 characters that call at ports: each call has a status, a source and a note. */
function harbours(ships: number, ports: number, sections = ''): Site {
  const lines = [
    ':log dct:title "Log"@en . :sure a skos:Concept ; skos:prefLabel "sure"@en .',
    ...Array.from(
      { length: ports },
      (_, i) => `<port/${i}> a :Port ; skos:notation "P${i}" ; skos:prefLabel "Port ${i}"@en .`,
    ),
    ...Array.from(
      { length: ships },
      (_, i) =>
        `<ship/${i}> a :Ship ; skos:prefLabel "Ship with a rather long name, as in ${i} other harbours"@en, "Navire ${i}"@fr .`,
    ),
  ];
  for (let ship = 0; ship < ships; ship++)
    for (let port = 0; port < ports; port++)
      lines.push(
        `<ship/${ship}> :visits <port/${port}> . <call/${ship}-${port}> owl:annotatedSource <ship/${ship}> ; owl:annotatedProperty :visits ;
          owl:annotatedTarget <port/${port}> ; :state :sure ; dct:source :log ; rdfs:comment "${note}"@en .`,
      );
  return siteWith(prefixes + lines.join('\n'), roles + sections, base);
}

/** The page of a thing, and all lists that it refers to. */
function pagesOf(site: Site, path: string): string[] {
  const folder = site.isLarge ? 'things' : 'en';
  const page = renderToString(thingPage(createView(site, `${base}${path}`, 'en', path, `${folder}/${path}.html`)));
  const lists = knownLists(site).flatMap((list) =>
    list.pages.map((_, at) =>
      renderToString(valuesPage(createView(site, list.thing, 'en', list.path, `en/${list.path}.html`), list, at + 1)),
    ),
  );
  return [page, ...lists];
}

const linksIn = (pages: string[], to: RegExp): Set<string> => new Set(pages.flatMap((page) => page.match(to) ?? []));

describe('a page with 20,000 links', () => {
  const layouts = ['Claims', 'Claims ; role:groupBy :flag', 'List', 'Facts'].map(
    (layout, i) =>
      `:part-${i} a role:Section ; role:of :Port ; role:path ( :visitedBy ) ; role:layout role:${layout} .`,
  );
  const longer = ['Through', 'Facts'].map(
    (layout) =>
      `:${layout} a role:Section ; role:of :Port ; role:path ( :visitedBy :visits ) ; role:layout role:${layout} .`,
  );

  it.each([
    ['without sections', ''],
    ['with sections of all layouts', [...layouts, ...longer].join('\n')],
  ])('%s is shorter than 300 KB, and leads to all of them', (_, sections) => {
    const site = harbours(20_000, 1, sections);
    const pages = pagesOf(site, 'port/0');
    expect(Math.max(...pages.map((page) => page.length))).toBeLessThan(300_000);
    expect(linksIn(pages, /ship\/\d+\.html/g).size).toBe(20_000);
  });

  it('leads to the things of all its parts', () => {
    const section =
      ':facts a role:Section ; role:of :Port ; role:path ( :visitedBy :visits ) ; role:layout role:Facts .';
    const visits = [0, 1].map((ship) => {
      const ports = Array.from({ length: 600 }, (_, i) => `<port/${1 + ship * 600 + i}>`);
      return `<ship/${ship}> a :Ship ; skos:prefLabel "Ship ${ship}"@en ; :visits <port/0>, ${ports.join(', ')} .`;
    });
    const ports = Array.from({ length: 1201 }, (_, i) => `<port/${i}> a :Port ; skos:prefLabel "Port ${i}"@en .`);
    const site = siteWith(prefixes + [...visits, ...ports].join('\n'), roles + section, base);
    const [, ...lists] = pagesOf(site, 'port/0');
    expect(linksIn(lists, /\.\.\/\d+\.html/g).size).toBe(1201); // with the port itself
  });

  it.each(['log', 'sure'])('of a source or a status is shorter than 300 KB, and leads to all ends: %s', (thing) => {
    const site = harbours(200, 100);
    const [page = '', ...lists] = pagesOf(site, thing);
    expect(Math.max(...[page, ...lists].map((one) => one.length))).toBeLessThan(300_000);
    expect(page).toContain('Links: 20,000.');
    expect(page).toMatch(/and [\d,]+ more<\/a>/);
    expect(linksIn(lists, /ship\/\d+\.html/g).size).toBe(200);
  });

  it('shows 40 texts of a property', () => {
    const notes = Array.from({ length: 20_000 }, (_, i) => `"note ${i}"@en`).join(', ');
    const site = siteWith(`${prefixes} :buoy skos:prefLabel "Buoy"@en ; skos:editorialNote ${notes} .`, '', base);
    const [page = ''] = pagesOf(site, 'buoy');
    expect(page.length).toBeLessThan(300_000);
    expect(page.match(/note \d+</g)).toHaveLength(40);
    expect(page).toContain('and 19,960 more');
  });
});
