import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { edit, replace } from './support/edit.js';
import { gcmProcess, ownRules, root, smallProject, temporaryFolder } from './support/gcm.js';

/** A release holds what changed since the one before, and is not made when that breaks what others have built. */

const build = (project: string, ...args: string[]) =>
  gcmProcess(['build', '--no-site', ...ownRules, ...args], { cwd: project });
const read = (project: string, file: string, out = 'build'): string =>
  readFileSync(path.join(project, out, 'current', file), 'utf8');

const original = smallProject();
beforeAll(() => expect(build(original, '--out', 'first').code).toBe(0));

/** The small project with a release of its first edition; in the second an objective is called otherwise. */
function twoEditions(): { project: string; data: string; first: string } {
  const project = temporaryFolder();
  cpSync(original, project, { recursive: true, verbatimSymlinks: true });
  const data = path.join(project, 'data');
  replace(data, 'dataset.csv', ',0.1.0,', ',0.2.0,');
  replace(data, 'objectives.csv', 'accurate and disaggregated data', 'accurate data');
  return { project, data, first: 'first/current' };
}

it('a release tells what changed since the one that is named', () => {
  const { project, first } = twoEditions();
  expect(build(project, '--previous', first)).toMatchObject({ code: 0 });
  expect(read(project, 'changes.md')).toContain(
    '## From gcm-sdg (0.1.0) to gcm-sdg (0.2.0)\n\n### Called otherwise: 1\n',
  );
  expect(JSON.parse(read(project, 'changes.json'))).toMatchObject({
    from: { version: '0.1.0' },
    to: { version: '0.2.0' },
    counts: { relabelled: 1 },
  });
  expect(JSON.parse(read(project, 'manifest.json')).files.map(({ file }: { file: string }) => file)).toEqual(
    expect.arrayContaining(['changes.json', 'changes.md']),
  );
  expect(gcmProcess(['verify'], { cwd: project }).code).toBe(0);
});

it('the same bytes, wherever the release before lies and whatever it is', () => {
  const { project } = twoEditions();
  for (const [out, previous] of [
    ['a', 'first'],
    ['b', 'first/current/gcm-sdg.nq'],
    ['c', 'first/current/data'],
  ] as const)
    expect(build(project, '--out', out, '--previous', previous)).toMatchObject({ code: 0 });
  for (const file of ['changes.md', 'changes.json', 'manifest.json']) {
    expect(read(project, file, 'b')).toBe(read(project, file, 'a'));
    expect(read(project, file, 'c')).toBe(read(project, file, 'a'));
  }
});

it('without a release before there is no list of changes', () => {
  const { project } = twoEditions();
  expect(build(project).code).toBe(0);
  expect(() => read(project, 'changes.md')).toThrow();
});

it('what breaks stops the release, until the sheets acknowledge it', () => {
  const { project, data, first } = twoEditions();
  edit(data, 'principles.csv', (text) => text.replace(/^b,.*\n/m, ''));
  const refused = build(project, '--previous', first);
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('nothing was published') });
  expect(refused.stdout).toMatch(
    /error \[iri-gone\] principle\/b “International cooperation” was published and is gone/,
  );

  // a sheet of notes on what is gone, as the guide for stewards has it
  const guide = readFileSync(path.join(root, 'docs/guide-stewards.md'), 'utf8');
  const [, table = ''] = /```json\n(\{[^`]*changeNote[^`]*)```/.exec(guide) ?? [];
  const tables = path.join(data, 'tables.json');
  const document = JSON.parse(readFileSync(tables, 'utf8'));
  writeFileSync(tables, JSON.stringify({ ...document, tables: [...document.tables, JSON.parse(table)] }));
  const note = 'https://w3id.org/gcm-graph/principle/b,Taken out: the resolution has no such principle.';
  writeFileSync(path.join(data, 'changes.csv'), `iri,note_en\n${note}\n`);
  expect(build(project, '--previous', first)).toMatchObject({ code: 0 });
  expect(read(project, 'changes.md')).toContain('- principle/b “International cooperation” is not described any more.');
});

it('a code that stands for something else is told at its cell, until who had it keeps it as a former number', () => {
  const { project, data, first } = twoEditions();
  edit(data, 'indicator-targets.csv', (text) => text.replace('1.4.1,1.4,C010401', '1.4.3,1.4,C010401'));
  edit(data, 'indicator-targets.csv', (text) => text.replace('1.4.2,1.4,C010402', '1.4.1,1.4,C010402'));
  const refused = build(project, '--previous', first);
  expect(refused.code).toBe(1);
  expect(refused.stdout).toMatch(/indicator-targets\.csv:3:1 error \[code-reused\] 1\.4\.1 stands for C010402/);
  edit(data, 'indicators.csv', (text) => text.replace(/^(C010401,.*),\n/m, '$1,1.4.1\n'));
  expect(build(project, '--previous', first)).toMatchObject({ code: 0 });
});

it('a release before that is none is told of before anything is done', () => {
  const { project } = twoEditions();
  expect(build(project, '--previous', 'nowhere')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('nowhere'),
  });
});
