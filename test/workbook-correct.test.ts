import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { strToU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { cellAddress } from '../src/problem.js';
import { type Correction, correctWorkbook } from '../src/workbook/correct.js';
import { fods, type OdsSpec, ods } from './support/ods.js';
import { asyncProperty } from './support/property.js';
import { inShort, readWorkbook, textsOf } from './support/workbooks.js';
import { partsOf, relationships, textParts, type WorkbookSpec, xlsx, zipOf } from './support/xlsx.js';

const at = (cell: string, text: string, more: Partial<Correction> = {}): Correction => {
  const [, letters = '', row] = /^([A-Z]+)(\d+)$/.exec(cell) ?? [];
  return { sheet: 'links', row: Number(row), column: letters.charCodeAt(0) - 64, text, ...more };
};
const correct = (bytes: Uint8Array, ...corrections: Correction[]): Uint8Array =>
  correctWorkbook(bytes, corrections) as Uint8Array;
const sheet = 'xl/worksheets/sheet1.xml';
const workbook = (rows: WorkbookSpec['sheets'][number]['rows'], more: Partial<WorkbookSpec['sheets'][number]> = {}) =>
  xlsx({
    sheets: [
      { name: 'links', rows, ...more },
      { name: 'own', rows: [['x']] },
    ],
  });

const cell = fc.oneof(
  fc.constant(''),
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.constantFrom('1.10', ' a  b', '\n', 'a\nb'),
);
const edits = fc.array(
  fc.record({ row: fc.integer({ min: 1, max: 9 }), column: fc.integer({ min: 1, max: 7 }), text: cell }),
  { maxLength: 6 },
);
const tables = fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 6 });

/** Applies corrections to a table in memory, and returns its filled cells by address. */
function expected(
  rows: string[][],
  corrections: Pick<Correction, 'row' | 'column' | 'text'>[],
): Record<string, string> {
  const cells = new Map<string, string>();
  for (const [i, row] of rows.entries())
    for (const [k, text] of row.entries()) cells.set(cellAddress(i + 1, k + 1), text);
  for (const { row, column, text } of corrections) cells.set(cellAddress(row, column), text);
  return Object.fromEntries([...cells].filter(([, text]) => text !== ''));
}

const found = (read: Awaited<ReturnType<typeof readWorkbook>>): Record<string, string | undefined> =>
  Object.fromEntries(
    textsOf(read).flatMap(([row, cells]) =>
      cells.flatMap((text, i) => (text === undefined ? [] : [[cellAddress(row, i + 1), text] as const])),
    ),
  );

