import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { thingPage } from '../src/site/pages/thing.js';
import { createView, type Site } from '../src/site/view.js';
import { siteWith } from './support/charts.js';
import { textOf } from './support/site.js';

const base = 'https://example.org/';
const prefixes = `@base <${base}> . @prefix : <${base}> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
  @prefix role: <https://w3id.org/gcm-graph/roles#> .\n`;
const trees = `${prefixes}
  :oak a :Tree ; skos:prefLabel "Oak"@en, "chêne"@fr ; :working "Eiche"@de ; :feeds :ash .
  :ash a :Tree ; skos:prefLabel "Ash"@en, "frêne"@fr, "Esche"@de ; :working "Äsche"@de .
  :elm a :Tree ; skos:prefLabel "Elm"@en ; :working "orme"@fr .`;
const roles = `${prefixes} :site role:languages ( "en" "fr" "de" ) . :Tree role:order 1 . :feeds role:strength role:Stated .`;
const site = (more = ':working role:is role:UnofficialName .'): Site => siteWith(trees, `${roles} ${more}`, base);
const page = (thing: string, language: string, made = site()): string =>
  renderToString(thingPage(createView(made, base + thing, language, thing, `${language}/${thing}.html`)));

describe('an unofficial name', () => {
  it('replaces a name in another language, with a mark', () => {
    expect(page('oak', 'de')).toMatch(/<h1[^>]*><bdi[^>]*>Eiche<\/bdi><span class="badge">inoffizielle Übersetzung</);
    expect(page('ash', 'fr')).toMatch(/orme<\/bdi><sup class="unofficial">°</);
    expect(textOf(page('ash', 'fr'))).toContain('° traduction non officielle'); // in the footer
  });

  it('is not in places without marks: the title and the data for search engines', () => {
    const html = page('oak', 'de');
    expect(html).toMatch(/<title>[^<]*Oak/);
    expect(html).not.toMatch(/<title>[^<]*Eiche|"name":\s*"Eiche"|<meta[^>]*Eiche/);
  });

  it('does not replace an official name', () => {
    const text = textOf(page('ash', 'de'));
    expect(text).toContain('Esche');
    expect(text).not.toContain('Äsche');
    expect(textOf(page('oak', 'de'))).toMatch(/Esche/);
  });

  it('is marked among the other languages, and is not a fact', () => {
    const text = textOf(page('oak', 'en'));
    expect(text).toMatch(/Deutsch Eiche unofficial translation/);
    expect(text).toMatch(/Français chêne (?!unofficial)/);
    expect(text).not.toContain('working');
  });

  it('is an ordinary text without the role', () => {
    const text = textOf(page('oak', 'de', site('')));
    expect(text).toContain('working Eiche');
    expect(text).not.toContain('inoffizielle');
  });
});
