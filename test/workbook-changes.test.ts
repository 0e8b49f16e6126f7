import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { rowChanges } from '../src/sheets/change-words.js';
import { mergeRows } from '../src/sheets/three-way.js';
import { append, replace } from './support/edit.js';
import { type Ended, gcm, ownRules, smallProject } from './support/gcm.js';
import { editSheet as editSheetOf } from './support/workbooks.js';

/** An import lists its changes in words, and merges them with the changes that others made to the CSV files. */
let cwd = '';
const imported = (...args: string[]): Promise<Ended> =>
  gcm(['workbook', 'import', 'gcm.xlsx', ...args, ...ownRules], { cwd });
const data = (): string => path.join(cwd, 'data');
const sheet = (name: string): string => readFileSync(path.join(data(), name), 'utf8');

const [links, units] = ['links', 'units'];
const editSheet = (sheet: string, change: (xml: string) => string): void =>
  editSheetOf(path.join(cwd, 'gcm.xlsx'), sheet, change);
const cellXml = (address: string, text: string): string =>
  `<c r="${address}" t="inlineStr"><is><t>${text}</t></is></c>`;

/** Replaces the text of a filled cell. */
const put = (sheet: string, address: string, text: string): void =>
  editSheet(sheet, (xml) => xml.replace(new RegExp(`<c r="${address}".*?</c>`), cellXml(address, text)));
const addRow = (sheet: string, number: number, ...texts: string[]): void =>
  editSheet(sheet, (xml) => {
    const cells = texts.map((text, i) => (text === '' ? '' : cellXml('ABCDEFGHI'.charAt(i) + number, text)));
    return xml.replace('</sheetData>', `<row r="${number}">${cells.join('')}</row></sheetData>`);
  });
const removeRow = (sheet: string, number: number): void =>
  editSheet(sheet, (xml) => xml.replace(new RegExp(`<row r="${number}">.*?</row>`), ''));

beforeEach(async () => {
  cwd = smallProject();
  expect((await gcm(['workbook', 'export'], { cwd })).code).toBe(0);
});

describe('the changes of an import', () => {
  it('are listed in words with their cells', async () => {
    const before = sheet('links.csv');
    put(links, 'C6', 'theme');
    addRow(links, 9, '3', '17.14', 'stated', 'unnm-guide-2022', 'New');
    removeRow(links, 8);
    put(units, 'B2', 'A number');
    expect(await imported('--dry-run')).toMatchObject({
      code: 0,
      stderr:
        'data/links.csv: rows: 1 changed, 1 added, 1 removed\n' +
        '  row 6 (objective 3, target 1.4, source unnm-guide-2022): status “stated” → “theme” (links!C6)\n' +
        '  new row: objective 3, target 17.14, source unnm-guide-2022 “New”: status “stated” (links!A9)\n' +
        '  removed row 8: objective 3, target 16.10, source unnm-guide-2022\n' +
        'data/units.csv: rows: 1 changed\n' +
        '  row 2 (NUMBER): title_en “Number” → “A number” (units!B2)\n' +
        'Dry run: nothing was written\n',
    });
    expect(sheet('links.csv')).toBe(before);
  });

  it('contain codes without the names that the lists offer', async () => {
    put(links, 'C6', 'theme · Theme');
    put(links, 'B5', '17.14 · Enhance policy coherence for sustainable development');
    expect((await imported('--dry-run')).stderr).toBe(
      'data/links.csv: rows: 1 changed\n' +
        '  row 6 (objective 3, target 1.4, source unnm-guide-2022): status “stated” → “theme” (links!C6)\n' +
        'Dry run: nothing was written\n',
    );
    put(links, 'B5', '17.18 · Enhance policy coherence for sustainable development');
    expect((await imported()).stdout).toMatch(
      /^gcm\.xlsx:links!B5 error \[code-name\].* is the name of 17\.14, not of 17\.18. Did you mean "17\.14"\?$/m,
    );
  });

  it('are summarized after 10 of a sheet, unless --verbose is given', async () => {
    for (let i = 0; i < 12; i++) addRow(units, 10 + i, `U${i}`, 'Unit');
    const lines = (await imported('--dry-run')).stderr.split('\n');
    expect(lines.slice(10, 13)).toEqual([
      '  new row: U9 “Unit” (units!A19)',
      '  … and 2 more. To see all, add --verbose',
      'Dry run: nothing was written',
    ]);
    const all = (await imported('--dry-run', '--verbose')).stderr;
    expect(all.match(/new row/g)).toHaveLength(12);
    expect(all).not.toContain('more');
  });

  it('show where long texts differ', () => {
    const [before, after] = [`${'same '.repeat(40)}end`, `${'same '.repeat(40)}and`];
    const { lines } = changes([['1', before]], [['1', after]], [0]);
    expect(lines).toEqual(['row 2 (1): text “…same same same same end” → “…same same same same and”']);
    expect(changes([['1', 'x']], [['1', '']], [0]).lines).toEqual(['row 2 (1): text “x” → (empty)']);
  });

  const [a, b, c] = [
    ['1', 'a'],
    ['2', 'b'],
    ['3', 'c'],
  ] as [string[], string[], string[]];
  it.each([
    ['a changed cell', [a, b], [a, ['2', 'x']], { changed: 1, added: 0, removed: 0 }],
    ['another key', [a, b], [a, ['9', 'b']], { changed: 0, added: 1, removed: 1 }],
    ['an added and a removed row', [a, b], [c, a], { changed: 0, added: 1, removed: 1 }],
    ['another order', [a, b], [b, a], { changed: 0, added: 0, removed: 0 }],
    ['another line end', [['1', 'two\r\nlines']], [['1', 'two\nlines']], { changed: 0, added: 0, removed: 0 }],
    ['a removed duplicate', [a, a], [a], { changed: 0, added: 0, removed: 1 }],
  ])('count %s', (_, before, after, counts) => {
    expect(changes(before, after, [0])).toMatchObject(counts);
  });

  it('do not count changed rows without a key', () => {
    expect(changes([a], [['1', 'x']], [])).toMatchObject({ changed: 0, added: 1, removed: 1 });
  });

  function changes(before: string[][], after: string[][], keys: number[]) {
    const { rows } = mergeRows({ base: before, ours: before, theirs: after }, keys);
    const numbered = before.map((cells, i) => ({ number: i + 2, cells }));
    const titles = ['id', 'text'];
    return rowChanges({ titles, keys, label: -1, before: numbered, after: rows, cellOf: () => undefined });
  }
});