/** Characters that OpenDocument can contain. */
const clean = (text: string): string => text.replace(/[^\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, 'x');

describe('correctWorkbook', () => {
  it('random corrections of an Excel workbook are read again, and all other parts are unchanged', async () => {
    await asyncProperty(fc.tuple(tables, edits), 100, async ([rows, changes]) => {
      const given = workbook(rows.map((row) => row.map((text) => (text === '' ? undefined : text))));
      const changed = correct(given, ...changes.map((one) => ({ ...one, sheet: 'links' })));
      const read = await readWorkbook(changed);
      expect(inShort(read)).toEqual([]);
      expect(found(read)).toEqual(expected(rows, changes));
      expect({ ...unzipSync(changed), [sheet]: 0 }).toEqual({ ...unzipSync(given), [sheet]: 0 });
    });
  });

  it('random corrections of an OpenDocument spreadsheet are read again, in both forms', async () => {
    await asyncProperty(fc.tuple(tables, edits), 100, async ([given, some]) => {
      const rows = given.map((row) => row.map(clean));
      const changes = some.map((one) => ({ ...one, sheet: 'links', text: clean(one.text) }));
      const spec: OdsSpec = {
        tables: [{ name: 'links', rows: rows.map((row) => row.map((text) => text || undefined)) }],
      };
      for (const bytes of [ods(spec), strToU8(fods(spec))]) {
        const read = await readWorkbook(correct(bytes, ...changes));
        expect(inShort(read)).toEqual([]);
        expect(found(read)).toEqual(expected(rows, changes));
      }
    });
  });

  it('writes text and keeps a number only in a column of numbers', () => {
    const styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/></cellXfs>';
    const rows = [[10.1, 5, { style: 1, content: '<v>0.3</v>' }, 7, 'note']];
    const given = xlsx({ sheets: [{ name: 'links', rows }], styles });
    const text = textParts(
      correct(
        given,
        at('A1', '10.10'),
        at('B1', '5.5', { isNumber: true }),
        at('C1', '30', { isNumber: true }),
        at('D1', '07', { isNumber: true }),
        at('E1', ''),
      ),
    )[sheet];
    const inline = (value: string): string => `t="inlineStr"><is><t xml:space="preserve">${value}</t></is></c>`;
    expect(text).toContain(
      `<c r="A1" ${inline('10.10')}<c r="B1"><v>5.5</v></c><c r="C1" s="1" ${inline('30')}<c r="D1" ${inline('07')}<c r="E1"/>`,
    );
  });

  it('replaces formulas, and formulas that would overwrite the text', async () => {
    const formula = (attributes: string, content = ''): object => ({
      content: `<f ${attributes}>${content}</f><v>1</v>`,
    });
    const given = workbook([
      [formula('', '1+1'), formula('t="shared" ref="B1:B3" si="0"', 'C1'), formula('t="array" ref="C1:C3"', 'A1:A3')],
      [formula('', '2'), formula('t="shared" si="0"'), 1],
      [formula('', '3'), formula('t="shared" si="0"'), 1],
    ]);
    const left = async (...corrections: Correction[]) =>
      inShort(await readWorkbook(correct(given, ...corrections))).map((one) => one.split('!')[1]);
    expect(await left(at('A1', 'x'))).toEqual(['B1', 'C1', 'A2', 'B2', 'A3', 'B3']);
    expect(await left(at('B1', 'x'))).toEqual(['A1', 'C1', 'A2', 'A3']);
    expect(await left(at('B2', 'x'))).toEqual(['A1', 'B1', 'C1', 'A2', 'A3', 'B3']);
    expect(await left(at('C2', 'x'))).toEqual(['A1', 'B1', 'A2', 'B2', 'A3', 'B3']);
  });

  it('removes the order of calculation, renames the columns of a table and extends the used range', () => {
    const given = xlsx({
      sheets: [
        {
          name: 'links',
          rows: [
            ['id', 'nmae'],
            [{ content: '<f>1</f>' }, 'b'],
          ],
          before: '<dimension ref="A1:B2"/>',
          after: '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>',
        },
      ],
      extraEntries: {
        'xl/_rels/workbook.xml.rels': relationships([
          ['worksheet', 'worksheets/sheet1.xml'],
          ['sharedStrings', 'sharedStrings.xml'],
          ['calcChain', 'calcChain.xml'],
        ]),
        'xl/calcChain.xml': '<calcChain/>',
        'xl/worksheets/_rels/sheet1.xml.rels': relationships([['table', '../tables/table1.xml']]),
        'xl/tables/table1.xml':
          '<table ref="A1:B2"><tableColumns count="2"><tableColumn id="1" name="id"/><tableColumn id="2" name="nmae"/></tableColumns></table>',
      },
    });
    const parts = textParts(correct(given, at('B1', 'name'), at('C4', 'more')));
    expect(parts['xl/tables/table1.xml']).toContain('<tableColumn id="2" name="name"/>');
    expect(parts['xl/calcChain.xml']).toBeUndefined();
    expect(parts['xl/_rels/workbook.xml.rels']).not.toContain('calcChain');
    expect(parts[sheet]).toContain('<dimension ref="A1:C4"/>');
  });

  it('removes an array formula of an OpenDocument spreadsheet that would overwrite the text', async () => {
    const array = (more: string): string =>
      `<table:table-cell table:formula="of:=A1" ${more} office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell>`;
    const given = ods({
      tables: [
        {
          name: 'links',
          rows: [
            [
              { xml: array('table:number-matrix-columns-spanned="1" table:number-matrix-rows-spanned="3"') },
              { xml: array('') },
            ],
            [1, 2],
            [1, 2],
          ],
        },
      ],
    });
    const left = async (cell: string) => inShort(await readWorkbook(correct(given, at(cell, 'x'))));
    expect(await left('A3')).toEqual(['error formula links!B1']);
    expect(await left('B2')).toEqual(['error formula links!A1', 'error formula links!B1']);
  });

  it('creates rows and cells in order, in the strict format with prefixes and in UTF-16', async () => {
    const parts = partsOf({ sheets: [{ name: 'links', rows: [['a'], [], ['b', undefined, 'c']] }] });
    const strict = String(parts[sheet])
      .replaceAll('http://schemas.openxmlformats.org/spreadsheetml/2006', 'http://purl.oclc.org/ooxml/spreadsheetml')
      .replace(/<(\/?)(?=[a-z])/g, '<$1x:')
      .replace(' xmlns=', ' xmlns:x=')
      .replace('UTF-8', 'UTF-16');
    const bytes = zipOf({ ...parts, [sheet]: Buffer.from(`\ufeff${strict}`, 'utf16le') });
    const changed = correct(bytes, at('B3', 'x'), at('D3', 'y'), at('B2', 'z'), at('A5', 'w'));
    expect(textsOf(await readWorkbook(changed))).toEqual([
      [1, ['a']],
      [2, [undefined, 'z']],
      [3, ['b', 'x', 'c', 'y']],
      [5, ['w']],
    ]);
    expect(unzipSync(changed)[sheet]?.subarray(0, 2)).toEqual(new Uint8Array([0xff, 0xfe]));
  });

  it('keeps comments, formats and repeated cells of an OpenDocument spreadsheet', async () => {
    const comment = '<office:annotation><dc:creator>Ana</dc:creator><text:p>Mind this</text:p></office:annotation>';
    const given = ods({
      tables: [
        {
          name: 'links',
          rows: [
            ['id', 'note'],
            [
              {
                xml: `<table:table-cell table:style-name="ce1" office:value-type="float" office:value="10.1">${comment}<text:p>10.1</text:p></table:table-cell>`,
              },
            ],
            {
              xml: '<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>same</text:p></table:table-cell></table:table-row>',
            },
            {
              xml: '<table:table-row table:number-rows-repeated="1048571"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>',
            },
          ],
        },
      ],
    });
    const changed = correct(given, at('A2', '10.10'), at('B4', 'other'), at('C9', ' new  row'));
    const read = await readWorkbook(changed);
    expect(inShort(read)).toEqual(['notice comment links!A2']);
    expect(textsOf(read)).toEqual([
      [1, ['id', 'note']],
      [2, ['10.10']],
      [3, ['same', 'same']],
      [4, ['same', 'other']],
      [5, ['same', 'same']],
      [9, [undefined, undefined, ' new  row']],
    ]);
    const text = textParts(changed)['content.xml'] as string;
    expect(text).toContain(
      `<table:table-cell office:value-type="string" table:style-name="ce1">${comment}<text:p>10.10</text:p>`,
    );
    expect(text).toContain('<text:p><text:s text:c="1"/>new <text:s text:c="1"/>row</text:p>');
    expect(Buffer.from(changed.subarray(30, 46)).toString()).toBe('mimetypeapplicat');
  });

  it('rejects a file that is not a workbook, and a broken part', () => {
    expect(correctWorkbook(new Uint8Array([1, 2, 3]), [at('A1', 'x')])).toBeUndefined();
    const broken = workbook([['a']], { edit: (xml) => xml.replace('</sheetData>', '') });
    expect(correctWorkbook(broken, [at('A1', 'x')])).toBeUndefined();
    const own = readFileSync('package.json');
    expect(correctWorkbook(own, [at('A1', 'x')])).toBeUndefined();
  });
});
