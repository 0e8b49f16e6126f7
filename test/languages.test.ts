import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { languagesOf, type ServedRelease } from '../src/serve/release.js';
import { redirects } from '../src/site/hosting/hosting.js';
import { otherLanguages } from '../src/site/pages/facts.js';
import { about, home } from '../src/site/pages/home.js';
import { makeIndex } from '../src/site/search-index.js';
import { inLanguage, wordsOf } from '../src/site/words.js';
import { directionOf, languageName, nearestLanguage, ownNameOf } from '../src/text/languages.js';
import { drawn, siteOf } from './support/charts.js';

const ex = 'https://example.org/';
const skos = 'http://www.w3.org/2004/02/skos/core#';
const type = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';

/** A concept with its names: concept('a', 'Haus@de', 'maison@fr', 'x'). */
const concept = (name: string, ...texts: string[]): string =>
  [
    `<${ex}${name}> <${type}> <${skos}Concept> .`,
    ...texts.map((text) => statement(name, `${skos}prefLabel`, text)),
  ].join('\n');

function statement(subject: string, property: string, text: string): string {
  const [value, tag] = text.split('@');
  return `<${ex}${subject}> <${property}> "${value}"${tag === undefined ? '' : `@${tag}`} .`;
}

/** The data set with its titles. */
const dataset = (...titles: string[]): string =>
  [
    `<${ex}data> <${type}> <http://www.w3.org/ns/dcat#Dataset> .`,
    ...titles.map((title) => statement('data', 'http://purl.org/dc/terms/title', title)),
  ].join('\n');

const declared = (tags: string): string => `
@prefix role: <https://w3id.org/gcm-graph/roles#> .
<${ex}ontology> a <http://www.w3.org/2002/07/owl#Ontology> ; role:languages ( ${tags} ) .`;

describe('the languages of a site', () => {
  const names = [concept('a', 'Haus@de', 'maison@fr'), concept('b', 'Hof@de', 'cour@fr', '院子@zh')].join('\n');
  const languagesOf = (nquads: string, ontology = ''): readonly string[] => siteOf(nquads, ontology).languages;

  it('are declared by the project, with their order', () => {
    expect(languagesOf(names, declared('"ar" "pt-BR" "de" "AR"'))).toEqual(['ar', 'pt-BR', 'de']);
  });

  it('otherwise come from the title of the data set', () => {
    expect(languagesOf(`${names}\n${dataset('Maisons@fr', 'Casas@pt-BR', 'Куће@sr-cyrl')}`)).toEqual([
      'fr',
      'pt',
      'sr-Cyrl',
    ]);
  });

  it('have the order of their numbers of names if they are not declared', () => {
    expect(languagesOf(`${names}\n${dataset('Cours@fr', 'Häuser@de', '院子@zh')}`)).toEqual(['de', 'fr', 'zh']);
    expect(languagesOf(`${names}\n${dataset('A@it', 'B@zh')}`)).toEqual(['zh', 'it']);
  });

  it('otherwise come from at least half of the names of a kind, the most frequent first', () => {
    const more = concept('c', 'Tür@de-AT');
    expect(languagesOf(`${names}\n${more}\n${dataset('x')}`)).toEqual(['de', 'fr']);
    expect(languagesOf([names, concept('c', 'dom@pl', 'cour@fr')].join('\n'))).toEqual(['fr', 'de']);
    expect(languagesOf(concept('a', 'kuća@hrv'))).toEqual(['hrv']);
    expect(languagesOf(concept('a', 'ħobż@gsw', 'brood@nds'))).toEqual(['gsw', 'nds']);
  });

  it('are English if no text has a language', () => expect(languagesOf(concept('a', 'house'))).toEqual(['en']));
});

