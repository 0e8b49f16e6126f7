import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSiteAssets } from '../src/cli/build.js';
import { changesSince, readEarlierSheets } from '../src/diff/sheets-since.js';
import { diskFiles } from '../src/node/disk-files.js';
import { hashOf } from '../src/node/release/release-folder.js';
import { build } from '../src/pipeline.js';
import type { Problem } from '../src/problem.js';
import { readSheets } from '../src/sheets/sheets.js';
import { honestEdits } from './case-edits/honest.js';
import { since } from './case-edits/since.js';
import { editColumn } from './support/csv-rows.js';
import { gcm, ownRules, realProject, root, smallProject } from './support/gcm.js';

/** Sheets are compared with an earlier version, cell by cell (test/cases/since.txt). */

async function changesOf(data: string): Promise<Problem[]> {
  const sheets = await readSheets(diskFiles, data);
  const earlier = await readEarlierSheets(diskFiles, path.join(root, 'data'), 'before', sheets);
  if (!earlier) throw new Error('nothing to compare with');
  return changesSince(earlier, sheets).problems;
}

describe('honest edits', () => {
  it.each(Object.entries(honestEdits))('are not reported: %s', async (_name, change) => {
    const data = path.join(realProject(), 'data');
    change(data);
    expect(await changesOf(data)).toEqual([]);
  });
});

describe('a mass change', () => {
  it('names all its cells, and the earlier value', async () => {
    const data = path.join(realProject(), 'data');
    since['since-cells-moved-down']?.(data);
    const [problem, ...others] = await changesOf(data);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: 'column-shifted', where: { cell: 'B2' }, suggestion: 'World' });
    expect(problem?.also?.length).toBe(316); // the names of the other areas
  });

  it('is reported together for several columns', async () => {
    const data = path.join(realProject(), 'data');
    for (const column of ['title_en', 'title_fr', 'title_ru'])
      editColumn(data, 'targets.csv', column, ([first = '', ...rest]) => [...rest, first]);
    const found = await changesOf(data);
    expect(found.map(({ code }) => code)).toEqual(['column-shifted']);
    expect(found[0]?.message).toContain('title_en, title_fr, title_ru');
  });
});

describe('a comparison', () => {
  it('does not change the release', async () => {
    const data = path.join(smallProject(), 'data');
    const project = {
      files: diskFiles,
      data,
      ontology: path.join(root, 'ontology'),
      queries: path.join(root, 'queries'),
    };
    const found: Problem = { code: 'mass-change', severity: 'warning', message: 'Much', where: { file: 'links.csv' } };
    const siteAssets = readSiteAssets();
    const plain = await build(project, { siteAssets });
    const compared = await build(
      { ...project, compare: async () => ({ problems: [found], changed: [] }) },
      { siteAssets },
    );
    expect(compared.problems).toContainEqual(found);
    const digests = (files = new Map<string, Uint8Array>()) =>
      [...files].map(([file, bytes]) => `${file} ${hashOf(bytes)}`).sort();
    expect(digests(compared.files)).toEqual(digests(plain.files));
  });

  it('uses the current release, and reports one that cannot be read as a notice', async () => {
    const project = smallProject();
    const built = await gcm(['build', '--no-site', ...ownRules], { cwd: project });
    expect(built.code).toBe(0);
    editColumn(path.join(project, 'data'), 'indicators.csv', 'title_en', ([first = '', ...rest]) => [...rest, first]);
    const found = await gcm(['check', ...ownRules], { cwd: project });
    expect(found.stderr).toBe('Compared with build/current\n');
    expect(found.stdout).toContain('[column-shifted]');
    expect((await gcm(['check', '--since', 'none', ...ownRules], { cwd: project })).code).toBe(0);
    mkdirSync(path.join(project, 'other/current'), { recursive: true });
    writeFileSync(path.join(project, 'other/current/manifest.json'), '{');
    const unread = await gcm(['check', '--out', 'other', ...ownRules], { cwd: project });
    expect(unread).toMatchObject({ code: 0, stderr: '' });
    expect(unread.stdout).toContain('notice [not-compared]');
  });

  it('refuses a version that does not exist, or that has no sheets', async () => {
    const project = smallProject();
    for (const [name, words] of [
      ['nowhere', 'is not a release, a data folder or a git revision'],
      ['data/links.csv', 'contains no sheets'],
      ['data/..', ''],
    ] as const) {
      const { code, stderr } = await gcm(['check', '--since', name, ...ownRules], { cwd: project });
      expect({ name, code }).toEqual({ name, code: words === '' ? 0 : 2 });
      expect(stderr).toContain(words);
    }
  });

  it('compares an imported workbook', async () => {
    const project = smallProject();
    cpSync(path.join(project, 'data'), path.join(project, 'changed'), { recursive: true });
    editColumn(path.join(project, 'changed'), 'indicators.csv', 'title_en', (values) => [...values].sort());
    expect((await gcm(['workbook', 'export', '--data', 'changed'], { cwd: project })).code).toBe(0);
    const args = ['workbook', 'import', 'gcm.xlsx', '--data', 'changed', '--since', 'data', ...ownRules];
    const { code, stdout } = await gcm([...args, '--report', 'json'], { cwd: project });
    const { since, problems } = JSON.parse(stdout) as { since: string; problems: Problem[] };
    expect([code, since]).toEqual([1, 'data']);
    const moved = problems.find(({ code }) => code === 'values-moved');
    expect(moved).toMatchObject({ severity: 'error', where: { file: 'gcm.xlsx', sheet: 'indicators' } });
    const messages = (moved?.also ?? []).map(({ message }) => message);
    expect(messages[0]).toMatch(/^Changed since data: C\d+ ".*" → ".*"\. This belongs to the problem in B\d+$/);
    expect(new Set(messages).size).toBe(moved?.also?.length);
  });
});
