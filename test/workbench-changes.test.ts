import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'fflate';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { textOf } from '../src/bytes.js';
import type { CellChange, Differences, FoundRows, Order } from '../src/site/workbench/messages.js';
import { change, open } from '../src/workbench/check.js';
import { differences, graph, page } from '../src/workbench/draft.js';
import { find } from '../src/workbench/find.js';
import { createState, type Handler } from '../src/workbench/state.js';
import { root } from './support/gcm.js';
import { linksOf, textOf as textOfHtml, under } from './support/site.js';
import { packsOf } from './support/workbench.js';

/** The workbench describes changed sheets: on the real data without figures. */

const site = 'https://site.test/';
const sheetText = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** Gives the order to a handler, and returns its result. */
const ask = async <Result>(handler: unknown, order: Order): Promise<Result> =>
  (await (handler as Handler<Order['order']>)(state, order as never, () => {})) as Result;

const state = createState();
const changesIn = (language: string): Promise<Differences> => ask(differences, { order: 'differences', language });
const pageAt = (path: string): Promise<string | undefined> => ask(page, { order: 'page', language: 'en', path });

/** The change of a cell of a sheet without line breaks in cells. */
function cell(file: string, start: string, column: string, before: string, after: string): CellChange {
  const row = sheetText(file)
    .split('\n')
    .findIndex((line) => line.startsWith(start));
  return { file, row: row + 1, column, before, after };
}

const corrections = [
  cell('data/links.csv', '10,16.2,theme,iom-emm-trafficking', 'status', 'theme', 'stated'),
  ...[1, 2, 3].map((row) => cell('data/objectives.csv', `${row},`, 'title_ar', '', `اسم ${row}`)),
];

beforeAll(async () => {
  const packs = await packsOf(root);
  vi.stubGlobal('fetch', async (url: URL) => new Response(packs.get(url.href.slice(site.length)) as never));
  await ask(open, { order: 'open', site, files: [], withFigures: false });
  return () => vi.unstubAllGlobals();
});

describe('the workbench without changes', () => {
  it('says that nothing changed', async () => {
    const { html, isUnchanged } = await changesIn('fr');
    expect(isUnchanged).toBe(true);
    expect(textOfHtml(html)).toContain('Rien n’a changé.');
  });

  it('finds the rows of a page, and of its links', async () => {
    const found = await ask<FoundRows>(find, { order: 'find', thing: 'objective/10', language: 'en' });
    expect(found).toMatchObject({ name: expect.stringMatching(/trafficking/), language: 'en' });
    const [own, ...others] = found.sheets;
    expect(own).toMatchObject({ file: 'data/objectives.csv', rows: [{ row: 11 }] });
    expect(own?.rows[0]?.cells[own.columns.indexOf('number')]).toBe('10');
    const links = others.find(({ file }) => file === 'data/links.csv');
    const rows = links?.rows.map(({ cells }) => cells.slice(0, 3).join());
    expect(rows).toContain('10,16.2,stated');
    expect(rows?.every((one) => one.startsWith('10,'))).toBe(true);
  });

  it('finds an IRI of another host, and nothing for an unknown one', async () => {
    const ofTarget = await ask<FoundRows>(find, {
      order: 'find',
      thing: 'http://metadata.un.org/sdg/16.2',
      language: 'en',
    });
    expect(ofTarget.sheets[0]).toMatchObject({ file: 'data/targets.csv' });
    expect(await ask(find, { order: 'find', thing: 'objective/99', language: 'en' })).toMatchObject({ sheets: [] });
  });
});

describe('the workbench with changes', () => {
  beforeAll(() => ask(change, { order: 'change', changes: corrections }));

  it('describes them in the language of the page, with links', async () => {
    const shown = async (language: string, id: string): Promise<string> =>
      textOfHtml(under(`${(await changesIn(language)).html}</main>`, id));
    expect(await shown('en', 'link-changed')).toMatch(/Objective 10 ↔ Target 16\.2 .*status : .* → Stated/);
    expect(await shown('fr', 'link-changed')).toMatch(/Objectif 10 ↔ Cible 16\.2 .*statut : .* → /);
    expect(await shown('ar', 'link-changed')).toMatch(/هدف الاتفاق 10 ↔ الغاية 16\.2 .*الحالة : .* ← /);
    expect(await shown('en', 'relabelled')).toMatch(/New names: Arabic 3 .*“اسم 1”/);
    expect(linksOf((await changesIn('en')).html)).toContain('../objective/10.html');
  });

  it('shows a page as it would be, with links from the page of the workbench', async () => {
    const html = (await pageAt('objective/1')) ?? '';
    expect(html).toMatch(/^<!doctype html>/);
    expect(html).toContain('اسم 1');
    expect(linksOf(html)).toContain('../../assets/site.css');
    expect(await pageAt('objective/99')).toBeUndefined();
  });

  it('gives the new graph to the query page', async () => {
    const nquads = textOf(gunzipSync(await ask<Uint8Array>(graph, { order: 'graph' })));
    expect(nquads).toContain('"اسم 1"@ar');
  });

  it('also describes files with errors', async () => {
    const wrong = cell('data/links.csv', '10,16.2,theme,iom-emm-trafficking', 'target', '16.2', '16.22');
    await ask(change, { order: 'change', changes: [...corrections, wrong] });
    expect(state.problems[0]).toMatchObject({ severity: 'error' });
    expect((await changesIn('en')).html).toContain('id="link-removed"');
    expect(await pageAt('objective/10')).toContain('</html>');
  });
});
