import { cpSync, existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { HtmlValidate } from 'html-validate';
import { beforeAll, describe, expect, it } from 'vitest';
import { kindNames } from '../src/diff/changes.js';
import { wordFor, wordsOf } from '../src/site/words.js';
import { allowMarkup, edit, replace } from './support/edit.js';
import { formerData, readRows } from './support/frameworks.js';
import { gcm, ownRules, projectWithFewFigures, root, smallProject, temporaryFolder } from './support/gcm.js';
import { languages } from './support/languages.js';
import { linksOf, under as partUnder, readPage, siteFiles, textOf } from './support/site.js';

/** The page of changes, and the pages of retired indicators. */

const out = temporaryFolder();
const site = path.join(out, 'current/site');
const page = (file: string): string => readPage(site, file);
const under = (file: string, id: string): string => partUnder(page(file), id);
const items = (file: string, id: string): string[] =>
  [...under(file, id).matchAll(/<li>(.*?)<\/li>/gs)].map(([, item]) => item as string);
const changes = () => JSON.parse(readFileSync(path.join(out, 'current/changes.json'), 'utf8'));

beforeAll(async () => {
  const built = await gcm(['build', '--out', out, '--previous', formerData()], { cwd: projectWithFewFigures() });
  expect(built, built.stdout + built.stderr).toMatchObject({ code: 0 });
});

describe('the page of changes', () => {
  it('shows both versions and the number of changes of each kind', () => {
    expect(textOf(page('en/changes.html'))).toMatch(/From version +0\.2019\.0 +To version +\d+\.\d+\.\d+ /);
    const table = under('en/changes.html', 'kinds');
    const { counts } = changes();
    expect(Object.keys(counts)).toEqual(
      expect.arrayContaining(['added', 'retired', 'code-passed-on', 'link-added', 'link-changed', 'figures-revised']),
    );
    for (const [kind, count] of Object.entries(counts)) {
      const name = wordFor<string>(wordsOf('en').changes.kinds, kind);
      expect(textOf(table)).toMatch(new RegExp(`${name} +${count} `));
    }
    const anchors = [...table.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    for (const id of anchors) expect(page('en/changes.html')).toContain(`id="${id}"`);
  });

  it('lists each change with links to pages', () => {
    const retired = items('en/changes.html', 'retired');
    expect(retired).toHaveLength(changes().counts.retired);
    const [first] = retired.filter((item) => item.includes('C010502'));
    expect(textOf(first ?? '')).toMatch(/Direct economic loss.* → .*Direct economic loss/);
    expect(linksOf(first ?? '')).toEqual(['sdg/C010502.html', 'sdg/C200211.html']);
    for (const { kind, subject } of changes().changes) {
      const code = /^http:\/\/metadata\.un\.org\/sdg\/(C\w+)$/.exec(subject)?.[1];
      if (code !== undefined) expect(under('en/changes.html', kind)).toContain(`<a href="sdg/${code}.html">`);
    }
    for (const item of items('en/changes.html', 'link-added'))
      expect(linksOf(item)[0]).toMatch(/^objective\/\d+\.html$/);
    expect(linksOf(items('en/changes.html', 'link-changed')[0] ?? '')).toHaveLength(2);
  });

  it('links only to existing pages', () => {
    for (const language of languages)
      for (const link of linksOf(page(`${language}/changes.html`)).filter((one) => !/^(?:#|https?:)/.test(one)))
        expect(existsSync(path.join(site, language, link.replace(/#.*/, ''))), link).toBe(true);
  });

  it('counts figures by series and shows the largest changes', () => {
    const row = /<tr><th scope="row"><a href="sdg\/SI_RMT_COST\.html">.*?<\/tr>/s.exec(
      under('en/changes.html', 'figures'),
    )?.[0];
    expect(textOf(row ?? '')).toMatch(/ 1 +1 +1 .*\d{4} *: +77\.5 → /);
  });

  it('counts other statements by property', () => {
    const all = changes().otherStatements as { property: string; added: number; removed: number; derived?: true }[];
    const shown = all.filter(({ derived }) => !derived);
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.length).toBeLessThan(all.length); // derived statements follow from other changes
    const text = textOf(under('en/changes.html', 'others'));
    for (const { added, removed } of shown) expect(text).toMatch(new RegExp(` ${added} +${removed} `));
    expect(text.match(/ \d[\d,]* +\d[\d,]* /g)).toHaveLength(shown.length);
  });

  it('describes the changes in every language', () => {
    for (const language of languages) {
      const words = wordsOf(language).changes;
      expect(page(`${language}/changes.html`)).toContain(`<h1>${words.title}</h1>`);
      expect(under(`${language}/changes.html`, 'retired')).toContain(words.kinds.retired);
    }
    const changed = (language: string): string =>
      textOf(items(`${language}/changes.html`, 'link-changed')[0] ?? '')
        .replace(/\s+/g, ' ')
        .trim();
    expect(changed('en')).toMatch(/^Objective 2 ↔ Target 1\.1 · comment : A former reason\. → Action \(b\)/);
    expect(changed('fr')).toMatch(/^Objectif 2 ↔ Cible 1\.1 · .+ → /);
    expect(changed('ar')).toMatch(/^هدف الاتفاق 2 ↔ الغاية 1\.1 · .+ ← /);
  });

  it('is linked from the footer of every page, the downloads and the statistics', () => {
    for (const file of ['ru/downloads.html', 'ru/statistics.html'])
      expect(linksOf(page(file)).filter((link) => link === 'changes.html')).toHaveLength(2);
    expect(linksOf(page('zh/objective/10.html'))).toContain('../changes.html');
    const files = under('en/downloads.html', 'changes');
    expect(linksOf(files)).toEqual(expect.arrayContaining(['../../changes.md', '../../changes.json']));
    expect(under('en/downloads.html', 'tables')).not.toContain('changes.');
  });

  it('keeps within the size limits', () => {
    for (const language of languages) expect(gzipSync(page(`${language}/changes.html`)).length).toBeLessThan(60_000);
    const all = siteFiles(site, '').filter((file) => statSync(path.join(site, file)).isFile());
    const bytes = all.reduce((sum, file) => sum + statSync(path.join(site, file)).size, 0);
    expect(bytes).toBeLessThan(300_000_000);
  });

  it('is valid HTML', () => {
    const validator = new HtmlValidate({ extends: ['html-validate:standard'] });
    for (const language of languages)
      for (const file of ['changes', 'downloads', 'sdg/C080902'])
        expect(validator.validateStringSync(page(`${language}/${file}.html`)).results).toEqual([]);
  });
});

it('has a text for every kind of change', () => {
  for (const language of languages) expect(Object.keys(wordsOf(language).changes.kinds)).toEqual([...kindNames]);
});

describe('a small project', () => {
  const project = smallProject();
  const build = (...args: string[]) => gcm(['build', ...ownRules, ...args], { cwd: project });
  const read = (file: string): string => readPage(path.join(project, 'build/current/site'), file);
  beforeAll(async () => expect((await build('--out', 'first')).code).toBe(0));

  it('has no page of changes without a previous release', () => {
    const first = path.join(project, 'first/current/site');
    expect(existsSync(path.join(first, 'en/changes.html'))).toBe(false);
    for (const file of siteFiles(first, '.html').filter((one) => one.startsWith('en/')))
      expect(readPage(first, file)).not.toContain('changes.html');
  });

  it('reports that nothing changed', async () => {
    expect((await build('--previous', 'first/current')).code).toBe(0);
    expect(textOf(read('en/changes.html'))).toContain('Nothing changed.');
    expect(textOf(read('fr/changes.html'))).toContain('Rien n’a changé.');
    expect(read('en/changes.html')).not.toContain('id="kinds"');
  });

  it('escapes names with markup and truncates long lists of changes', async () => {
    cpSync(path.join(project, 'data'), path.join(project, 'former'), { recursive: true });
    const data = path.join(project, 'data');
    allowMarkup(data, 'objectives.csv');
    replace(data, 'objectives.csv', 'accurate and disaggregated data', '<b>accurate</b> “16.2” data');
    const added = Array.from({ length: 60 }, (_, i) => `ADDED_${i},Added unit ${i}${','.repeat(6)}\n`);
    edit(data, 'units.csv', (text) => text + added.join(''));
    const built = await build('--previous', 'former');
    expect(built, built.stdout + built.stderr).toMatchObject({ code: 0 });
    const html = read('en/changes.html');
    expect(html).toContain('&lt;b>accurate');
    expect(html).not.toContain('<b>accurate');
    expect(html.match(/<li><a href="unit\/ADDED_\d+\.html">/g)).toHaveLength(50);
    expect(html).toContain('and 10 more');
  });
});

describe('retired indicators', () => {
  const sheet = readRows(path.join(root, 'data'), 'indicators.csv').filter(({ status }) => status === 'retired');
  const places = readRows(path.join(root, 'data'), 'indicator-targets.csv');
  const box = (code: string, language = 'en'): string => under(`${language}/sdg/${code}.html`, 'retired');

  it('are 34', () => expect(sheet).toHaveLength(34));

  it.each(sheet.map((row) => [row['code'] as string, row] as const))(
    '%s: shows former number and replacement',
    (code, row) => {
      const numbers = row['former_numbers']?.split(';').join(' · ');
      for (const language of languages) {
        const words = wordsOf(language);
        const text = textOf(box(code, language)).replace(/\s/g, '');
        const until = words.stoodUntil.replace('{year}', row['until'] as string);
        expect(text).toContain(`${until}${words.colon}${numbers}`.replace(/\s/g, ''));
        const none = language === 'zh' ? '没有已知的替代指标。' : words.noSuccessor; // replaced by the project
        expect(text.includes(none.replace(/\s/g, ''))).toBe(row['replaced_by'] === '');
      }
      const [before = '', others = ''] = box(code).split('Its number now belongs to another indicator');
      const [, successors = ''] = before.split(wordsOf('en').replacedBy);
      expect(linksOf(successors)).toEqual(row['replaced_by'] === '' ? [] : [`${row['replaced_by']}.html`]);
      const holders = places.filter(({ number = '' }) => row['former_numbers']?.split(';').includes(number));
      const strangers = new Set(holders.map((place) => place['code']).filter((one) => one !== row['replaced_by']));
      expect(linksOf(others)).toEqual([...strangers].map((one) => `${one}.html`));
      expect(existsSync(path.join(site, 'en/sdg', `${row['replaced_by'] || code}.html`))).toBe(true);
    },
  );

  it.each([
    ['C080902', '8.9.2', 'C080903'], // used again in 2025
    ['C110c01', '11.c.1', 'C110c02'],
    ['C170601', '17.6.1', 'C170602'], // formerly 17.6.2
  ])('%s: distinguishes the former holder of %s from %s', (code, number, other) => {
    const text = textOf(box(code));
    expect(text).toContain(`Number until 2019: ${number} `);
    expect(text).toContain('No replacement is known.');
    const [, after = ''] = box(code).split('Its number now belongs to another indicator');
    expect(linksOf(after)).toEqual([`${other}.html`]);
    expect(textOf(after)).toContain(` ${number} `);
    expect(page(`en/sdg/${other}.html`)).not.toContain('id="retired"');
  });

  it('does not show C170602 as the successor of the former 17.6.1', () => {
    const text = textOf(page('en/sdg/C170602.html'));
    expect(text).toMatch(/former number +17\.6\.2 /);
    expect(text).toMatch(/Indicator +17\.6\.1 /);
    expect(text).not.toContain('C170601');
  });
});
