import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { beforeEach, describe, expect, it } from 'vitest';
import { replaceFiles } from '../src/cli/output-file.js';
import type { Problem } from '../src/problem.js';
import { markWorkbook } from '../src/workbook/mark.js';
import { describe as describeTable, edit } from './support/edit.js';
import { type Ended, gcm, ownRules, smallProject } from './support/gcm.js';
import { editParts, editSheet, sheetBytes } from './support/workbooks.js';

/** `gcm workbook export` and `import` on the small project. */
let cwd = '';
let before: Record<string, string> = {};

const contents = (): Record<string, string> => sheetBytes(cwd);
const run = (...args: string[]): Promise<Ended> =>
  gcm(['workbook', ...args, ...(args[0] === 'import' ? ownRules : [])], { cwd });
const file = (): string => path.join(cwd, 'gcm.xlsx');

/** Replaces a text in the shared strings. */
const replaceText = (text: string, by: string): void =>
  editParts(file(), /sharedStrings/, (strings) => {
    expect(strings).toContain(`>${text}<`);
    return strings.replace(`>${text}<`, `>${by}<`);
  });

beforeEach(() => {
  cwd = smallProject();
  before = contents();
});

describe('gcm workbook export', () => {
  it('writes gcm.xlsx, and overwrites a file only with --force', async () => {
    expect(await run('export')).toEqual({
      code: 0,
      stdout: '',
      stderr: expect.stringMatching(/^Wrote gcm\.xlsx\. Sheets: 27, rows: \d+\n$/),
    });
    const bytes = readFileSync(file());
    writeFileSync(file(), 'work of hours');
    const refused = await run('export');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toBe('gcm: "gcm.xlsx" already exists. Choose another name, or overwrite it with --force\n');
    expect(readFileSync(file(), 'utf8')).toBe('work of hours');
    expect((await run('export', '--force')).code).toBe(0);
    expect(readFileSync(file()).equals(bytes)).toBe(true);
  });

  it('does not overwrite a workbook with changes that were not imported', async () => {
    expect((await run('export')).code).toBe(0);
    replaceText('Number', 'Count');
    const edited = readFileSync(file());
    const words = '"gcm.xlsx" has changes that were not imported: units.csv (rows: 1 changed)';
    const refused = await run('export', '--force');
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining(words) });
    expect(readFileSync(file()).equals(edited)).toBe(true);
    expect((await run('import', 'gcm.xlsx')).code).toBe(0);
    expect((await run('export', '--force')).code).toBe(0);
  });

  it('does not overwrite a workbook with a column of the user', async () => {
    expect((await run('export')).code).toBe(0);
    const own = '$1<c r="F1" t="inlineStr"><is><t>to ask Bo</t></is></c></row>';
    editSheet(file(), 'links', (xml) => xml.replace(/(<row r="1".*?)<\/row>/s, own));
    const refused = await run('export', '--force');
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('column "to ask Bo" (links!F1)') });
  });

  it('rejects sheets that cannot be read completely, and reports why', async () => {
    edit(path.join(cwd, 'data'), 'units.csv', (text) => text.replace('unit', 'unti'));
    const { code, stdout, stderr } = await run('export');
    expect(code).toBe(1);
    expect(stdout).toContain('data/units.csv:1:1 error [unknown-column]');
    expect(stderr).toContain('No workbook was written');
    expect(readdirSync(cwd)).toEqual(['data']);
  });

  it('requires a folder of sheets', async () => {
    expect(await run('export', '--data', 'nowhere')).toMatchObject({
      code: 2,
      stderr: 'gcm: --data: Missing folder "nowhere"\n',
    });
  });
});

