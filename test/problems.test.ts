import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { codeGroups, explanations } from '../src/check/problem-catalogue.js';
import { diskFiles } from '../src/node/disk-files.js';
import { gcm, root } from './support/gcm.js';

/** The catalogue of problems says what the program says, and all of it. */
const sources = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(ts|json)$/.test(name) && name !== path.join('check', 'problem-codes.json'))
  .map((name) => readFileSync(path.join(root, 'src', name), 'utf8'));

const catalogue = codeGroups.flatMap(({ codes }) => Object.keys(codes));

it('docs/problems.md is what gcm explain writes', async () => {
  expect(readFileSync(path.join(root, 'docs/problems.md'), 'utf8')).toBe((await gcm(['explain'])).stdout);
});

it('every code of the program is in the catalogue', () => {
  const given = sources.flatMap((text) => [
    ...text.matchAll(/\bcode(?:: | = |\) => code === )'([a-z][a-z0-9-]*)'/g),
    ...text.matchAll(/"code": "([a-z][a-z0-9-]*)"/g),
    ...text.matchAll(/\b(?:error|warning|notice)At\((?:\s*\{[^}]*\}|[^,']*),\s*'([a-z][a-z0-9-]*)'/g),
    ...text.matchAll(/: Fault\b.* => \['([a-z-]+)',/g), // of a release
  ]);
  const codes = new Set(given.map(([, code]) => code as string));
  codes.delete('empty-key'); // the row engine's own sign, which nobody is shown
  expect(codes.size).toBeGreaterThan(60);
  expect([...codes].filter((code) => !catalogue.includes(code)).sort()).toEqual([]);
});

it('every code of the catalogue is one that the program gives', () => {
  const text = sources.join('\n');
  expect(catalogue.filter((code) => !text.includes(`'${code}'`) && !text.includes(`"${code}"`))).toEqual([]);
});

it('every code, rule and shape has its title, cause and remedy, and none has two', () => {
  const groups = explanations({
    files: diskFiles,
    queries: path.join(root, 'queries'),
    ontology: path.join(root, 'ontology'),
  });
  const entries = groups.flatMap(({ codes }) => Object.entries(codes));
  for (const [code, { title, cause, remedy }] of entries)
    expect(
      [title, cause, remedy].every((text) => text.length > 5),
      code,
    ).toBe(true);
  const names = entries.map(([code]) => code);
  expect(names.filter((name, i) => names.indexOf(name) < i)).toEqual([]);
});

it('one code is explained, and one that is none is met with the nearest', async () => {
  expect((await gcm(['explain', 'no-orphan'])).stdout).toContain('→ ');
  expect(await gcm(['explain', 'foreign-kye'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('foreign-key'),
  });
});
