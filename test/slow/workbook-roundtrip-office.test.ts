import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { gcm, ownRules, realProject, temporaryFolder } from '../support/gcm.js';
import { convert, noOffice } from '../support/soffice.js';
import { done, exported, inShort, readWorkbook, sheetBytes, textsOf } from '../support/workbooks.js';
import { xlsx } from '../support/xlsx.js';

/** An export and import through LibreOffice without edits does not change a byte of the sheets. */
describe('the project’s own sheets', () => {
  it.skipIf(noOffice)('keep their bytes after LibreOffice saved the workbook', async () => {
    const cwd = realProject();
    const before = sheetBytes(cwd);
    expect(done(await gcm(['workbook', 'import', convert(await exported(cwd), 'xlsx'), ...ownRules], { cwd }))).toBe(
      'No differences\n',
    );
    expect(sheetBytes(cwd)).toEqual(before);
  });

  it.skipIf(noOffice).each(['ods', 'fods'])(
    'keep their bytes after LibreOffice saved the workbook as .%s',
    async (form) => {
      const cwd = realProject();
      const before = sheetBytes(cwd);
      const file = await exported(cwd);
      const converted = convert(file, form);
      expect(done(await gcm(['workbook', 'import', converted, ...ownRules], { cwd }))).toBe('No differences\n');
      expect(sheetBytes(cwd)).toEqual(before);
      const [found, expected] = [await readWorkbook(readFileSync(converted)), await readWorkbook(readFileSync(file))];
      expect(found.workbook?.properties).toEqual(expected.workbook?.properties);
      expect(found.workbook?.sheets.map(({ rows }) => rows)).toEqual(expected.workbook?.sheets.map(({ rows }) => rows));
      expect(inShort(found)).toEqual(inShort(expected));
    },
  );

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
    const text = convert(await exported(cwd), 'fods');
    const note = 'Action (b) names poverty eradication; indicator 1.1.1 measures it.';
    const flat = readFileSync(text, 'utf8');
    expect(flat.split(note)).toHaveLength(2);
    writeFileSync(text, flat.replace(note, 'Edited, “here”'));
    expect(done(await gcm(['workbook', 'import', convert(text, 'xlsx'), ...ownRules], { cwd }))).toMatch(
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
