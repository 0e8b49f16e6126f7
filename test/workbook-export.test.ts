import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Ended, gcm, smallProject } from './support/gcm.js';
import { intoWorkbook } from './support/workbooks.js';

/** An export is written only where it does no harm. */
let cwd = '';
const run = (...args: string[]): Promise<Ended> => gcm(['workbook', 'export', ...args], { cwd });
const inProject = (name: string): string => path.join(cwd, name);

beforeEach(() => {
  cwd = smallProject();
});

describe('gcm workbook export', () => {
  it.each([
    ['a sheet', 'data/links.csv', 'data/links.csv is no name for a workbook: let it end in .xlsx'],
    ['another kind of workbook', 'gcm.ods', 'gcm.ods is no name for a workbook: let it end in .xlsx'],
    ['a folder that is not there', 'nowhere/gcm.xlsx', 'there is no folder nowhere'],
    ['no name', '', 'the name of a file is missing'],
    ['a folder', 'folder.xlsx', 'folder.xlsx is a folder'],
  ])('is refused for %s, by force too', async (_, file, words) => {
    mkdirSync(inProject('folder.xlsx'));
    const links = readFileSync(inProject('data/links.csv'));
    expect(await run(file, '--force')).toEqual({ code: 2, stdout: '', stderr: `gcm: ${words}\n` });
    expect(readFileSync(inProject('data/links.csv')).equals(links)).toBe(true);
    expect(readdirSync(cwd).sort()).toEqual(['data', 'folder.xlsx']);
  });

  it.each([
    ['link', () => symlinkSync('data/links.csv', inProject('links.xlsx'))],
    ['hard link', () => linkSync(inProject('data/links.csv'), inProject('links.xlsx'))],
  ])('is refused for a sheet by a %s', async (_, make) => {
    make();
    expect(await run('links.xlsx', '--force')).toMatchObject({
      code: 2,
      stderr: 'gcm: links.xlsx holds the table links.csv: give another name\n',
    });
  });

  it('is refused for the workbook that a table is kept in', async () => {
    intoWorkbook(inProject('data'), ['units']);
    const before = readFileSync(inProject('data/gcm.xlsx'));
    expect(await run('data/gcm.xlsx', '--force')).toMatchObject({
      code: 2,
      stderr: 'gcm: data/gcm.xlsx holds the table gcm.xlsx#units: give another name\n',
    });
    expect(readFileSync(inProject('data/gcm.xlsx')).equals(before)).toBe(true);
  });

  it('tells of a sheet that cannot be read once, and nothing of its columns', async () => {
    writeFileSync(inProject('data/units.csv'), 'no delimiter and no column of ours\nat all\n');
    const { code, stdout } = await run();
    expect(code).toBe(1);
    expect(stdout.match(/^data\/units\.csv.* error /gm)).toHaveLength(1);
    expect(existsSync(inProject('gcm.xlsx'))).toBe(false);
  });
});
