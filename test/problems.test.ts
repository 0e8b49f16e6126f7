import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { codeGroups, explanations } from '../src/check/problem-catalogue.js';
import { gcm, root } from './support/gcm.js';
import { ownChecks, ownProject } from './support/rules.js';

/** The catalogue of problem codes is complete. */
const sources = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(ts|json)$/.test(name) && name !== path.join('check', 'problem-codes.json'))
  .map((name) => readFileSync(path.join(root, 'src', name), 'utf8'));

const catalogue = codeGroups.flatMap(({ codes }) => Object.keys(codes));

it('docs/problems.md is the output of gcm explain', async () => {
  expect(readFileSync(path.join(root, 'docs/problems.md'), 'utf8')).toBe((await gcm(['explain'])).stdout);
});

it('contains every code of the program', () => {
  const given = sources.flatMap((text) => [
    ...text.matchAll(/\bcode(?:: | = |\) => code === )'([a-z][a-z0-9-]*)'/g),
    ...text.matchAll(/"code": "([a-z][a-z0-9-]*)"/g),
    ...text.matchAll(/\b(?:error|warning|notice)At\((?:\s*\{[^}]*\}|[^,']*),\s*'([a-z][a-z0-9-]*)'/g),
    ...text.matchAll(/: Fault\b.* => \['([a-z-]+)',/g), // of a release
  ]);
  const codes = new Set(given.map(([, code]) => code as string));
  codes.delete('empty-key'); // internal code of the row engine, which is never reported
  expect(codes.size).toBeGreaterThan(60);
  expect([...codes].filter((code) => !catalogue.includes(code)).sort()).toEqual([]);
});

it('contains only codes of the program', () => {
  const text = sources.join('\n');
  expect(catalogue.filter((code) => !text.includes(`'${code}'`) && !text.includes(`"${code}"`))).toEqual([]);
});

it('contains a title, cause and remedy for every code, rule and shape, once', () => {
  const groups = explanations(ownProject, ownChecks);
  const entries = groups.flatMap(({ codes }) => Object.entries(codes));
  for (const [code, { title, cause, remedy }] of entries)
    expect(
      [title, cause, remedy].every((text) => text.length > 5),
      code,
    ).toBe(true);
  const names = entries.map(([code]) => code);
  expect(names.filter((name, i) => names.indexOf(name) < i)).toEqual([]);
});

it('explains a code, and suggests the nearest for an unknown code', async () => {
  expect((await gcm(['explain', 'no-orphan'])).stdout).toContain('→ ');
  expect(await gcm(['explain', 'foreign-kye'])).toMatchObject({
    code: 2,
    stderr: 'gcm: Unknown problem code "foreign-kye". Did you mean "foreign-key"?\n',
  });
});
