import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { WorkbookSheet } from '../src/workbook/workbook.js';
import { append, replace } from './support/edit.js';
import { type Ended, gcm, ownRules, smallProject } from './support/gcm.js';
import { editParts, editSheet, readWorkbook } from './support/workbooks.js';

/** `gcm workbook export --figures` and `import` of figures, which are one file for each series. */
let cwd = '';
let before: Record<string, string> = {};

const run = (...args: string[]): Promise<Ended> =>
  gcm(['workbook', ...args, ...(args[0] === 'import' ? ownRules : [])], { cwd });
const data = (): string => path.join(cwd, 'data');
const book = (): string => path.join(cwd, 'gcm.xlsx');

/** All files of the project, by name. */
const contents = (): Record<string, string> =>
  Object.fromEntries(
    readdirSync(data(), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => path.join(parentPath, name))
      .map((file) => [path.relative(data(), file), readFileSync(file, 'latin1')]),
  );
const sheets = async (): Promise<WorkbookSheet[]> => (await readWorkbook(readFileSync(book()))).workbook?.sheets ?? [];
const sheetNames = async (): Promise<string[]> => (await sheets()).map(({ name }) => name);
const figures = path.join('figures', 'SM_DTH_MIGR.csv');

/** Replaces a cell of the workbook by a text. */
const put = (sheet: string, address: string, text: string): void =>
  editSheet(book(), sheet, (xml) =>
    xml.replace(new RegExp(`<c r="${address}".*?</c>`), `<c r="${address}" t="inlineStr"><is><t>${text}</t></is></c>`),
  );

beforeEach(() => {
  cwd = smallProject();
  before = contents();
});

describe('gcm workbook export', () => {
  it('writes no figures without --figures', async () => {
    expect((await run('export')).stderr).toContain('Sheets: 27,');
    expect(await sheetNames()).not.toContain('SM_DTH_MIGR');
  });

  it('writes all figures with --figures, and the import leaves every file as it is', async () => {
    expect((await run('export', '--figures')).stderr).toContain('Sheets: 30,');
    expect((await sheetNames()).slice(-5)).toEqual([
      'SM_DTH_MIGR',
      'SM_POP_REFG_OR',
      'MIGRANT_STOCK',
      'Lists',
      'gcm base',
    ]);
    expect(await run('import', 'gcm.xlsx')).toMatchObject({ code: 0, stderr: 'No differences\n' });
    expect(contents()).toEqual(before);
  });

  it('writes the figures of some series under the names of the series', async () => {
    const { stderr } = await run('export', 'gcm.xlsx', '--figures', 'SM_POP_REFG_OR', 'MIGRANT_STOCK');
    expect(stderr).toContain('Sheets: 29,');
    expect(await sheetNames()).not.toContain('SM_DTH_MIGR');
    const about = (await sheets())[0]?.rows.map(({ cells }) => cells.map((cell) => cell?.text));
    expect(about).toContainEqual(['MIGRANT_STOCK', expect.stringContaining('igrant'), '2']);
    expect((await run('import', 'gcm.xlsx')).stderr).toBe('No differences\n');
  });

  it('rejects an unknown series, and a workbook after --figures', async () => {
    expect(await run('export', '--figures', 'SM_DTH_MIG')).toMatchObject({
      code: 2,
      stderr: 'gcm: --figures: No figures of a series "SM_DTH_MIG". Did you mean "SM_DTH_MIGR"?\n',
    });
    expect((await run('export', '--figures', 'gcm.xlsx')).stderr).toContain('before --figures');
    expect(existsSync(book())).toBe(false);
  });

  it('rejects more cells than an import can read', async () => {
    const rows = Array.from({ length: 150_000 }, (_, i) => `${100 + (i % 800)},${1900 + Math.floor(i / 800)},1,N`);
    writeFileSync(path.join(data(), figures), `area,year,value,nature\n${rows.join('\n')}\n`);
    const { code, stderr } = await run('export', '--figures');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^gcm: --figures: The workbook would have 60\d,\d{3} cells in 30 sheets, and could not be/);
    expect((await run('export', '--figures', 'MIGRANT_STOCK')).code).toBe(0);
  });

  it('does not overwrite figures that were not imported', async () => {
    expect((await run('export', '--figures')).code).toBe(0);
    put('SM_DTH_MIGR', 'C2', '5320');
    const { code, stderr } = await run('export', '--force');
    expect(code).toBe(1);
    expect(stderr).toContain(
      '"gcm.xlsx" has changes that were not imported: figures/SM_DTH_MIGR.csv (rows: 1 changed)',
    );
  });
});

