import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { type Changelog, changelog } from '../src/diff/diff.js';
import { partQuads } from '../src/figures/part.js';
import { diskFiles } from '../src/node/disk-files.js';
import { check } from '../src/pipeline.js';
import { sideAt } from './support/diffing.js';
import { edit, put, replace } from './support/edit.js';
import { gcm, ownRules, root, smallProject } from './support/gcm.js';

/** A release contains the changes since the previous one. Breaking changes stop it. */

const build = (project: string, ...args: string[]) =>
  gcm(['build', '--no-site', ...ownRules, ...args], { cwd: project });
const read = (project: string, file: string): string => readFileSync(path.join(project, 'build/current', file), 'utf8');

let first = ''; // folder of a release of the first edition
beforeAll(async () => {
  const project = smallProject();
  expect(await build(project)).toMatchObject({ code: 0 });
  first = path.join(project, 'build');
});

/** The small project in its second edition, with a renamed objective. */
function secondEdition(): { project: string; data: string } {
  const project = smallProject();
  const data = path.join(project, 'data');
  replace(data, 'dataset.csv', ',0.1.0,', ',0.2.0,');
  replace(data, 'objectives.csv', 'accurate and disaggregated data', 'accurate data');
  return { project, data };
}

/** Creates the changelogs since earlier releases without building a release. */
async function changesSince(data: string, ...previous: string[]): Promise<Changelog[]> {
  const rules = { ontology: path.join(root, 'ontology'), queries: path.join(root, 'queries') };
  const checked = await check({ files: diskFiles, data, ...rules });
  const figures = partQuads(checked.figures, checked.part); // that a release contains
  return Promise.all(previous.map(async (one) => changelog(await sideAt(one), checked, figures)));
}
const textIn = ({ files }: Changelog, name: string): string =>
  Buffer.from(files.find(({ file }) => file === name)?.bytes ?? []).toString();

it('lists the changes since a given release', async () => {
  const { project } = secondEdition();
  expect(await build(project, '--previous', path.join(first, 'current'))).toMatchObject({ code: 0 });
  expect(read(project, 'changes.md')).toContain('## From gcm-sdg (0.1.0) to gcm-sdg (0.2.0)\n\n### Renamed: 1\n');
  expect(JSON.parse(read(project, 'changes.json'))).toMatchObject({
    from: { version: '0.1.0' },
    to: { version: '0.2.0' },
    counts: { relabelled: 1 },
  });
  expect(JSON.parse(read(project, 'manifest.json')).files.map(({ file }: { file: string }) => file)).toEqual(
    expect.arrayContaining(['changes.json', 'changes.md']),
  );
  expect(await gcm(['verify'], { cwd: project })).toMatchObject({ code: 0 });
});

it('is reproducible for any location and form of the previous release', async () => {
  const { data } = secondEdition();
  const places = ['', 'current', 'current/gcm-sdg.nq', 'current/data'];
  const [one, ...others] = await changesSince(data, ...places.map((place) => path.join(first, place)));
  expect(textIn(one as Changelog, 'changes.md')).toContain('### Renamed: 1\n');
  for (const other of others) expect(other).toEqual(one);
});

it('does not list changes without a previous release', () =>
  expect(existsSync(path.join(first, 'current/changes.md'))).toBe(false));

it('stops the release for a breaking change that the sheets do not acknowledge', async () => {
  const { project, data } = secondEdition();
  edit(data, 'principles.csv', (text) => text.replace(/^b,.*\n/m, ''));
  replace(data, 'totals.csv', '#Principle,,,,2,', '#Principle,,,,1,');
  const refused = await build(project, '--previous', first);
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('Nothing was published') });
  expect(refused.stdout).toMatch(
    /error \[iri-gone\] principle\/b “International cooperation” was removed, but its IRI/,
  );
  expect(existsSync(path.join(project, 'build'))).toBe(false);

  // a sheet of change notes, as in the guide for stewards
  const guide = readFileSync(path.join(root, 'docs/guide-stewards.md'), 'utf8');
  const [, table = ''] = /```json\n(\{[^`]*changeNote[^`]*)```/.exec(guide) ?? [];
  const tables = path.join(data, 'tables.json');
  const document = JSON.parse(readFileSync(tables, 'utf8'));
  writeFileSync(tables, JSON.stringify({ ...document, tables: [...document.tables, JSON.parse(table)] }));
  const note = 'https://w3id.org/gcm-graph/principle/b,Removed: the resolution does not contain this principle.';
  writeFileSync(path.join(data, 'changes.csv'), `iri,note_en\n${note}\n`);
  const [changes] = (await changesSince(data, first)) as [Changelog];
  expect(changes.problems).toEqual([]);
  expect(textIn(changes, 'changes.md')).toContain('- principle/b “International cooperation” was removed.');
});

it('reports a reused code at its cell until it is recorded as a former number', async () => {
  const { data } = secondEdition();
  edit(data, 'indicator-targets.csv', (text) => text.replace('1.4.1,1.4,C010401', '1.4.3,1.4,C010401'));
  edit(data, 'indicator-targets.csv', (text) => text.replace('1.4.2,1.4,C010402', '1.4.1,1.4,C010402'));
  const [refused] = await changesSince(data, first);
  expect(refused?.problems).toMatchObject([
    {
      code: 'code-reused',
      severity: 'error',
      message: expect.stringMatching(/^Code 1\.4\.1 now belongs to C010402/),
      where: { file: path.join(data, 'indicator-targets.csv'), row: 3, column: 'number', cell: 'A3' },
    },
  ]);
  put(data, 'indicators.csv', { C010401: { former_numbers: '1.4.1' } });
  const [acknowledged] = await changesSince(data, first);
  expect(acknowledged?.problems).toEqual([]);
});

it('reports a missing previous release first', async () => {
  const { project } = secondEdition();
  expect(await build(project, '--previous', 'nowhere')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('nowhere'),
  });
});
