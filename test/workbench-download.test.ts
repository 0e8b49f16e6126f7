import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { CellChange, Findings, NamedFile, OrderOf } from '../src/site/workbench/messages.js';
import { cells } from '../src/workbench/changed-cells.js';
import { change, open } from '../src/workbench/check.js';
import { download } from '../src/workbench/download.js';
import { createState } from '../src/workbench/state.js';
import { edit } from './support/edit.js';
import { wholeProject } from './support/gcm.js';
import { filesIn, packsOf } from './support/workbench.js';
import { exported, intoWorkbook, readWorkbook, textsOf } from './support/workbooks.js';

const site = 'https://site.test/gcm/';
const folder = wholeProject();
const links = readFileSync(path.join(folder, 'data/links.csv'), 'utf8');
let packs: Map<string, Uint8Array>;
let workbook: Uint8Array;

beforeAll(async () => {
  workbook = readFileSync(await exported(folder));
  packs = await packsOf(folder);
  vi.stubGlobal('fetch', async (url: URL) => new Response(packs.get(url.href.slice(site.length)) as never));
  return () => vi.unstubAllGlobals();
});

const dropped = async (...files: NamedFile[]) => {
  const state = createState();
  const findings = (await open(state, { order: 'open', site, files, withFigures: true }, () => {})) as Findings;
  return {
    findings,
    correct: async (...changes: CellChange[]) =>
      (await change(state, { order: 'change', changes }, () => {})) as Findings,
    cells: () => cells(state, { order: 'cells' }, () => {}),
    get: async (as: OrderOf<'download'>['as']) =>
      (await download(state, { order: 'download', as }, () => {})) as NamedFile[],
  };
};

/** Returns the row of links.csv, from 1, with a text. */
const rowWith = (text: string): number => links.split('\n').findIndex((line) => line.includes(text)) + 1;
const note = links.split('\n')[0]?.split(',').indexOf('note') ?? -1;