describe('gcm workbook import', () => {
  beforeEach(async () => expect((await run('export', '--figures')).code).toBe(0));

  it('leaves all other files as they are when it writes a changed figure', async () => {
    put('SM_DTH_MIGR', 'C2', '5320');
    expect(await run('import', 'gcm.xlsx')).toMatchObject({
      code: 0,
      stderr:
        'data/figures/SM_DTH_MIGR.csv: rows: 1 changed\n' +
        '  row 2 (area 001, year 2014): value “5318” → “5320” (SM_DTH_MIGR!C2)\nImported\n',
    });
    expect(contents()).toEqual({ ...before, [figures]: before[figures]?.replace('5318', '5320') });
  });

  it.each([
    ['a value that is not a number', 'C2', 'many', 'datatype'],
    ['an unknown area', 'A2', '009', 'foreign-key'],
    ['the key of another figure', 'B2', '2015', 'duplicate-id'],
    ['an unknown code', 'D2', 'Z', 'unknown-code'],
  ])('reports %s at its cell, and changes nothing', async (_, address, text, code) => {
    put('SM_DTH_MIGR', address, text);
    const refused = await run('import', 'gcm.xlsx', '--verbose');
    expect(refused.code).toBe(1);
    expect(refused.stdout).toMatch(new RegExp(`^gcm\\.xlsx:SM_DTH_MIGR!\\w\\d error \\[${code}\\]`, 'm'));
    expect(contents()).toEqual(before);
  });

  it('imports a new figure whose year and value are numbers of the spreadsheet', async () => {
    const cells = '<c r="A6" t="inlineStr"><is><t>001</t></is></c><c r="B6"><v>2018</v></c><c r="C6"><v>0.5</v></c>';
    editSheet(book(), 'SM_DTH_MIGR', (xml) => xml.replace('</sheetData>', `<row r="6">${cells}</row></sheetData>`));
    expect((await run('import', 'gcm.xlsx')).code).toBe(0);
    expect(contents()[figures]).toBe(`${before[figures]}001,2018,0.5,\n`);
  });

  it('checks the other sheets of the workbook together with its figures', async () => {
    put('SM_DTH_MIGR', 'C2', '5320');
    put('areas', 'A2', '901'); // the area 001
    const { code, stdout } = await run('import', 'gcm.xlsx');
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^gcm\.xlsx:areas!A2 error \[renamed-key\] area "001" is used 8 times in the sheet "SM_DTH_MIGR"/m,
    );
  });

  it('keeps figures that were changed in the file after the export', async () => {
    put('SM_DTH_MIGR', 'C2', '5320');
    append(data(), figures, '001,2018,5000,N');
    replace(data(), figures, '8084', '8085');
    const { code, stderr } = await run('import', 'gcm.xlsx');
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('rows: 1 changed') });
    const merged = before[figures]?.replace('5318', '5320').replace('8084', '8085');
    expect(contents()[figures]).toBe(`${merged}001,2018,5000,N\n`);
  });

  it('reports a conflict of a figure', async () => {
    put('SM_DTH_MIGR', 'C2', '5320');
    replace(data(), figures, '5318', '5319');
    const { code, stdout } = await run('import', 'gcm.xlsx');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^gcm\.xlsx:SM_DTH_MIGR!C2 error \[import-conflict\]/m);
  });

  it('reports an exported sheet of figures that was renamed', async () => {
    editParts(book(), /workbook\.xml$/, (xml) => xml.replace('name="SM_DTH_MIGR"', 'name="SM_DTH_MIGR (2)"'));
    const { code, stdout } = await run('import', 'gcm.xlsx');
    expect(code).toBe(1);
    expect(stdout).toContain('[sheet-missing] Missing sheet "SM_DTH_MIGR" in the workbook. Did you mean');
  });
});
