import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { edit } from './support/edit.js';
import { type ExampleName, exampleProject } from './support/examples.js';
import { type Ended, gcm, readText } from './support/gcm.js';
import { type Things, thingsIn } from './support/observations.js';
import { candidates } from './support/reconciling.js';
import { type Serving, serveRelease } from './support/serving.js';
import { linksOf, readPage, siteFiles, textOf } from './support/site.js';
import { done, sheetBytes } from './support/workbooks.js';

/** The same program publishes three frameworks from data alone. */

interface Framework {
  languages: string[];
  plurals: Record<string, string>; // a plural on the start page in each language
  foreign: RegExp; // words of other frameworks
  page: string; // a thing
  texts: Record<string, RegExp>; // on its page in each language
  pictures: Record<string, number>; // of English or first-language pages
  change: [sheet: string, before: string, after: string, sentence: string];
  statistics: string;
  search: [words: string, page: string];
  reconcile: [query: string, thing: string];
  figures: Record<string, string>; // files for observations
  observation: string;
}

const frameworks: Record<ExampleName, Framework> = {
  sendai: {
    languages: ['en', 'fr'],
    plurals: { en: 'Global targets', fr: 'Objectifs mondiaux' },
    foreign: /\bobjectives?\b|principles?\b|compact\b|migra(?:tion|nt)|refugee|instrument de musique|Beaufort/i,
    page: 'indicator/A-1',
    texts: {
      en: /Which SDG targets does it measure\? 1\.5 By 2030.*stated Work of the Statistical Commission.*Part of indicator 1\.5\.1\./,
      fr: /Quelles cibles des ODD mesure-t-il \? 1\.5 D’ici à 2030.*énoncé Work of/,
    },
    pictures: { 'en/index.html': 1, 'en/target/A.html': 2, 'en/indicator/A-1.html': 1, 'en/indicator/A-2.html': 0 },
    change: ['links.csv', 'D-3,4.a,proposed,,', 'D-3,4.a,stated,a-71-644,', 'changed from “proposed” to “stated”.'],
    statistics: 'SDG target Indicators Global targets 1.5 By 2030',
    search: ['early warning', 'indicator/G-1'],
    reconcile: ['Sendai A-1', 'indicator/A-1'],
    figures: {},
    observation: 'cube/A-1/X/2016',
  },
  thesaurus: {
    languages: ['de', 'fr'],
    plurals: { de: 'Begriffe', fr: 'Notions' },
    foreign: /\bobjectives?\b|principles?\b|compact\b|migra(?:tion|nt)|refugee|\bSDGs?\b|sendai|Beaufort|\b2030\b/i,
    page: 'concept/klavier',
    texts: {
      de: /Begriff Klavier .*gehört zu Saiteninstrument Schlaginstrument Tasteninstrument/,
      fr: /Notion piano .*fait partie de instrument à clavier instrument à cordes instrument à percussion/,
    },
    pictures: { 'de/index.html': 0, 'de/concept/klavier.html': 0 },
    change: ['concepts.csv', 'Geige,violon', 'Violine,violon', 'geige was renamed from “Geige” to “Violine”.'],
    statistics: 'Begriffe',
    search: ['Violine', 'concept/geige'],
    reconcile: ['Kielflügel', 'concept/cembalo'],
    figures: {
      'data/observations/areas.csv': 'area,name_de,name_fr\nN,Nord,Nord\n',
      'data/figures.csv': 'series,area,year,value,unit\ngeige,N,2024,12,person\n',
    },
    observation: 'cube/geige/N/2024',
  },
  codes: {
    languages: ['en', 'es'],
    plurals: { en: 'Forces', es: 'Fuerzas' },
    foreign: /\bobjectives?\b|principles?\b|compact\b|migra(?:tion|nt)|refugee|\bSDGs?\b|sendai|instrument|\b2030\b/i,
    page: 'code/7',
    texts: { en: /Force 7 Near gale 28 to 33 knots\./, es: /Fuerza 7 Viento fuerte De 28 a 33 nudos\./ },
    pictures: { 'en/index.html': 0, 'en/code/7.html': 0 },
    change: ['codes.csv', 'Near gale', 'Moderate gale', '7 was renamed from “Near gale” to “Moderate gale”.'],
    statistics: 'Forces',
    search: ['gale', 'code/8'],
    reconcile: ['Near gale', 'code/7'],
    figures: {
      'data/observations/areas.csv': 'area,name_en,name_es\nN,North,Norte\n',
      'data/figures.csv': 'series,area,year,value,unit\n7,N,2024,12,day\n',
    },
    observation: 'cube/7/N/2024',
  },
};

