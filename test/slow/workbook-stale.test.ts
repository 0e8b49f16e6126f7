import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { beforeEach, describe, expect, it } from 'vitest';
import { replace } from '../support/edit.js';
import { type Ended, gcm, ownRules, smallProject } from '../support/gcm.js';
import { convert, noOffice } from '../support/soffice.js';
import { editParts } from '../support/workbooks.js';
import { zipOf } from '../support/xlsx.js';

/** An old workbook does not undo later changes of the sheets. */
let cwd = '';
const sheet = (name: string): string => path.join(cwd, 'data', name);
const units = (): string => readFileSync(sheet('units.csv'), 'utf8');
const imported = (...args: string[]): Promise<Ended> =>
  gcm(['workbook', 'import', 'gcm.xlsx', ...args, ...ownRules], { cwd });

/** Changes one row of a sheet and adds another. */
function changeSheet(): string {
  replace(path.join(cwd, 'data'), 'units.csv', 'Number', 'Count');
  writeFileSync(sheet('units.csv'), `${units()}SHARE,Share\n`);
  return units();
}

/** Removes the hidden sheet with the exported data. */
const loseBase = (): void =>
  editParts(path.join(cwd, 'gcm.xlsx'), /xl\/workbook\.xml/, (text) =>
    text.replace(/<sheet name="gcm base"[^>]*>/, ''),
  );

const refusal =
  'gcm.xlsx:units error [stale-workbook] data/units.csv was changed after this workbook was exported, and the workbook ' +
  'lost the data that it was made from. This sheet would undo that change\n' +
  '    → Export a new workbook and copy your changes into it. Or import with --force to keep only this sheet\n';

beforeEach(async () => {
  cwd = smallProject();
  expect((await gcm(['workbook', 'export'], { cwd })).code).toBe(0);
});

describe('a workbook that was exported before a sheet was changed', () => {
  it('is rejected without its hidden sheet, and the sheet stays unchanged', async () => {
    const changed = changeSheet();
    loseBase();
    expect(await imported()).toMatchObject({ code: 1, stdout: expect.stringContaining(refusal) });
    expect(units()).toBe(changed);
  });

  it('replaces the sheet with --force, with a notice', async () => {
    const before = units();
    changeSheet();
    loseBase();
    const { code, stdout, stderr } = await imported('--force');
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr:
        'data/units.csv: rows: 1 changed, 1 removed\n' +
        '  row 2 (NUMBER): title_en “Count” → “Number” (units!B2)\n' +
        '  removed row 4: SHARE “Share”\nImported\n',
    });
    expect(stdout).toContain('gcm.xlsx:units notice [stale-workbook]');
    expect(units()).toBe(before);
  });

  it('is accepted if its sheet equals the current file', async () => {
    const changed = changeSheet();
    expect((await gcm(['workbook', 'export', '--force'], { cwd })).code).toBe(0);
    expect(await imported()).toMatchObject({ code: 0, stderr: 'No differences\n' });
    expect(units()).toBe(changed);
  });

  it('can change other sheets', async () => {
    editParts(path.join(cwd, 'gcm.xlsx'), /sharedStrings/, (text) =>
      text.replace('>People-centred<', '>People first<'),
    );
    const text = units();
    writeFileSync(sheet('units.csv'), text.replaceAll('\n', '\r\n')); // saved again with the same rows
    expect(await imported()).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^data\/principles\.csv: rows: 1 changed\n.*\nImported\n$/),
    });
  });

  it('restores a missing sheet', async () => {
    const before = units();
    rmSync(sheet('units.csv'));
    expect((await imported()).code).toBe(0);
    expect(units()).toBe(before);
  });

  it.skipIf(noOffice)('is merged after LibreOffice saved it twice', async () => {
    const changed = changeSheet();
    const saved = convert(path.join(cwd, 'gcm.xlsx'), 'xlsx');
    writeFileSync(path.join(cwd, 'gcm.xlsx'), readFileSync(convert(convert(saved, 'fods'), 'xlsx')));
    expect(await imported()).toMatchObject({ code: 0, stderr: 'No differences\n' });
    expect(units()).toBe(changed);
  });
});

describe('a workbook without digests of its sheets', () => {
  it('is merged, or imported if it also lost the hidden sheet', async () => {
    const parts = unzipSync(readFileSync(path.join(cwd, 'gcm.xlsx')));
    expect(strFromU8(parts['docProps/custom.xml'] as Uint8Array)).toMatch(
      /name="gcm units"><vt:lpwstr>[0-9a-f]{64}<\/vt:lpwstr>/,
    );
    delete parts['docProps/custom.xml'];
    writeFileSync(path.join(cwd, 'gcm.xlsx'), zipOf(parts));
    changeSheet();
    expect(await imported()).toMatchObject({ code: 0, stderr: 'No differences\n' });
    loseBase();
    expect(await imported()).toMatchObject({ code: 0, stderr: expect.stringContaining('Imported') });
  });
});
