import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { WorkbookResult } from '../../src/workbook/workbook.js';
import { gcm, ownRules, realProject, temporaryFile, temporaryFolder } from '../support/gcm.js';
import { convert, noOffice } from '../support/soffice.js';
import { done, exported, inShort, readWorkbook, sheetBytes, textsOf } from '../support/workbooks.js';
import { xlsx } from '../support/xlsx.js';

const python = ['python3', '/usr/bin/python3'].find(
  (program) => spawnSync(program, ['-c', 'import openpyxl']).status === 0,
);

/** Saves a workbook again with openpyxl. */
function saveAgain(file: string): string {
  const code = 'import sys, openpyxl; openpyxl.load_workbook(sys.argv[1]).save(sys.argv[2])';
  const copy = path.join(temporaryFolder(), 'gcm.xlsx');
  const { status, stderr } = spawnSync(python as string, ['-c', code, file, copy], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  return copy;
}

const lastLine = ({ stdout }: { stdout: string }): string | undefined => stdout.trimEnd().split('\n').at(-1);

/** An import of an export that another program saved does not change a byte of the sheets, and finds no new problems. */
describe('the project’s own sheets', () => {
  let file = ''; // the exported workbook
  let flat = ''; // the same, saved by LibreOffice as .fods
  let checked: string | undefined; // the last line of a check
  beforeAll(async () => {
    const cwd = realProject();
    file = await exported(cwd);
    checked = lastLine(await gcm(['check', ...ownRules, '--since', 'none'], { cwd }));
    if (!noOffice) flat = convert(file, 'fods');
  });

  const cells = ({ workbook }: WorkbookResult) => workbook?.sheets.map(({ rows }) => rows);

  it.each([
    ['xlsx by LibreOffice', noOffice, () => convert(file, 'xlsx')],
    ['ods by LibreOffice', noOffice, () => convert(file, 'ods')],
    ['fods by LibreOffice', noOffice, () => flat],
    ['xlsx by openpyxl', python ? undefined : 'openpyxl is not installed', () => saveAgain(file)],
  ])('keep their bytes in %s', async (form, missing, save) => {
    if (missing) return console.log(`${form}: ${missing}`);
    const cwd = realProject();
    const before = sheetBytes(cwd);
    const saved = save();
    const ended = await gcm(['workbook', 'import', saved, ...ownRules], { cwd });
    expect(ended).toMatchObject({ code: 0, stderr: 'No differences\n' });
    expect(lastLine(ended)).toBe(checked);
    expect(sheetBytes(cwd)).toEqual(before);
    if (form.startsWith('xlsx')) return; // its properties and problems can differ
    const [found, expected] = [await readWorkbook(readFileSync(saved)), await readWorkbook(readFileSync(file))];
    expect(found.workbook?.properties).toEqual(expected.workbook?.properties);
    expect(cells(found)).toEqual(cells(expected));
    expect(inShort(found)).toEqual(inShort(expected));
  });

  it.skipIf(noOffice)('keep CRLF in cells, which LibreOffice changes', async () => {
    const cwd = realProject();
    const units = path.join(cwd, 'data/units.csv');
    writeFileSync(units, `${readFileSync(units, 'utf8')}TWO,"two\r\nlines"\n`);
    const before = sheetBytes(cwd);
    expect(done(await gcm(['workbook', 'import', convert(await exported(cwd), 'xlsx'), ...ownRules], { cwd }))).toBe(
      'No differences\n',
    );
    expect(sheetBytes(cwd)).toEqual(before);
  });

  it.skipIf(noOffice)('get exactly the one edit that was made in LibreOffice', async () => {
    const cwd = realProject();
    const before = sheetBytes(cwd);
    const note = 'Action (b) names poverty eradication; indicator 1.1.1 measures it.';
    const text = readFileSync(flat, 'utf8');
    expect(text.split(note)).toHaveLength(2);
    const edited = temporaryFile('out.fods', text.replace(note, 'Edited, “here”'));
    expect(done(await gcm(['workbook', 'import', convert(edited, 'xlsx'), ...ownRules], { cwd }))).toMatch(
      /^data\/links\.csv: rows: 1 changed\n {2}row 5 .*: note “.*” → “Edited, “here”” \(links!E5\)\nImported\n$/,
    );
    const expected = Buffer.from(before['links.csv'] as string, 'latin1')
      .toString()
      .replace(note, '"Edited, “here”"');
    expect(sheetBytes(cwd)).toEqual({ ...before, 'links.csv': Buffer.from(expected).toString('latin1') });
  });
});

describe('a workbook with everything that is reported', () => {
  const struck = '<fonts><font/><font><strike/></font></fonts>';
  const formats = '<numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>';
  const styles = `${formats}${struck}<fills><fill/></fills><borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf/><xf numFmtId="164"/><xf fontId="1"/><xf numFmtId="10"/><xf numFmtId="46"/></cellXfs>`;
  const styled = (style: number, value: string) => ({ style, content: `<v>${value}</v>` });
  const workbook = xlsx({
    styles,
    sheets: [
      {
        name: 'links',
        rows: [
          ['code', 'name', 'day', 'hidden'],
          ['10.10', '  two  lines \n\nend ', styled(1, '46085'), 'x'],
          [{ style: 2, content: '<v>7</v>' }, true, styled(3, '0.25'), styled(4, '0.5')],
          [{ content: '<f>1+1</f><v>2</v>' }, { type: 'e', content: '<f>1/0</f><v>#DIV/0!</v>' }],
          ['merged'],
          ['row'],
        ],
        merges: ['A5:B5'],
        hiddenRows: [6],
        hiddenColumns: [4],
        comments: [{ cell: 'B3', author: 'Ana', text: 'see me' }],
        links: [{ cell: 'B2', target: 'javascript:alert(1)' }],
      },
      { name: 'units', rows: [['unit']], state: 'hidden' },
    ],
  });

  it.skipIf(noOffice).each(['ods', 'fods'])('gives the same cells and problems as .%s', async (form) => {
    const file = path.join(temporaryFolder(), 'all.xlsx');
    writeFileSync(file, workbook);
    const found = await readWorkbook(readFileSync(convert(convert(file, 'xlsx'), form)));
    const expected = await readWorkbook(readFileSync(convert(file, 'xlsx')));
    for (const sheet of [0, 1]) expect(textsOf(found, sheet)).toEqual(textsOf(expected, sheet));
    expect(inShort(found).sort()).toEqual(inShort(expected).sort());
    expect(inShort(found).sort()).toEqual([
      'error formula links!A4',
      'error formula links!B3', // LibreOffice writes true as =TRUE()
      'error formula links!B4',
      'error merged-cells links!A5',
      'error scheme links!B2',
      'notice comment links!B3',
      'notice hidden-data links!row 6',
      'notice hidden-data units',
      'warning struck-through links!A3',
    ]);
  });
});
