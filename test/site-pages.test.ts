import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { realRelease } from './support/releases.js';
import { under as partUnder, readPage, siteFiles, textOf } from './support/site.js';

const release = await realRelease();
const site = path.join(release, 'site');
const page = (file: string): string => readPage(site, file);

const under = (file: string, id: string): string => partUnder(page(file), id);

const hrefsIn = (html: string, pattern: RegExp): string[] => [
  ...new Set(
    [...html.matchAll(/href="([^"#]*)"/g)].map(([, href]) => href as string).filter((one) => pattern.test(one)),
  ),
];

describe('the page of an objective', () => {
  it('lists the connected targets by goal, with status and source', () => {
    const targets = under('en/objective/10.html', 'targets');
    expect(hrefsIn(targets, /sdg\/\d+\.\w+\.html$/).map((href) => path.basename(href, '.html'))).toEqual([
      '5.2',
      '8.7',
      '8.8',
      '10.7',
      '16.2',
      '16.3',
    ]);
    for (const goal of [5, 8, 10, 16]) expect(targets).toContain(`<h3 id="goal-${goal}">`);
    expect(textOf(targets)).toMatch(/16\.2 End abuse.{0,90}Stated Implementing the Global Compact/);
    expect(textOf(under('en/objective/23.html', 'targets'))).toContain('Proposed');
  });

  it('lists the indicators of each target with their custodians', () => {
    const measures = under('en/objective/10.html', 'measures');
    expect(hrefsIn(measures, /sdg\/C/)).toHaveLength(15);
    expect(textOf(measures)).toMatch(/16\.2\.2 Number of victims of human trafficking.{0,90}Custodians: UNODC/);
  });

  it('distinguishes series from figures, and shows unknown custodians', () => {
    const text = textOf(under('en/objective/10.html', 'measures'));
    expect(text).toMatch(
      /16\.2\.2 Number.{0,190}Custodians: +UNODC +Classification: +Tier II +Data series: +10 +With a chart: +1/,
    );
    expect(text).toMatch(/16\.3\.3 Proportion.{0,190}Custodians: +OECD, UNDP, UNODC/);
    const other = textOf(under('en/objective/8.html', 'measures'));
    expect(other).toMatch(/16\.1\.4 Proportion.{0,190}Custodians: +not named in our sources/);
  });

  it('counts proposed connections, as does the start page', () => {
    const proposals = 'Connections that we propose and no source states';
    const answers = [2, 10, 13, 19].map((i) => textOf(under(`en/objective/${i}.html`, 'targets')));
    const counts = answers.map((text) => new RegExp(`${proposals}: (\\d+)`).exec(text)?.[1]);
    expect(counts).toEqual(['5', undefined, '1', '6']);
    expect(textOf(page('en/index.html'))).toMatch(/Proposed +15 /);
  });

  it('shows figures of indicators that concern migration first', () => {
    const figures = under('en/objective/10.html', 'figures');
    const series = [...figures.matchAll(/chart-caption".*?href="\.\.\/sdg\/(\w+)\.html"/gs)].map(([, code]) => code);
    expect(series).toHaveLength(2);
    expect(series).not.toContain('SL_TLF_CHLDEC'); // child labour
    expect(figures).toContain('<a href="#measures">');
  });

  it('shows mentions of connected targets with the connections', () => {
    const targets = under('en/objective/10.html', 'targets');
    expect(textOf(targets)).toContain('points to indicator 16.2.2');
    expect(targets).toContain('status/theme.html');
    expect(page('en/objective/10.html')).not.toContain('not connected');
  });

  it('shows both claims if a source contradicts itself', () => {
    const readings = readFileSync(path.join(release, 'gcm-sdg.nt'), 'utf8').matchAll(
      /^<[^>]*\/link\/(\d+)-([^/]+)\/[^>]*> <[^>]*contradictedBy> <[^>]*\/link\/\d+-([^/]+)\//gm,
    );
    const all = [...readings];
    expect(all.length).toBeGreaterThan(0);
    for (const [, objective, byCode, byText] of all) {
      const text = textOf(under(`en/objective/${objective}.html`, 'targets'));
      expect(text).toMatch(new RegExp(`contradicted .*prints this code next to the text of ${byText} `));
      expect(text).toContain(`prints this text next to the code of ${byCode} `);
    }
  });

  it('has charts of related resources and of figures with their source', () => {
    expect(under('ar/objective/10.html', 'surroundings')).toContain('<svg');
    expect(under('en/objective/10.html', 'figures')).toMatch(/<svg.*Source: .*source\//s);
  });
});

describe('other pages', () => {
  it('list the objectives of a goal and a target', () => {
    expect(hrefsIn(under('en/sdg/16.2.html', 'objectives'), /objective\/10\.html$/)).toHaveLength(1);
    expect(textOf(under('en/sdg/16.html', 'objectives'))).toMatch(/10 Prevent, combat.*?Through targets: 16\.2 16\.3/);
  });

  it('list the objectives of an indicator, and the replacement of a retired indicator', () => {
    expect(hrefsIn(under('en/sdg/C160202.html', 'objectives'), /objective/)).toHaveLength(4);
    expect(under('en/sdg/C010502.html', 'retired')).toContain('href="C200211.html"');
    expect(page('en/sdg/C160202.html')).not.toContain('id="retired"');
  });

  it('list all connections with a status and their sources', () => {
    const claims = under('en/status/proposed.html', 'claims');
    expect(textOf(claims)).toContain('Pairs of objective and target: 15.');
    expect(hrefsIn(claims, /source\//)).toEqual(['../source/gcm-graph-proposals.html']);
  });

  it('show codes in the colours of their goals, and translate codes of the data', () => {
    const codes = [...page('en/sdg/C200303.html').matchAll(/<bdi class="code hue-(\d+)">([^<]*)/g)];
    expect(codes.map(([, goal, code]) => `${goal} ${code}`)).toEqual(['1 1.5.1', '11 11.5.1', '13 13.1.1']);
    expect(textOf(page('fr/sdg/C010502.html'))).toContain('statut dans le cadre retiré');
    expect(textOf(page('ru/area/419.html'))).toContain('вид территории субрегион');
  });

  it('have a short description for search engines', () => {
    for (const file of siteFiles(site, '.html').filter((one) => one.startsWith('zh/')))
      expect(page(file), file).toMatch(/<meta name="description" content="[^"]{5,}"/);
    expect(page('en/sdg/16.2.html')).toContain('content="Target 16.2. Connected objectives: 7, 8, 9, 10. End');
  });

  it('have breadcrumbs from goals to targets and indicators', () => {
    const trail = /<nav class="trail".*?<\/nav>/s.exec(page('en/sdg/C100703.html'))?.[0] ?? '';
    expect(textOf(trail)).toMatch(/Home +Goals +Goal +10 +Target +10\.7/);
  });

  it('include a 404 page that differs from the start page', () => {
    expect(page('404.html')).not.toContain('aria-current="page"');
    expect(page('404.html')).not.toContain('hreflang="x-default"');
    expect(textOf(page('404.html'))).toContain('To find an indicator by its number, use the search.');
  });

  it('name every table', () => {
    for (const file of siteFiles(site, '.html').filter((one) => /^(?:en|ar)\/[^/]*$/.test(one)))
      for (const [, table, id] of page(file).matchAll(/(<table[^>]*?(?: aria-labelledby="([^"]*)")?>)/g))
        expect(page(file), table).toContain(` id="${id}"`);
  });

  it('list all connections of a source', () => {
    const text = textOf(under('en/source/unnm-guide-2022.html', 'claims'));
    expect(text).toContain('Pairs of objective and target: 157.');
  });

  it('document every term of the vocabulary at its anchor', () => {
    const ontology = readFileSync(path.join(release, 'ontology/gcm.ttl'), 'utf8');
    const terms = [...ontology.matchAll(/^gcm:(\w+) a owl:/gm)].map(([, name]) => name as string);
    expect(terms.length).toBeGreaterThan(20);
    for (const name of terms) expect(page('zh/ontology.html'), name).toContain(` id="${name}"`);
  });

  it('explain the rules and shapes, and report their problems by sheet', () => {
    const rules = page('en/rules.html');
    expect(rules).toContain('id="link-contradicts-text"');
    expect(rules).toContain('id="objective-pref-label"');
    expect(textOf(under('en/report.html', 'sheet-1'))).toContain('Indicator: French name missing for 32 of 235 items');
    expect(page('en/report.html')).toContain('href="rules.html#names-in-six-languages"');
    expect(page('fr/report.html')).toContain(
      '<bdi lang="en" dir="ltr">Indicator: French name missing for 32 of 235 items',
    );
  });

  it('show statistics', () => {
    const text = textOf(page('en/statistics.html'));
    expect(text).toContain('Objectives with a connected target 23 23');
    expect(text).toContain('Objectives with a target that a source states 22 23');
    expect(text).toMatch(/Connections by status Mentions .* Stated 155 Proposed 15/);
    const most = textOf(under('en/statistics.html', 'most'));
    for (const target of ['8.7', '17.14', '17.16', '17.17']) expect(most).toContain(` ${target} `); // all have four
  });

  it('start with the objectives and the matrix', () => {
    expect(hrefsIn(under('en/index.html', 'first'), /objective\/\d+\.html$/)).toHaveLength(23);
    expect(under('en/index.html', 'goal-connections')).toContain('objective/10.html#goal-16');
  });
});

describe('the whole site', () => {
  it('keeps within the size limits, as does each compressed page', () => {
    const files = siteFiles(site, '').map((file) => statSync(path.join(site, file)));
    const bytes = files.reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);
    expect(bytes).toBeLessThan(140e6); // 317 areas and 240 series in six languages
    const pages = siteFiles(site, '.html').sort((a, b) => sizeOf(b) - sizeOf(a));
    for (const file of pages.slice(0, 30))
      expect(gzipSync(readFileSync(path.join(site, file))).length, file).toBeLessThan(60_000);
  });
});

const sizeOf = (file: string): number => statSync(path.join(site, file)).size;
