import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { gcm, temporaryFolder } from './support/gcm.js';
import { readPage, siteFiles } from './support/site.js';

const out = temporaryFolder();
const site = path.join(out, 'current/site');
const page = (file: string): string => readPage(site, file);

/** A page as it is read: without its elements, in one line. */
const textOf = (html: string): string => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

/** What stands under a heading of a page, up to the next of its rank. */
const under = (file: string, id: string): string =>
  new RegExp(`<h2 id="${id}">.*?(?=<h2|</main>)`, 's').exec(page(file))?.[0] ?? '';

const hrefsIn = (html: string, pattern: RegExp): string[] => [
  ...new Set(
    [...html.matchAll(/href="([^"#]*)"/g)].map(([, href]) => href as string).filter((one) => pattern.test(one)),
  ),
];

beforeAll(() => expect(gcm(['build', '--out', out]).code).toBe(0));

describe('the page of an objective', () => {
  it('says which targets are connected to it, goal by goal, with status and source', () => {
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

  it('says how each target is measured, and who keeps the indicators', () => {
    const measures = under('en/objective/10.html', 'measures');
    expect(hrefsIn(measures, /sdg\/C/)).toHaveLength(15);
    expect(textOf(measures)).toMatch(/16\.2\.2 Number of victims of human trafficking.{0,90}Custodians: UNODC/);
  });

  it('keeps apart what a source only mentions', () => {
    expect(textOf(under('en/objective/10.html', 'mentioned'))).toContain('points to indicator 16.2.2');
    expect(under('en/objective/10.html', 'targets')).not.toContain('status/theme.html');
  });

  it('shows both readings where a source is at odds with itself', () => {
    const readings = readFileSync(path.join(out, 'current/gcm-sdg.nt'), 'utf8').matchAll(
      /^<[^>]*\/link\/(\d+)-([^/]+)\/[^>]*> <[^>]*contradictedBy> <[^>]*\/link\/\d+-([^/]+)\//gm,
    );
    const all = [...readings];
    expect(all.length).toBeGreaterThan(0);
    for (const [, objective, byCode, byText] of all) {
      const text = textOf(under(`en/objective/${objective}.html`, 'targets'));
      expect(text).toMatch(new RegExp(`contradicted .*are those of ${byText} `));
      expect(text).toContain(`prints beside these words is that of ${byCode} `);
    }
  });

  it('draws its surroundings and figures with their source', () => {
    expect(under('ar/objective/10.html', 'surroundings')).toContain('<svg');
    expect(under('en/objective/10.html', 'figures')).toMatch(/<svg.*Source: .*source\//s);
  });
});

describe('other pages', () => {
  it('of a goal and a target name the objectives', () => {
    expect(hrefsIn(under('en/sdg/16.2.html', 'objectives'), /objective\/10\.html$/)).toHaveLength(1);
    expect(textOf(under('en/sdg/16.html', 'objectives'))).toMatch(/10 Prevent, combat.*?Through targets: 16\.2 16\.3/);
  });

  it('of an indicator name what it measures, and of a retired one what has replaced it', () => {
    expect(hrefsIn(under('en/sdg/C160202.html', 'objectives'), /objective/)).toHaveLength(4);
    expect(under('en/sdg/C010502.html', 'retired')).toContain('href="C200211.html"');
    expect(page('en/sdg/C160202.html')).not.toContain('id="retired"');
  });

  it('of a source hold all that it says', () => {
    const text = textOf(under('en/source/unnm-guide-2022.html', 'claims'));
    expect(text).toContain('Pairs of objective and target: 157.');
  });

  it('document every term of the vocabulary at the end of its address', () => {
    const ontology = readFileSync(path.join(out, 'current/ontology/gcm.ttl'), 'utf8');
    const terms = [...ontology.matchAll(/^gcm:(\w+) a owl:/gm)].map(([, name]) => name as string);
    expect(terms.length).toBeGreaterThan(20);
    for (const name of terms) expect(page('zh/ontology.html'), name).toContain(` id="${name}"`);
  });

  it('explain the rules and shapes, and report what they found by sheet', () => {
    const rules = page('en/rules.html');
    expect(rules).toContain('id="link-contradicts-text"');
    expect(rules).toContain('id="objective-pref-label"');
    expect(textOf(under('en/report.html', 'sheet-1'))).toContain('13 of 43 Area names have no French text.');
    expect(page('en/report.html')).toContain('href="rules.html#names-in-six-languages"');
    expect(page('fr/report.html')).toContain('<bdi lang="en" dir="ltr">13 of 43 Area names');
  });

  it('count what there is', () => {
    const text = textOf(page('en/statistics.html'));
    expect(text).toContain('Objectives with a connected target 23 23');
    expect(text).toMatch(/Connections by status .*Stated 155 Proposed 15/);
  });

  it('begin with the objectives and the matrix', () => {
    expect(hrefsIn(under('en/index.html', 'first'), /objective\/\d+\.html$/)).toHaveLength(23);
    expect(under('en/index.html', 'goal-connections')).toContain('objective/10.html#goal-16');
  });
});

describe('the whole site', () => {
  it('is small, and so is each page on its way', () => {
    const files = siteFiles(site, '').map((file) => statSync(path.join(site, file)));
    const bytes = files.reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);
    expect(bytes).toBeLessThan(60e6);
    const pages = siteFiles(site, '.html').sort((a, b) => sizeOf(b) - sizeOf(a));
    for (const file of pages.slice(0, 30))
      expect(gzipSync(readFileSync(path.join(site, file))).length, file).toBeLessThan(60_000);
  });
});

const sizeOf = (file: string): number => statSync(path.join(site, file)).size;