describe('the pages of a site in other languages', () => {
  const nquads = [concept('a', 'Haus@de'), concept('b', 'Hof@de', 'cour@fr'), concept('c', 'Tür')].join('\n');
  const site = siteOf(nquads, declared('"de" "fr"'));

  it('have their languages, direction and texts', () => {
    const html = drawn(home, site, { language: 'de' });
    expect(html).toMatch(/^<html lang="de" dir="ltr">/);
    expect(html).toContain('>Deutsch</a>');
    expect(html).toContain('>Français</a>');
    expect(html).toContain('Hauptmenü');
    expect(html).not.toMatch(/English|العربية|Downloads page/);
    const arabic = siteOf(concept('a', 'بيت@ar', 'Haus@de'), declared('"ar" "de"'));
    expect(drawn(about, arabic, { language: 'ar' })).toMatch(/^<html lang="ar" dir="rtl">/);
  });

  it('mark names in another language', () => {
    const html = drawn(home, site, { language: 'fr' });
    expect(html).toContain('<bdi lang="de" dir="ltr">Haus</bdi><span class="badge">en allemand</span>');
    expect(html).toContain('<bdi>cour</bdi></a>');
    expect(html).toContain('<bdi>Tür</bdi></a>');
    expect(drawn((view) => otherLanguages(view) as never, site, { thing: `${ex}b`, language: 'de' })).toContain(
      '<dt lang="fr" dir="ltr">Français</dt>',
    );
    const { words, entries } = makeIndex(site, 'fr');
    expect(words.inOthers).toEqual({ de: 'en allemand' });
    expect(entries.filter(({ kind }) => kind !== undefined)).toMatchObject([
      { name: 'Haus', language: 'de' },
      { name: 'cour' },
      { name: 'Tür', language: '' },
    ]);
  });

  it('state the language of texts that are not in their language', () => {
    const persian = siteOf(
      [concept('a', 'خانه@fa', 'Haus@de'), concept('b', 'Hof@de')].join('\n'),
      declared('"fa" "de"'),
    );
    const html = drawn(home, persian, { language: 'fa' });
    expect(html).toMatch(/^<html lang="fa" dir="rtl">.*<body lang="de">/s);
    expect(html).toContain('<bdi lang="fa" dir="rtl">خانه</bdi></a>');
    expect(html).toContain('<bdi>Hof</bdi><span class="badge">Sprache: Deutsch</span>');
    expect(html).toContain('<bdi>Begriffe</bdi><span class="badge">Sprache: Deutsch</span>');
  });

  it('are the targets of servers', () => {
    const places = { folders: [], others: [], retired: [] };
    const text = redirects({ places, base: ex, languages: ['de', 'fr'], own: [], foreign: [], vocabularies: [] });
    expect(text.split('\n').filter((line) => line.startsWith('/'))).toEqual([
      '/ /site/fr/index.html 302 Language=fr',
      '/ /site/de/index.html 302',
    ]);
  });

  it('are served in the order of the site', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'languages-'));
    mkdirSync(path.join(folder, 'site'));
    writeFileSync(path.join(folder, 'site/index.html'), drawn(home, site, { language: 'de' }));
    expect(languagesOf({ folder, manifest: { site: {} } } as unknown as ServedRelease)).toEqual(['de', 'fr']);
    expect(languagesOf({ folder, manifest: {} } as unknown as ServedRelease)).toEqual([]);
  });

  it('have texts in the nearest language', () => {
    expect(wordsOf('pt-BR')).toMatchObject({ language: 'pt-BR', home: 'Página inicial' });
    expect(wordsOf('gsw', ['gsw', 'de'])).toMatchObject({ language: 'de', name: 'Schwiizertüütsch' });
    expect(wordsOf('nl')).toMatchObject({ language: 'en', home: 'Home', name: 'Nederlands' });
  });
});

describe('languages', () => {
  it('have the direction of their script', () => {
    const tags = ['ar', 'ar-EG', 'fa', 'he', 'yi', 'dv', 'az-Arab', 'pa-PK', 'ff-Adlm', 'nqo', 'ckb', 'ug'];
    expect(tags.filter((tag) => directionOf(tag) === 'ltr')).toEqual([]);
    const others = ['az', 'sr-Cyrl', 'ug-Cyrl', 'de', 'gsw', 'zh-Hant', 'mis', 'qaa', '', 'not a tag', 'ku', 'tr'];
    expect(others.filter((tag) => directionOf(tag) === 'rtl')).toEqual([]);
  });

  it('have names', () => {
    expect(['en', 'fr', 'es', 'ar', 'zh', 'ru'].map((tag) => languageName(tag, 'en'))).toEqual([
      'English',
      'French',
      'Spanish',
      'Arabic',
      'Chinese',
      'Russian',
    ]);
    expect(['en', 'fr', 'es', 'ar', 'zh', 'ru', 'de', 'pt', 'qaa'].map(ownNameOf)).toEqual([
      'English',
      'Français',
      'Español',
      'العربية',
      '中文',
      'Русский',
      'Deutsch',
      'Português',
      'Qaa',
    ]);
    expect(languageName('not a tag', 'en')).toBe('not a tag');
    expect(inLanguage(wordsOf('de'), 'fr')).toBe('Sprache: Französisch');
    expect(inLanguage(wordsOf('pt'), 'en-GB')).toBe('em inglês');
  });

  it('have a nearest language', () => {
    expect(nearestLanguage('pt-BR', ['pt', 'pt-br'])).toBe('pt-br');
    expect(nearestLanguage('sr-Cyrl-RS', ['sr-Latn', 'sr-Cyrl'])).toBe('sr-Cyrl');
    expect(nearestLanguage('fr', ['en', 'fr-CA'])).toBe('fr-CA');
    expect(nearestLanguage('fr', ['en', 'frr'])).toBeUndefined();
  });
});