describe('downloads of the workbench', () => {
  it('a dropped sheet keeps its form, and the patch is applied by Git to the published sheet', async () => {
    const given = `\ufeff${links.replace(',10.7,', ',10.77,').replaceAll('\n', '\r\n')}`;
    const { findings, correct, get } = await dropped({ path: 'links.csv', bytes: Buffer.from(given) });
    const where = findings.problems[0]?.where;
    expect(where).toMatchObject({ file: 'data/links.csv', value: '10.77' });
    const place = { file: 'data/links.csv', row: where?.row ?? 0, column: where?.column ?? '' };
    const wrong = { ...place, before: '10.77', after: '10.7' };
    await correct(wrong);
    expect(await get('csv')).toEqual([]); // the same rows in another form
    await correct(wrong, { ...place, column: 'note', before: '', after: 'new' });
    const [file, ...others] = await get('corrected');
    expect(others).toEqual([]);
    expect(file?.path).toBe('data/links.csv');
    const line = withNote(links.split('\n')[place.row - 1] ?? '', 'new');
    const asGiven = given.split('\r\n').with(place.row - 1, line);
    expect(Buffer.from(file?.bytes ?? []).toString()).toBe(asGiven.join('\r\n'));
    const [patch] = await get('patch');
    expect(
      Buffer.from(patch?.bytes ?? [])
        .toString()
        .match(/^[-+][^-+].*$/gm),
    ).toEqual([`-${links.split('\n')[place.row - 1]}`, `+${line}`]);
    const copy = wholeProject();
    writeFileSync(path.join(copy, 'changes.patch'), patch?.bytes ?? '');
    expect(spawnSync('git', ['apply', 'changes.patch'], { cwd: copy }).stderr.toString()).toBe('');
    const [sheet] = await get('csv');
    expect(readFileSync(path.join(copy, 'data/links.csv'))).toEqual(Buffer.from(sheet?.bytes ?? []));
  });

  it('a dropped workbook is corrected, marked, and gives the changed sheets only', async () => {
    const { correct, get, cells } = await dropped({ path: 'my/gcm.xlsx', bytes: workbook });
    const row = rowWith(',10.7,');
    const place = { file: 'gcm.xlsx', sheet: 'links', row };
    const wrong = await correct({ ...place, column: 'target', before: '10.7', after: '10.77' });
    expect(wrong.problems[0]).toMatchObject({ code: 'foreign-key', where: { ...place, value: '10.77' } });
    const [marked] = await get('marked');
    expect(marked?.path).toBe('gcm-marked.xlsx');
    const again = await readWorkbook(marked?.bytes ?? new Uint8Array());
    expect(again.workbook?.sheets[0]?.rows[1]?.cells.map((cell) => cell?.text)).toEqual(
      expect.arrayContaining(['error', 'links']),
    );
    const right = await correct({ ...place, column: 'note', before: '', after: 'الهجرة, "new"' });
    expect(right.counts.error).toBe(0);
    expect(cells()).toEqual([{ file: 'data/links.csv', row, column: 'note', before: '', after: 'الهجرة, "new"' }]);
    const sheets = await get('csv');
    expect(sheets.map((one) => one.path)).toEqual(['data/links.csv']);
    const changed = Buffer.from(sheets[0]?.bytes ?? [])
      .toString()
      .split('\n');
    expect(changed.filter((line, i) => line !== links.split('\n')[i])).toEqual([
      expect.stringContaining('"الهجرة, ""new"""'),
    ]);
    const [corrected] = await get('corrected');
    const second = await dropped({ path: 'gcm.xlsx', bytes: corrected?.bytes ?? new Uint8Array() });
    expect(await second.get('csv')).toEqual(sheets);
    expect(second.findings.problems).toEqual(right.problems);
  });

  it('lists changed cells, also of a key, new rows and removed rows', async () => {
    const [header = '', ...rows] = links.trimEnd().split('\n');
    const given = [
      header,
      (rows[0] ?? '').replace('10.7', '10.1'),
      ...rows.slice(2),
      '7,17.18,stated,unnm-guide-2022,new',
    ];
    const { cells } = await dropped({ path: 'links.csv', bytes: Buffer.from(`${given.join('\n')}\n`) });
    const file = 'data/links.csv';
    expect(cells()).toEqual([
      { file, row: 2, column: 'target', before: '10.7', after: '10.1' },
      { file, row: 3, before: '1 | 17.18 | theme | migrationdataportal-sdgs' },
      { file, row: given.length, after: '7 | 17.18 | stated | unnm-guide-2022 | new' },
    ]);
  });

  it('corrects a workbook with sheets of a separate project', async () => {
    const copy = wholeProject();
    intoWorkbook(path.join(copy, 'data'), ['links'], ({ put }) => put('links', 'B2', '10.77'));
    const own = [...filesIn(copy)].map(([name, bytes]) => ({ path: `my project/${name}`, bytes }));
    const { findings, correct, get } = await dropped(...own);
    const place = { file: 'data/gcm.xlsx', sheet: 'links', row: 2, column: 'target' };
    expect(findings.problems[0]).toMatchObject({ code: 'foreign-key', where: place });
    const found = await correct({ ...place, before: '10.77', after: '10.7' });
    expect([found.isOwnProject, found.counts.error]).toEqual([true, 0]);
    const files = await get('corrected');
    expect(files.map((one) => one.path)).toEqual(['data/gcm.xlsx']);
    expect(textsOf(await readWorkbook(files[0]?.bytes ?? new Uint8Array()))[1]?.[1][1]).toBe('10.7');
  });

  it('an older workbook keeps newer changes of others, and shows cells that both changed as conflicts', async () => {
    const before = packs;
    const lines = links.split('\n');
    const cellsOf = (line = ''): string => line.split(',').slice(0, 3).join(',');
    const [mine, theirs] = [2, 4];
    const copy = wholeProject();
    edit(path.join(copy, 'data'), 'links.csv', (text) => {
      const changed = text.split('\n');
      for (const row of [mine, theirs]) changed[row - 1] = withNote(changed[row - 1] ?? '', 'newer');
      return changed.join('\n');
    });
    packs = await packsOf(copy);
    try {
      const { findings, correct, get } = await dropped({ path: 'gcm.xlsx', bytes: workbook });
      expect(findings.counts.error).toBe(0);
      expect(await get('csv')).toEqual([]);
      const place = { file: 'gcm.xlsx', sheet: 'links', column: 'note', before: '' };
      const found = await correct({ ...place, row: mine, after: 'older' }, { ...place, row: 5, after: 'other' });
      expect(found.problems.filter(({ severity }) => severity === 'error')).toMatchObject([
        { code: 'import-conflict', where: { sheet: 'links', row: mine } },
      ]);
      const [sheet] = await get('csv');
      const rows = Buffer.from(sheet?.bytes ?? [])
        .toString()
        .split('\n');
      expect(rows[mine - 1]).toContain('newer');
      expect(rows[theirs - 1]).toContain('newer');
      expect(rows[4]).toContain('other');
      expect(cellsOf(rows[4])).toBe(cellsOf(lines[4]));
    } finally {
      packs = before;
    }
  });
});

/** Writes a note into a row without quoted cells. */
function withNote(line: string, text: string): string {
  const cells = line.split(',');
  cells[note] = text;
  return cells.join(',');
}
