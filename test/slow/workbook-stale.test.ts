import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { beforeEach, describe, expect, it } from 'vitest';
import { replace } from '../support/edit.js';
import { type Ended, gcm, smallProject } from '../support/gcm.js';
import { convert, noOffice } from '../support/soffice.js';
import { editParts } from '../support/workbooks.js';
import { zipOf } from '../support/xlsx.js';

/** A workbook that is older than the sheets does not undo what a colleague has done since. */
let cwd = '';
const sheet = (name: string): string => path.join(cwd, 'data', name);
const units = (): string => readFileSync(sheet('units.csv'), 'utf8');
const imported = (...args: string[]): Promise<Ended> => gcm(['workbook', 'import', 'gcm.xlsx', ...args], { cwd });

/** What a colleague does while the workbook is away: a row of the sheet is another, and one more is there. */
function changeSheet(): string {
  replace(path.join(cwd, 'data'), 'units.csv', 'Number', 'Count');
  writeFileSync(sheet('units.csv'), `${units()}SHARE,Share\n`);
  return units();
}

const refusal =
  'gcm.xlsx:units error [stale-workbook] data/units.csv was changed after this workbook was exported: ' +
  'this sheet would undo what was changed there\n' +
  '    → export a new workbook and copy your changes into it; or import with --force, so that only this sheet counts\n';

beforeEach(async () => {
  cwd = smallProject();
  expect((await gcm(['workbook', 'export'], { cwd })).code).toBe(0);
});

describe('a workbook that was exported before a sheet was changed', () => {
  it('is refused, and the sheet stays as it is', async () => {
    const changed = changeSheet();
    expect(await imported()).toMatchObject({ code: 1, stdout: expect.stringContaining(refusal) });
    expect(units()).toBe(changed);
  });

  it('counts alone when that is asked for, which is told', async () => {
    const before = units();
    changeSheet();
    const { code, stdout, stderr } = await imported('--force');
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'data/units.csv: rows: 1 changed, 1 removed\ntaken over\n',
    });
    expect(stdout).toContain('gcm.xlsx:units notice [stale-workbook]');
    expect(units()).toBe(before);
  });

  it('is taken when its sheet is the same as the file is now', async () => {
    const changed = changeSheet();
    expect((await gcm(['workbook', 'export', '--force'], { cwd })).code).toBe(0);
    expect(await imported()).toMatchObject({ code: 0, stderr: 'No differences\n' });
    expect(units()).toBe(changed);
  });

  it('may change other sheets', async () => {
    editParts(path.join(cwd, 'gcm.xlsx'), /sharedStrings/, (text) =>
      text.replace('>People-centred<', '>People first<'),
    );
    const text = units();
    writeFileSync(sheet('units.csv'), text.replaceAll('\n', '\r\n')); // saved anew: the rows are what they were
    expect(await imported()).toMatchObject({ code: 0, stderr: 'data/principles.csv: rows: 1 changed\ntaken over\n' });
  });

  it('makes a sheet anew that is gone', async () => {
    const before = units();
    rmSync(sheet('units.csv'));
    expect((await imported()).code).toBe(0);
    expect(units()).toBe(before);
  });

  it.skipIf(noOffice)('is known also when LibreOffice has saved it', async () => {
    const changed = changeSheet();
    const saved = convert(path.join(cwd, 'gcm.xlsx'), 'xlsx');
    writeFileSync(path.join(cwd, 'gcm.xlsx'), readFileSync(convert(convert(saved, 'fods'), 'xlsx')));
    expect(await imported()).toMatchObject({ code: 1, stdout: expect.stringContaining(refusal) });
    expect(units()).toBe(changed);
  });
});

describe('a workbook that tells of no export', () => {
  it('is taken as it is', async () => {
    const parts = unzipSync(readFileSync(path.join(cwd, 'gcm.xlsx')));
    expect(strFromU8(parts['docProps/custom.xml'] as Uint8Array)).toMatch(
      /name="gcm units"><vt:lpwstr>[0-9a-f]{64}<\/vt:lpwstr>/,
    );
    delete parts['docProps/custom.xml'];
    writeFileSync(path.join(cwd, 'gcm.xlsx'), zipOf(parts));
    changeSheet();
    expect(await imported()).toMatchObject({ code: 0, stderr: expect.stringContaining('taken over') });
  });
});
