import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Ended, gcm, smallProject } from './support/gcm.js';
import { intoWorkbook } from './support/workbooks.js';

/** An export does not overwrite other files. */
let cwd = '';
const run = (...args: string[]): Promise<Ended> => gcm(['workbook', 'export', ...args], { cwd });
const inProject = (name: string): string => path.join(cwd, name);

beforeEach(() => {
  cwd = smallProject();
});

describe('gcm workbook export', () => {
  it.each([
    ['a sheet', 'data/links.csv', '"data/links.csv" must end in .xlsx'],
    ['another kind of workbook', 'gcm.ods', '"gcm.ods" must end in .xlsx'],
    ['a missing folder', 'nowhere/gcm.xlsx', 'Missing folder "nowhere"'],
    ['no name', '', 'Missing file name'],
    ['a folder', 'folder.xlsx', '"folder.xlsx" is a folder. Name a file'],
  ])('is rejected for %s, even with --force', async (_, file, words) => {
    mkdirSync(inProject('folder.xlsx'));
    const links = readFileSync(inProject('data/links.csv'));
    expect(await run(file, '--force')).toEqual({ code: 2, stdout: '', stderr: `gcm: ${words}\n` });
    expect(readFileSync(inProject('data/links.csv')).equals(links)).toBe(true);
    expect(readdirSync(cwd).sort()).toEqual(['data', 'folder.xlsx']);
  });

  it.each([
    ['link', () => symlinkSync('data/links.csv', inProject('links.xlsx'))],
    ['hard link', () => linkSync(inProject('data/links.csv'), inProject('links.xlsx'))],
  ])('is rejected for a %s to a sheet', async (_, make) => {
    make();
    expect(await run('links.xlsx', '--force')).toMatchObject({
      code: 2,
      stderr: 'gcm: "links.xlsx" contains the table links.csv. Choose another name\n',
    });
  });

  it('is rejected for a workbook that contains a table', async () => {
    intoWorkbook(inProject('data'), ['units']);
    const before = readFileSync(inProject('data/gcm.xlsx'));
    expect(await run('data/gcm.xlsx', '--force')).toMatchObject({
      code: 2,
      stderr: 'gcm: "data/gcm.xlsx" contains the table gcm.xlsx#units. Choose another name\n',
    });
    expect(readFileSync(inProject('data/gcm.xlsx')).equals(before)).toBe(true);
  });

  it('reports an unreadable sheet once, without its columns', async () => {
    writeFileSync(inProject('data/units.csv'), 'no delimiter and no column of ours\nat all\n');
    const { code, stdout } = await run();
    expect(code).toBe(1);
    expect(stdout.match(/^data\/units\.csv.* error /gm)).toHaveLength(1);
    expect(existsSync(inProject('gcm.xlsx'))).toBe(false);
  });
});