describe('gcm workbook import', () => {
  beforeEach(async () => expect((await run('export')).code).toBe(0));

  it('imports and reports a new row', async () => {
    editSheet(file(), 'units', (text) => {
      const rows = text.match(/<row .*?<\/row>/gs) as string[];
      const added = (rows[1] as string)
        .replaceAll(/([A-Z])2"/g, '$1999"')
        .replace('r="2"', 'r="999"')
        .replace(/<c r="A999"[^>]*>.*?<\/c>/, '<c r="A999" t="inlineStr"><is><t>NEW</t></is></c>')
        .replaceAll(/<c r="[C-Z]999".*?(?:<\/c>|\/>)/gs, '');
      return text.replace('</sheetData>', `${added}</sheetData>`);
    });
    const trial = await run('import', 'gcm.xlsx', '--dry-run');
    const words = 'data/units.csv: rows: 1 added\n  new row: NEW “Number” (units!A999)\n';
    expect(trial).toMatchObject({ code: 0, stderr: `${words}Dry run: nothing was written\n` });
    expect(contents()).toEqual(before);
    expect(await run('import', 'gcm.xlsx')).toMatchObject({ code: 0, stderr: `${words}Imported\n` });
    const added = 'NEW,Number,,,,,,\n';
    expect(contents()).toEqual({ ...before, 'units.csv': before['units.csv'] + added });
    expect((await run('import', 'gcm.xlsx')).stderr).toBe('No differences\n');
  });

  it('reports an error at its cell, and changes nothing', async () => {
    const wrong = '<c r="B2" t="inlineStr"><is><t>10.77</t></is></c>';
    editSheet(file(), 'links', (text) => text.replace(/<c r="B2".*?<\/c>/, wrong));
    const { code, stdout, stderr } = await run('import', 'gcm.xlsx');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^gcm\.xlsx:links!B2 error \[foreign-key\]/m);
    expect(stderr).toBe('Nothing was imported. The sheets are unchanged\n');
    expect(contents()).toEqual(before);
  });

  it('reports what the rules find at its cell, and lists the changes', async () => {
    const text = '<c r="C7" t="inlineStr"><is><t>stated-by-text</t></is></c>';
    editSheet(file(), 'links', (xml) => xml.replace(/<c r="C7".*?<\/c>/, text));
    const trial = await run('import', 'gcm.xlsx', '--dry-run');
    expect(trial.code).toBe(1);
    expect(trial.stdout).toContain('gcm.xlsx:links!C7 error [link-text-without-code]');
    expect(trial.stdout).toContain('In the sheet "links", add a row');
    expect(trial.stderr).toBe(
      'data/links.csv: rows: 1 changed\n' +
        '  row 7 (objective 3, target 10.7, source unnm-guide-2022): status “stated” → “stated-by-text” (links!C7)\n' +
        'Dry run: nothing was written. An import would be refused\n',
    );
    expect((await run('import', 'gcm.xlsx')).stderr).toBe('Nothing was imported. The sheets are unchanged\n');
    expect(contents()).toEqual(before);
  });

  it('does not name the hidden sheet if that is damaged', async () => {
    editSheet(file(), 'gcm base', (xml) => xml.slice(0, xml.length / 2));
    const { code, stdout } = await run('import', 'gcm.xlsx');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^gcm\.xlsx error \[format\] The workbook is damaged: xl\/worksheets\//);
    expect(contents()).toEqual(before);
  });

  it('reports missing and unknown sheets', async () => {
    editParts(file(), /workbook\.xml$/, (text) => text.replace('<sheet name="units"', '<sheet name="unit"'));
    const { code, stdout } = await run('import', 'gcm.xlsx');
    expect(code).toBe(1);
    expect(stdout).toContain('error [sheet-missing] Missing sheet "units" in the workbook. Did you mean "unit"?');
    expect(stdout).toContain('warning [unknown-sheet] Unknown sheet "unit", ignored. Did you mean "units"?');
    expect(contents()).toEqual(before);
  });

  it('accepts columns in any order', async () => {
    const rows = parse(readFileSync(path.join(cwd, 'data/units.csv'))) as string[][];
    writeFileSync(path.join(cwd, 'data/units.csv'), stringify(rows.map((row) => row.toReversed())));
    const old = contents();
    const { code, stderr } = await run('import', 'gcm.xlsx');
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'No differences\n' });
    expect(contents()).toEqual(old);
  });

  it('restores a missing or broken sheet', async () => {
    writeFileSync(path.join(cwd, 'data/units.csv'), 'unit,"title');
    rmSync(path.join(cwd, 'data/statuses.csv'));
    expect((await run('import', 'gcm.xlsx')).code).toBe(0);
    expect(contents()).toEqual(before);
  });

  it('ignores the marks of a marked workbook', async () => {
    const problem: Problem = {
      code: 'x',
      severity: 'error',
      message: 'wrong',
      where: { file: 'gcm.xlsx', sheet: 'links', row: 2, cell: 'B2' },
    };
    writeFileSync(file(), await markWorkbook(readFileSync(file()), [problem]));
    expect(await run('import', 'gcm.xlsx')).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^0 errors, /m),
      stderr: 'No differences\n',
    });
  });

  it('does not change a table that is stored in a workbook', async () => {
    const data = path.join(cwd, 'data');
    writeFileSync(path.join(data, 'own.xlsx'), readFileSync(file()));
    describeTable(data, 'principles.csv', (table) => {
      table.url = 'own.xlsx#principles';
    });
    expect(await run('import', 'gcm.xlsx')).toMatchObject({ code: 0, stderr: 'No differences\n' });
    replaceText('People-centred', 'People first');
    const { code, stdout } = await run('import', 'gcm.xlsx');
    expect(code).toBe(1);
    expect(stdout).toContain('[workbook-table] "principles" was changed here, but it is stored in own.xlsx');
  });

  it('writes all sheets or none', async () => {
    const names = readdirSync(path.join(cwd, 'data'));
    const files = new Map(['units.csv', 'new.csv', 'gone/links.csv'].map((name) => [name, Buffer.from('new')]));
    await expect(replaceFiles(path.join(cwd, 'data'), files)).rejects.toThrow('ENOENT');
    expect(readdirSync(path.join(cwd, 'data'))).toEqual(names);
    expect(contents()).toEqual(before);
  });

  it('reports a missing or invalid file', async () => {
    expect(await run('import', 'none.xlsx')).toMatchObject({ code: 2, stderr: 'gcm: Missing file "none.xlsx"\n' });
    writeFileSync(file(), 'unit,title\n');
    const { code, stdout } = await run('import', 'gcm.xlsx');
    expect([code, stdout]).toEqual([1, expect.stringContaining('gcm.xlsx error [magic]')]);
    expect(contents()).toEqual(before);
  });
});
