import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { realRelease } from './support/releases.js';
import { readPage } from './support/site.js';

/** English texts on pages of other languages that no `lang="en"` marks, on a page of each type. */

let site = '';
beforeAll(async () => {
  site = path.join(await realRelease(), 'site');
});

const pages = [
  ...[
    'index',
    'statistics',
    'query',
    'search',
    'downloads',
    'report',
    'rules',
    'about',
    'compare',
    'areas',
    'workbench/index',
  ],
  ...['objectives', 'objective/10', 'principle/a', 'sdg/16', 'sdg/16.2', 'sdg/C160202', 'sdg/VC_HTF_DETV'],
  ...['area/404', 'area/001', 'source/unnm-guide-2022', 'unit/PERCENT', 'status/proposed', 'tree/sdg'],
];

const empty = new Set('br circle hr img input line link meta path rect source use wbr'.split(' '));
/** Names of programs, files and formats, addresses and queries are the same in all languages. */
const quoted = new Set('code pre script style textarea'.split(' '));
const english = new Set(
  'the of and is are with from which that this these each not only between their all by for has have in on'.split(' '),
);

/** The texts and readable attributes of a page, each with its language. */
function* textsOf(html: string): Generator<{ language: string; text: string }> {
  const open: { name: string; language: string; isQuoted: boolean }[] = [];
  for (const [, tag, text = ''] of html.matchAll(/<((?:"[^"]*"|[^">])*)>|([^<]+)/g)) {
    const { language = '', isQuoted = false } = open.at(-1) ?? {};
    if (tag === undefined) {
      if (!isQuoted) yield { language, text };
      continue;
    }
    const [, close, name = ''] = /^(\/?)([a-z0-9]+)/i.exec(tag) ?? [];
    if (close) open.splice(Math.max(0, open.map((one) => one.name).lastIndexOf(name)));
    if (close || name === '') continue;
    const own = / lang="([^"]*)"/.exec(tag)?.[1] ?? language;
    for (const [, value = ''] of tag.matchAll(/ (?:title|aria-label|alt|placeholder)="([^"]*)"/g))
      yield { language: own, text: value };
    if (/^meta (?:name|property)="(?:og:)?description"/.test(tag))
      yield { language: own, text: / content="([^"]*)"/.exec(tag)?.[1] ?? '' };
    if (!empty.has(name) && !tag.endsWith('/'))
      open.push({ name, language: own, isQuoted: isQuoted || quoted.has(name) || name === 'title' });
  }
}

/** True if a text reads as English: two English words, at least one word of six, and no note of its language. */
function isEnglish(text: string, mark: string): boolean {
  if (text.includes(`(${mark})`) || /^\s*https?:/.test(text)) return false;
  const words = text.replace('CSV on the Web', '').match(/[A-Za-z]+/g) ?? [];
  const found = words.filter((word) => english.has(word.toLowerCase())).length;
  return found >= 2 && found * 6 >= words.length;
}

const marks = { fr: 'en anglais', es: 'en inglés', ar: 'بالإنكليزية', zh: '英文', ru: 'на английском' };

describe('pages', () => {
  it.each(Object.entries(marks))('mark English texts: %s', (language, mark) => {
    const found = pages.flatMap((page) =>
      [...textsOf(readPage(site, `${language}/${page}.html`))]
        .filter((one) => one.language === language && isEnglish(one.text, mark))
        .map(({ text }) => `${page}: ${text.trim().slice(0, 100)}`),
    );
    expect([...new Set(found)]).toEqual([]);
  });

  it('on which English is the language of the text are recognised', () => {
    const texts = [...textsOf(readPage(site, 'en/objective/10.html'))].map(({ text }) => text);
    expect(texts.filter((text) => isEnglish(text, '')).length).toBeGreaterThan(5);
  });
});
