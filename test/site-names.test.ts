import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { kindList } from '../src/site/pages/kind.js';
import { thingPage } from '../src/site/pages/thing.js';
import { createView, type Site } from '../src/site/view.js';
import { fill } from '../src/site/words.js';
import { all, drawn, matrix, siteWith } from './support/charts.js';
import { textOf, under } from './support/site.js';

const base = 'https://example.org/';
const prefixes = `@base <${base}> . @prefix : <${base}> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
  @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
  @prefix role: <https://w3id.org/gcm-graph/roles#> .\n`;
const garden = `${prefixes}
  :oak a :Tree ; skos:prefLabel "Oak"@en, "chêne"@fr ; skos:altLabel "Quercus"@en, "Robur"@en, "rouvre"@fr ;
    skos:definition "A tree with acorns."@en, "A tree that grows slowly."@en ; :feeds :jay .
  :ash a :Tree ; skos:prefLabel "Ash"@en, "frêne"@fr ; :feeds :jay, :tit .
  :elder a :Tree ; skos:prefLabel "Elder"@en, "sureau"@fr .
  :zelkova a :Tree ; skos:prefLabel "Æsop’s zelkova"@en, "abricotier"@fr .
  :jay a :Bird ; skos:prefLabel "Jay"@en ; skos:altLabel "Garrulus"@en .
  :tit a :Bird ; skos:prefLabel "Tit"@en .`;
const roles = `${prefixes} :Tree role:order 1 ; role:plural "Trees"@en . :Bird role:order 2 ; role:plural "Birds"@en .
  :feeds role:strength role:Stated ; role:plural "Birds"@en ; rdfs:label "feeds"@en .
  :m a role:Matrix ; role:rows :Tree ; role:path ( :feeds ) ; role:columns :Bird .`;
const site = (more = ''): Site => siteWith(garden, `${roles} ${more}`, base);
const page = (thing: string, made = site(), language = 'en'): string =>
  renderToString(thingPage(createView(made, base + thing, language, thing, `${language}/${thing}.html`)));

describe('the names of a thing', () => {
  it('are all on its page, in the language of the page, with all its definitions', () => {
    expect(textOf(page('oak'))).toContain('Also called: Quercus · Robur A tree with acorns. A tree that grows slowly.');
    expect(textOf(page('oak', site(), 'fr'))).toContain(' rouvre ');
    expect(textOf(page('oak', site(), 'fr'))).not.toContain('Quercus');
  });

  it('include a short name only if the ontology says which property it is', () => {
    const columns = (made: Site): string => textOf(drawn(matrix, made));
    expect(columns(site())).toMatch(/ Jay Tit /);
    expect(columns(site())).not.toContain('Garrulus');
    expect(columns(site('skos:altLabel role:is role:ShortName .'))).toMatch(/ Garrulus Tit /);
  });

  it('decide the order of things without a code, in each language', () => {
    const listed = (language: string): string[] => {
      const made = site();
      const [kind] = made.kinds;
      const view = createView(made, kind?.type ?? '', language, kind?.path ?? '', `${language}/list.html`);
      return all(renderToString(kindList(view)), /<li>.*?<bdi[^>]*>([^<]*)<\/bdi>/gs).filter((name) =>
        /^[\p{L} ’]+$/u.test(name),
      );
    };
    expect(listed('en').slice(-4)).toEqual(['Æsop’s zelkova', 'Ash', 'Elder', 'Oak']);
    expect(listed('fr').slice(-4)).toEqual(['abricotier', 'chêne', 'frêne', 'sureau']);
    expect(textOf(page('oak', site(), 'fr'))).toMatch(/Précédent abricotier.*Suivant frêne/);
    expect(textOf(under(page('jay'), 'from-feeds'))).toMatch(/Ash Oak/);
  });

  it('do not change the addresses of pages', () => {
    const renamed = siteWith(garden.replace('"Ash"', '"Zash"'), roles, base);
    const paths = (made: Site): (string | undefined)[] => made.graph.things.map((one) => made.graph.pathOf(one)).sort();
    expect(paths(renamed)).toEqual(paths(site()));
  });
});

describe('references to a page', () => {
  it('are under the name of the property, not under the name of its values, and not repeated', () => {
    const shown = page('jay');
    const headings = all(shown, /<h2[^>]*>(.*?)<\/h2>/gs).map((heading) => textOf(heading).trim());
    expect(headings).toContain('References to this page: feeds');
    expect(headings).not.toContain('References to this page');
    expect(shown.match(/href="ash\.html"/g)).toHaveLength(1);
  });
});

describe('a section', () => {
  it('has no heading without content', () => {
    const section = ':s a role:Section ; role:of :Tree ; role:path ( :shades ) ; role:layout role:Claims .';
    const shown = page('ash', site(`:shades role:strength role:Stated ; rdfs:range :Bird . ${section}`));
    expect(all(shown, /<h2 id="([^"]*)"/g)).not.toContain('s');
    expect(shown).not.toContain('Nothing is connected');
    expect(shown).toContain('Birds');
  });

  it('begins with a capital', () => {
    const unnamed = siteWith(
      `${prefixes} :a skos:prefLabel "A"@en ; :eats :b . :b skos:prefLabel "B"@en .`,
      `${prefixes} :eats role:strength role:Stated ; rdfs:label "eats"@en .`,
      base,
    );
    expect(textOf(under(page('a', unnamed), 'to-eats'))).toMatch(/^ Eats B/);
  });
});

it('large numbers in texts have separators', () => {
  expect(fill('and {count} more', { count: 19960 }, 'en')).toBe('and 19,960 more');
  expect(fill('et encore {count}', { count: 1234 }, 'fr')).toBe('et encore 1\u202f234');
  expect(fill('Number until {year}', { year: '2020' })).toBe('Number until 2020');
});