describe('changes on both sides', () => {
  it('are both kept', async () => {
    replace(data(), 'links.csv', '3,16.10,stated,', '3,16.10,theme,'); // another cell of the row is changed below
    replace(data(), 'links.csv', /^3,1\.4.*\n/m, '');
    append(data(), 'units.csv', 'SHARE,Share');
    addRow(links, 9, '3', '17.14', 'stated', 'unnm-guide-2022', '');
    editSheet(links, (xml) => xml.replace(/(<row r="8">.*?)<\/row>/, `$1${cellXml('E8', 'Why')}</row>`));
    put(units, 'B2', 'A number');
    const { code, stdout, stderr } = await imported();
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr:
        'data/links.csv: rows: 1 changed, 1 added\n' +
        '  row 7 (objective 3, target 16.10, source unnm-guide-2022): note (empty) → “Why” (links!E8)\n' +
        '  new row: objective 3, target 17.14, source unnm-guide-2022: status “stated” (links!A9)\n' +
        'data/units.csv: rows: 1 changed\n' +
        '  row 2 (NUMBER): title_en “Number” → “A number” (units!B2)\n' +
        'Imported\n',
    });
    expect(stdout).toMatch(/^0 errors, \d+ warnings, 2 notices/m);
    expect(sheet('links.csv').split('\n').slice(4)).toEqual([
      '2,17.14,stated,unnm-guide-2022,',
      '3,10.7,stated,unnm-guide-2022,',
      '3,16.10,theme,unnm-guide-2022,Why',
      '3,17.14,stated,unnm-guide-2022,',
      '',
    ]);
    expect(sheet('units.csv')).toEqual(
      expect.stringMatching(
        /^unit,title_en,.*\nNUMBER,A number,Nombre,.*\nPER_100000_POP,"Per 100,000 population",.*\nSHARE,Share,*\n$/,
      ),
    );
  });

  it('do not conflict if they are the same', async () => {
    replace(data(), 'units.csv', 'Number', 'A number');
    put(units, 'B2', 'A number');
    expect(await imported()).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^0 errors, /m),
      stderr: 'No differences\n',
    });
  });

  it.each([
    [
      'of a cell',
      () => replace(data(), 'links.csv', '3,10.7,stated', '3,10.7,theme'),
      () => put(links, 'C7', 'comment'),
      'gcm.xlsx:links!C7 error [import-conflict] status of objective 3, target 10.7, source unnm-guide-2022 is ' +
        '“comment” in this workbook, but “theme” in data/links.csv row 7. It was “stated” when the workbook was exported\n',
      '3,10.7,comment,unnm-guide-2022,\n',
    ],
    [
      'of a row that was removed from the workbook',
      () => replace(data(), 'links.csv', '3,10.7,stated', '3,10.7,theme'),
      () => removeRow(links, 7),
      'gcm.xlsx:links error [import-conflict] The row objective 3, target 10.7, source unnm-guide-2022 was removed from ' +
        'this workbook, but it was changed in data/links.csv row 7: status “stated” → “theme”\n',
      '3,1.4,stated,unnm-guide-2022,\n3,16.10',
    ],
    [
      'of a row that was removed from the sheet',
      () => replace(data(), 'links.csv', /^3,10\.7.*\n/m, ''),
      () => put(links, 'C7', 'theme'),
      'gcm.xlsx:links!A7 error [import-conflict] The row objective 3, target 10.7, source unnm-guide-2022 was changed in ' +
        'this workbook, but it was removed from data/links.csv: status “stated” → “theme”\n',
      '3,10.7,theme,unnm-guide-2022,\n',
    ],
    [
      'of a new row',
      () => append(data(), 'links.csv', '3,17.14,theme,unnm-guide-2022,'),
      () => addRow(links, 9, '3', '17.14', 'stated', 'unnm-guide-2022', ''),
      'gcm.xlsx:links!C9 error [import-conflict] The new row objective 3, target 17.14, source unnm-guide-2022 was added ' +
        'twice: its status is “stated” in this workbook, but “theme” in data/links.csv row 9\n',
      '3,17.14,stated,unnm-guide-2022,\n',
    ],
  ])('are a conflict %s, and --force takes the workbook', async (_, here, there, message, result) => {
    here();
    append(data(), 'units.csv', 'SHARE,Share');
    there();
    const before = sheet('links.csv');
    const refused = await imported();
    expect(refused).toMatchObject({ code: 1, stderr: 'Nothing was imported. The sheets are unchanged\n' });
    expect(refused.stdout).toContain(message);
    expect(sheet('links.csv')).toBe(before);
    const forced = await imported('--force', '--verbose');
    expect(forced).toMatchObject({ code: 0, stderr: expect.stringMatching(/Imported\n$/) });
    expect(forced.stdout).toContain(message.replace(' error ', ' notice '));
    expect(forced.stdout).toContain('→ The workbook wins because of --force');
    expect(sheet('links.csv')).toContain(result);
    expect(sheet('units.csv')).toContain('SHARE');
  });

  it('are checked together, and problems have the place of their row', async () => {
    addRow(units, 4, 'SHARE', 'Share');
    addRow(links, 9, '3', '17.14', 'stated', 'later', '');
    addRow('sources', 99, 'later', 'Later', '', '', '', '', '', '2026-11-24');
    removeRow('statuses', 4); // "proposed"
    append(data(), 'links.csv', '3,17.18,proposed,unnm-guide-2022,');
    const { code, stdout } = await imported();
    expect(code).toBe(1);
    expect(stdout).toMatch(/^data\/links\.csv:9:3 error \[foreign-key\]/m);
    expect(stdout).not.toContain('units');
  });

  it('have errors, which prevent the import', async () => {
    put(units, 'B2', 'A number');
    append(data(), 'links.csv', '3,17.18,nonsense,unnm-guide-2022,');
    const before = sheet('units.csv');
    const { code, stdout } = await imported();
    expect(code).toBe(1);
    expect(stdout).toMatch(/^data\/links\.csv:9:3 error \[foreign-key\] Unknown status "nonsense"/m);
    expect(sheet('units.csv')).toBe(before);
  });

  it('name the person who saved the workbook', async () => {
    const { zipOf } = await import('./support/xlsx.js');
    const { unzipSync } = await import('fflate');
    const { writeFileSync } = await import('node:fs');
    const file = path.join(cwd, 'gcm.xlsx');
    replace(data(), 'units.csv', 'Number', 'Count');
    put(units, 'B2', 'A number');
    const core =
      '<cp:coreProperties xmlns:cp="x"><cp:lastModifiedBy>Ana &amp; Bo</cp:lastModifiedBy></cp:coreProperties>';
    writeFileSync(file, zipOf({ ...unzipSync(readFileSync(file)), 'docProps/core.xml': Buffer.from(core) }));
    expect((await imported()).stdout).toContain(
      '“A number” in this workbook (last saved by Ana & Bo), but “Count” in data/units.csv row 2',
    );
  });
});
