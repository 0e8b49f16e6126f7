import { readFileSync } from 'node:fs';
import path from 'node:path';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Section } from '../src/roles/roles.js';
import { countedText } from '../src/site/counted-text.js';
import { measureOf } from '../src/site/figures/measures.js';
import { cardsOf } from '../src/site/sections/card-order.js';
import { columnsOf } from '../src/site/sections/cards.js';
import { contentOf } from '../src/site/sections/sections.js';
import { follow } from '../src/site/steps.js';
import { createView, type Site } from '../src/site/view.js';
import { all } from './support/charts.js';
import { rowsOf } from './support/csv-rows.js';
import { root } from './support/gcm.js';
import { realSite } from './support/real-site.js';

const gcm = 'https://w3id.org/gcm-graph/ontology#';
let site: Site;
let section: Section;
let objectives: string[];

beforeAll(async () => {
  site = await realSite();
  section = site.roles.sections.get(`${gcm}Objective`)?.find(({ layout }) => layout === 'cards') as Section;
  objectives = site.graph.ofType(`${gcm}Objective`);
}, 120_000);

const pageOf = (thing: string, language = 'en'): string => {
  const file = site.graph.pathOf(thing) ?? '';
  const view = createView(site, thing, language, file, `${language}/${file}.html`);
  return renderToString(h('main', null, contentOf(view).content));
};
const code = (thing: string): string => site.graph.codes(thing)[0] ?? '';
const texts = (html: string): string => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

describe('the cards of an objective', () => {
  it('are the connected targets, each with a row for each indicator, in six languages', () => {
    expect(objectives).toHaveLength(23);
    for (const objective of objectives) {
      const cards = cardsOf(site, objective, section);
      const targets = follow(site, objective, [`${gcm}connectedTarget`]);
      expect(cards.map(({ thing }) => thing).sort()).toEqual([...targets].sort());
      const rows = cards.reduce((sum, card) => sum + card.rows.length, 0);
      for (const language of site.languages) {
        const html = pageOf(objective, language);
        expect(all(html, /<(article) class="card /g)).toHaveLength(targets.length);
        expect(all(html, /class="(measure)"/g), code(objective)).toHaveLength(rows);
        expect(/undefined|NaN|\{\w+\}|\[[^\]]*\|/.exec(texts(html.replace(/<script.*?<\/script>/gs, '')))).toBeNull();
      }
    }
  });

  it('begin with a different row on each page, and with the subject of the objective', () => {
    const first = objectives.map((one) => cardsOf(site, one, section)[0]);
    expect(new Set(first.map((card) => card?.rows[0])).size).toBe(23);
    expect(first.map((card) => code(card?.rows[0] ?? '')).filter((one) => ['16.2.2', '10.c.1'].includes(one))).toEqual([
      '16.2.2',
      '10.c.1',
    ]);
    expect(code(first[9]?.thing ?? '')).toBe('16.2');
    expect(code(first[19]?.thing ?? '')).toBe('10.c');
  });

  it('show the newest value of the world in the file of the series', () => {
    let count = 0;
    const html = objectives.map((one) => pageOf(one)).join('\n');
    for (const indicator of new Set(
      objectives.flatMap((one) => cardsOf(site, one, section).flatMap(({ rows }) => rows)),
    )) {
      const { headline } = measureOf(site, indicator);
      if (headline === undefined) continue;
      const row = html.split(`data-series="${site.graph.pathOf(headline)}"`)[1]?.split('class="measure"')[0] ?? '';
      const slice = site.graph.values(headline, `${gcm}slice`).map((part) => part.split('=') as [string, string]);
      const file = readFileSync(path.join(root, 'data/figures', `${code(headline)}.csv`), 'utf8');
      const ofWorld = rowsOf(file).rows.filter(
        (one) =>
          one['area'] === '001' &&
          slice.every(([name, ...rest]) => one[name] === undefined || one[name] === rest.join('=')),
      );
      const newest = ofWorld.sort((a, b) => Number(b['year']) - Number(a['year']))[0];
      if (newest === undefined) expect(row, code(indicator)).toContain('no world value');
      else {
        expect(row, code(indicator)).toContain(`<bdi>${newest['year']}</bdi>`);
        const shown = Number(/class="value">[^<\d]*([\d.,]+)/.exec(row)?.[1]?.replaceAll(',', ''));
        const value = Number(newest['value'] || newest['boundValue']);
        const scale = value >= 1e12 ? 1e12 : value >= 1e9 ? 1e9 : value >= 1e6 ? 1e6 : 1;
        expect(Math.abs(shown - value / scale), `${code(indicator)} ${shown} ${value}`).toBeLessThanOrEqual(0.5);
      }
      count += 1;
    }
    expect(count).toBeGreaterThan(90);
  });

  it('name the source of all connections, and show both readings of a code that contradicts its text', () => {
    const shown = texts(pageOf(objectives[16] ?? ''));
    expect(shown).toMatch(/Every connection is stated by United Nations Network on Migration , 2022 \./);
    expect(shown).toMatch(/Printed code: 17\.7 .* Printed text: 17\.17 /);
    expect(texts(pageOf(objectives[9] ?? ''))).toContain(
      'Connected to 6 targets of 4 goals, followed by 15 indicators. 14 have figures,',
    );
  });
});

describe('the numbers of a sentence', () => {
  it('choose the form of a word in each language', () => {
    const text = '{count} [задача|задачи|задач], {all} [цель|цели|целей]';
    expect(countedText(text, { count: 1, all: 3 }, 'ru')).toBe('1 задача, 3 цели');
    expect(countedText(text, { count: 11, all: 21 }, 'ru')).toBe('11 задач, 21 цель');
    expect(countedText('{count} [target|targets]', { count: 1 }, 'en')).toBe('1 target');
    expect(countedText('{count} 个国家', { count: 2 }, 'zh')).toBe('2 个国家');
  });
});

it('cards are in three columns of about the same height, with the first one at the top of the first column', () => {
  const card = (rows: number) => ({ thing: '', rows: Array.from({ length: rows }, () => '') });
  expect(columnsOf([3, 4, 2, 1, 2, 3].map(card))).toEqual([
    [0, 2],
    [1, 3],
    [4, 5],
  ]);
  expect(columnsOf([card(1)])).toEqual([[0]]);
});
