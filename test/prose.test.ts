import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import rules from './prose.json' with { type: 'json' };
import { root } from './support/gcm.js';
import { proseOf, sentencesOf } from './support/prose.js';

/** All prose is plain English: prose.json lists words and patterns to avoid. */

const folders = [
  '.ci',
  '.github',
  'bench',
  'data',
  'deploy',
  'docs',
  'ontology',
  'queries',
  'rules',
  'src',
  'templates',
  'test',
];
const endings = /\.(?:md|json|tsx?|mjs|css|csv|ttl|rq|ya?ml|sh|service)$|^\.ci\/|Dockerfile$/;

/** Files of others, files in other languages, generated files, and inputs of tests that are wrong on purpose. */
const excluded =
  /^src\/roles\/shipped|^test\/(?:cases|checks|examples|project|prose\.)|^test\/conformance\/.*(?<!\.ts)$|words\/(?!en)|\/explanations\/|^queries\/checks\..+\.csv$|package-lock|^data\/.*\.csv$/;

const files = [...folders, '.']
  .flatMap((folder) => {
    const entries = readdirSync(path.join(root, folder), { recursive: folder !== '.', withFileTypes: true });
    return entries.filter((one) => one.isFile()).map((one) => path.relative(root, path.join(one.parentPath, one.name)));
  })
  .map((file) => file.replaceAll(path.sep, '/'))
  .filter((file) => endings.test(file) && !excluded.test(file));

const patterns = rules.map(({ pattern, write }) => ({ pattern: new RegExp(pattern, 'u'), write }));
const LONGEST_SENTENCE = 30; // words

/** "The sheet stands here" → `is, appears: The sheet stands here`. */
const faultsOf = (text: string): string[] => [
  ...patterns.filter(({ pattern }) => pattern.test(text)).map(({ write }) => `${write}: ${text}`),
  ...sentencesOf(text)
    .filter((sentence) => sentence.split(' ').length > LONGEST_SENTENCE)
    .map((sentence) => `a shorter sentence: ${sentence}`),
];

/** "docs/csvw.md:14 is, appears: The sheet stands here" */
const faultsIn = (file: string): string[] =>
  proseOf(file, readFileSync(path.join(root, file), 'utf8')).flatMap(({ line, text }) =>
    faultsOf(text).map((fault) => `${file}:${line} ${fault}`),
  );

/** "src/csvw", "docs" */
const areaOf = (file: string): string => (/^src\/[^/]+\/|^[^/]+(?=\/)/.exec(file) ?? ['.'])[0];

describe('plain English', () => {
  it.each([...new Set(files.map(areaOf))])('in %s', (area) => {
    expect(files.filter((file) => areaOf(file) === area).flatMap(faultsIn)).toEqual([]);
  });

  it.each(['objectives', 'links', 'schemes', 'dataset', 'statuses'])('in data/%s.csv', (name) => {
    expect(faultsIn(`data/${name}.csv`)).toEqual([]);
  });
});

describe('the list of words', () => {
  it.each([
    '16.22 is no target in targets.csv',
    'Write the cell anew',
    'A code stands there twice',
    'semicolons stand between the cells where commas are due',
    'no release is told of twice',
    'Mended is the newest version',
    'hold every file against its manifest',
    'How grave the fault is',
    'so many rows',
    'nothing of it can be written',
  ])('finds the fault in "%s"', (text) => {
    expect(faultsOf(text)).not.toEqual([]);
  });

  it.each([
    'Unknown target "16.22" (not in targets.csv). Did you mean "16.2"?',
    'Duplicate code "10.1": it already appears in row 4',
    'There is no problem with the sheet, and the check continues',
  ])('accepts "%s"', (text) => {
    expect(faultsOf(text)).toEqual([]);
  });
});
