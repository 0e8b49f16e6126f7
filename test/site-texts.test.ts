import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Parser } from 'n3';
import { describe, expect, it } from 'vitest';
import { root } from './support/gcm.js';

/** All texts of the interface: the words of the program, and the texts of this project in its ontology. */

const folder = path.join(root, 'src/site/words');

type Texts = string | Texts[] | { [key: string]: Texts };

const flat = (texts: Texts, key: string): [string, string][] =>
  typeof texts === 'string'
    ? [[key, texts]]
    : Object.entries(texts).flatMap(([name, inner]) => flat(inner as Texts, `${key}.${name}`));

const ofProgram = readdirSync(folder).flatMap((file) =>
  flat(JSON.parse(readFileSync(path.join(folder, file), 'utf8')), path.basename(file, '.json')),
);
const ofProject = new Parser()
  .parse(readFileSync(path.join(root, 'ontology/roles.ttl'), 'utf8'))
  .flatMap(({ subject, predicate, object }): [string, string][] =>
    object.termType === 'Literal' && object.language !== ''
      ? [[`${object.language}.${subject.value} ${predicate.value}`, object.value]]
      : [],
  );
const all = [...ofProgram, ...ofProject];
const of = (language: string): [string, string][] => all.filter(([key]) => key.startsWith(`${language}.`));

describe('the punctuation', () => {
  it.each<[string, RegExp]>([
    // A narrow space before ; ? ! and a space that does not break before : and inside « »; curly apostrophes.
    ['fr', /(?<![\u202f])[;?!](?!\u00a0»)(?=\s|$)|(?<![\u00a0])[:](?=\s|$)|«(?!\u00a0)|(?<!\u00a0)»|'/u],
    ['es', /^[^¿]*\?|'/],
    ['ar', /[\u0600-\u06ff][,;?]/],
    // A space between Chinese and Latin letters, digits or numbers.
    [
      'zh',
      /[\p{Script=Han}}][,:;?!]|[\p{Script=Han}]\.(?=\s|$)|\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9%]\p{Script=Han}|(?:\p{Script=Han}\{(?:count|all|year)\}|\{(?:count|all|year)\}\p{Script=Han})/u,
    ],
    ['ru', /'|"|\s-\s/],
    ['en', /'|"|\s-\s/],
  ])('follows the rules of %s', (language, wrong) => {
    const texts = of(language);
    expect(texts.length).toBeGreaterThan(300);
    // Queries and code in a text keep their own signs.
    const isCode = (text: string): boolean => /https?:|SELECT|[{}]\s*\[/.test(text);
    expect(texts.filter(([, text]) => !isCode(text) && wrong.test(text))).toEqual([]);
  });
});

it('every text has the same placeholders in all languages', () => {
  const placeholders = (text: string): string => [...new Set(text.match(/\{\w+\}/g))].sort().join(' ');
  const english = new Map(of('en').map(([key, text]) => [key.slice(3), placeholders(text)]));
  const differing = all.filter(([key, text]) => {
    const name = key.slice(key.indexOf('.') + 1);
    const own = placeholders(text);
    return english.has(name) && own !== english.get(name) && own !== '';
  });
  expect(differing).toEqual([]);
});

it('no text of the interface is written in a component', () => {
  const formats = ['Turtle', 'JSON-LD'];
  const sources = readdirSync(path.join(root, 'src/site'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx'))
    .map((file) => [file, readFileSync(path.join(root, 'src/site', file), 'utf8')] as const);
  expect(sources.length).toBeGreaterThan(20);
  const found = sources.flatMap(([file, text]) =>
    [
      ...text.matchAll(/>([^<>{}=;()]*\p{L}{2,}[^<>{}=;()]*)<\//gu),
      ...text.matchAll(/\s(?:title|aria-label|alt)="([^"${]*\p{L}{2,}[^"]*)"/gu),
    ]
      .map(([, words]) => (words as string).trim())
      .filter((words) => !formats.includes(words))
      .map((words) => `${file}: ${words}`),
  );
  expect(found).toEqual([]);
});