describe.each(Object.entries(frameworks) as [ExampleName, Framework][])('%s', (name, expected) => {
  let project: string;
  let site: string;
  let base: string;
  const run = (...args: string[]): Promise<Ended> => gcm(args, { cwd: project });
  const built = (file: string): string => readPage(site, file);
  const bodyOf = (file: string): string => textOf(built(file).replace(/<(script|style)\b.*?<\/\1>/gs, ''));

  beforeAll(async () => {
    project = exampleProject(name);
    const { code, stdout, stderr } = await run('build', '--strict');
    expect(code, stdout + stderr).toBe(0);
    site = path.join(project, 'build/current/site');
    base = /"@base": "(.*)data\/"/.exec(readText(project, 'data/tables.json'))?.[1] ?? '';
  });

  it('has a site in its own languages, and its own names', () => {
    const folders = readdirSync(site).filter((folder) =>
      readdirSync(site, { withFileTypes: true }).some((entry) => entry.isDirectory() && entry.name === folder),
    );
    expect(folders.filter((folder) => /^[a-z]{2}$/.test(folder))).toEqual(expected.languages);
    for (const language of expected.languages) {
      expect(built(`${language}/index.html`)).toContain(`<html lang="${language}"`);
      expect(bodyOf(`${language}/index.html`)).toContain(expected.plurals[language]);
      expect(bodyOf(`${language}/${expected.page}.html`)).toMatch(expected.texts[language] as RegExp);
    }
  });

  it('has no word of another framework, no name of a template, and no broken link', () => {
    const files = new Set(siteFiles(site, ''));
    const pages = siteFiles(site, '.html');
    expect(pages.length).toBeGreaterThan(20);
    for (const file of pages) {
      const text = bodyOf(file);
      expect(text.match(expected.foreign)?.[0], file).toBeUndefined();
      expect(text.match(/\{\{|\}\}|\[\[|undefined|\bExample \d/)?.[0], file).toBeUndefined();
      for (const link of linksOf(built(file)).filter((one) => !/^(?:https?:|#|data:)/.test(one))) {
        const target = path.posix.join(path.posix.dirname(file), link.split(/[?#]/)[0] ?? '');
        if (!target.startsWith('../')) expect(files.has(target), `${file}: ${link}`).toBe(true);
      }
    }
  });

  it('has pictures where its roles declare them', () => {
    for (const [file, count] of Object.entries(expected.pictures))
      expect(built(file).match(/<figure\b|<div class="matrix"/g)?.length ?? 0, file).toBe(count);
    const rules = built('assets/site.css').match(/[^{}]*\{[^{}]*var\(--hue\)[^{}]*\}/g) ?? [];
    expect(rules.filter((rule) => !/hue-|--shown:/.test(rule))).toEqual([]); // what has no colour of its own is drawn too
  });

  it('names its kinds and the columns of its statistics', () => {
    const [language = ''] = expected.languages;
    for (const kind of siteFiles(path.join(site, language, 'kind'), '.html'))
      expect(bodyOf(`${language}/kind/${kind}`).split(' · ')[0], kind).not.toMatch(/[a-z][A-Z]/);
    expect(bodyOf(`${language}/statistics.html`)).toContain(expected.statistics);
  });

  it('answers its saved queries', async () => {
    const queries = readdirSync(path.join(project, 'queries/examples')).map((file) => file.replace('.rq', ''));
    expect(queries).toContain('names');
    for (const query of queries) {
      const { code, stdout } = await run('query', query, '--format', 'csv');
      expect(code).toBe(0);
      expect(stdout.trim().split('\n').length, query).toBeGreaterThan(10);
    }
  });

  it('comes back from a workbook with the same bytes', async () => {
    const before = sheetBytes(project);
    expect(await run('workbook', 'export', 'out.xlsx')).toMatchObject({ code: 0 });
    expect(done(await run('workbook', 'import', 'out.xlsx'))).toContain('No differences\n');
    expect(sheetBytes(project)).toEqual(before);
  });

  it('has a difference in its own words', async () => {
    const [sheet, before, after, sentence] = expected.change;
    const changed = exampleProject(name);
    edit(path.join(changed, 'data'), sheet, (text) => text.replace(before, after));
    const { code, stdout } = await run('diff', 'build/current', path.join(changed, 'data'));
    expect(code).toBe(0);
    expect(stdout).toContain(sentence);
  });

  it('is served with pages, data, search and reconciliation', async () => {
    const server: Serving = await serveRelease(path.join(project, 'build/current'));
    const [language = ''] = expected.languages;
    const get = (what: string, accept: string): Promise<Response> =>
      fetch(server.address + what, { headers: { Accept: accept, 'Accept-Language': language } });
    const page = await get(expected.page, 'text/html');
    expect(page.url).toMatch(new RegExp(`/${language}/${expected.page}\\.html$`));
    expect(textOf(await page.text())).toMatch(expected.texts[language] as RegExp);
    const data = await get(expected.page, 'text/turtle');
    expect(await data.text()).toContain(`<${base}${expected.page}>`);
    const found = await fetch(`${server.address}search?${new URLSearchParams({ q: expected.search[0] })}`);
    const { results } = (await found.json()) as { results: { iri: string }[] };
    expect(results.map(({ iri }) => iri)).toContain(base + expected.search[1]);
    const [first] = await candidates(server, { query: expected.reconcile[0] });
    expect(first?.id).toBe(base + expected.reconcile[1]);
  });

  it('has observations of its own', async () => {
    const own = exampleProject(name);
    for (const [file, text] of Object.entries(expected.figures)) {
      mkdirSync(path.dirname(path.join(own, file)), { recursive: true });
      writeFileSync(path.join(own, file), text);
    }
    const { code, stdout } = await gcm(['observations', 'data/figures.csv', '-o', 'cube.nq'], { cwd: own });
    expect(code, stdout).toBe(0);
    const things: Things = thingsIn(path.join(own, 'cube.nq'));
    expect([...things.keys()]).toContain(base + expected.observation);
    const foreign = [...things.keys()].filter((thing) => /^https?:/.test(thing) && !thing.startsWith(base));
    expect(foreign.filter((thing) => !/^http:\/\/(?:www\.w3\.org|purl\.org)\//.test(thing))).toEqual([]);
  });
});
