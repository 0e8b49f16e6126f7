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

/** The cards of connected targets on the page of an objective, by the code of the target. */
const cardsOn = (objective: number | string): Map<string, string> => {
  const cards = under(`en/objective/${objective}.html`, 'targets').match(/<article.*?<\/article>/gs) ?? [];
  return new Map(cards.map((card) => [/sdg\/([\w.]+)\.html/.exec(card)?.[1] ?? '', card]));
};

describe('the page of an objective', () => {
  it('has a card for each connected target, with its goal, status and source', () => {
    const cards = cardsOn(10);
    expect([...cards.keys()].sort()).toEqual(['10.7', '16.2', '16.3', '5.2', '8.7', '8.8']);
    const targets = under('en/objective/10.html', 'targets');
    for (const goal of [5, 8, 10, 16]) expect(targets.split(` id="goal-${goal}"`)).toHaveLength(2);
    expect(textOf(cards.get('16.2') ?? '')).toMatch(/^ 16\.2 Peace, justice.{0,40} Stated End abuse/);
    expect(textOf(targets)).toMatch(/Every connection is stated by United Nations Network on Migration ?, 2022/);
    expect(hrefsIn(targets, /source\/unnm-guide-2022/)).toHaveLength(1);
  });

  it('lists the indicators of each target', () => {
    expect(hrefsIn(under('en/objective/10.html', 'targets'), /sdg\/C/)).toHaveLength(15);
    const own = hrefsIn(cardsOn(10).get('16.2') ?? '', /sdg\/C/).map((href) => path.basename(href, '.html'));
    expect(own.sort()).toEqual(['C160201', 'C160202', 'C160203']);
  });

  it('distinguishes values of the world, values of countries only, and no figures', () => {
    const text = (target: string): string => textOf(cardsOn(10).get(target) ?? '');
    expect(text('10.7')).toMatch(/10\.7\.3 Deaths and disappearances during migration \(number\) [\d,]+ +\d{4} /);
    expect(text('16.2')).toMatch(/16\.2\.2 Detected trafficking victims \([^)]*\) \d+ countries no world value/);
    expect(text('5.2')).toMatch(/5\.2\.2 Non-partner sexual violence[^)]*\) No figures no series/);
  });

  it('marks proposed connections, each with its reason, as many as the start page counts', () => {
    const counts = Array.from({ length: 23 }, (_, i) => {
      const proposed = [...cardsOn(i + 1).values()].filter((card) => card.includes('status-proposes'));
      for (const card of proposed) {
        const claims = /<ul class="claims">.*?<\/ul>/s.exec(card)?.[0] ?? '';
        expect(claims).toContain('source/gcm-graph-proposals.html');
        expect(claims, textOf(card)).toMatch(/<p class="note"><bdi>[^<]{20,}/);
      }
      return proposed.length;
    });
    expect([2, 10, 13, 19].map((objective) => counts[objective - 1])).toEqual([5, 0, 1, 6]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(15);
    expect(textOf(page('en/index.html'))).toMatch(/Proposed +15 /);
  });

  it('shows figures of an indicator that concerns migration', () => {
    const figures = under('en/objective/10.html', 'figures');
    const series = [...figures.matchAll(/chart-caption".*?href="\.\.\/sdg\/(\w+)\.html"/gs)].map(([, code]) => code);
    expect(series).toEqual(['VC_HTF_DETVR']); // not child labour
  });

  it('shows mentions of connected targets with their sources', () => {
    const targets = under('en/objective/10.html', 'targets');
    expect(textOf(targets)).toMatch(/Sources of the connections .*trafficking in persons Same theme 16\.2 /);
    expect(targets).toContain('status/theme.html');
    expect(textOf(under('en/sdg/16.2.html', 'objectives'))).toContain('points to indicator 16.2.2');
    expect(page('en/objective/10.html')).not.toContain('not connected');
  });

  it('shows both claims if a source contradicts itself', () => {
    const rows = readFileSync(path.join(release, 'gcm-sdg.nt'), 'utf8')
      .split('\n')
      .filter((line) => line.includes('#contradictedBy> '));
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      const [, objective = '', byCode = '', byText = ''] =
        /\/link\/(\d+)-([^/]+)\/.*\/link\/\d+-([^/]+)\//.exec(row) ?? [];
      const cards = cardsOn(objective);
      const [printed, meant] = [byCode, byText].map((one) => one.replaceAll('.', '\\.'));
      const both = new RegExp(`Printed code: ${printed} .*Printed text: ${meant} .*prints code ${printed} over`);
      for (const code of [byCode, byText]) expect(textOf(cards.get(code) ?? '')).toMatch(both);
      expect(cards.get(byCode)).toContain('status-contradicts');
      expect(cards.get(byText)).not.toContain('status-contradicts');
    }
  });

  it('has a picture of related objectives, and figures with their source', () => {
    expect(under('ar/objective/10.html', 'surroundings')).toContain('<table class="dots"');
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

  it('name the custodians of an indicator', () => {
    expect(textOf(under('en/sdg/C160202.html', 'facts'))).toContain('custodian agency UNODC');
    expect(textOf(under('en/sdg/C160303.html', 'facts'))).toMatch(/custodian agency OECD +UNDP +UNODC/);
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
    expect(under('en/index.html', 'matrix')).toContain('objective/10.html#goal-16');
  });
});

describe('the whole site', () => {
  it('keeps within the size limits, as does each compressed page', () => {
    const files = siteFiles(site, '')
      .map((file) => statSync(path.join(site, file)))
      .filter((stat) => stat.isFile());
    expect(files.length).toBeLessThan(15_000);
    expect(files.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(300e6); // areas and series in six languages
    const pages = siteFiles(site, '.html').sort((a, b) => sizeOf(b) - sizeOf(a));
    for (const file of pages.slice(0, 30))
      expect(gzipSync(readFileSync(path.join(site, file))).length, file).toBeLessThan(60_000);
  });
});

const sizeOf = (file: string): number => statSync(path.join(site, file)).size;
