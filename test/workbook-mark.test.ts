import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Problem, Severity } from '../src/problem.js';
import { markWorkbook } from '../src/workbook/mark.js';
import { writeWorkbook } from '../src/workbook/write.js';
import { inShort, readWorkbook, textsOf } from './support/workbooks.js';
import { partsOf, textParts, type WorkbookSpec, xlsx, zipOf } from './support/xlsx.js';

/** A steward's own file with its problems shown, and nothing else in it changed. */
const problem = (
  severity: Severity,
  sheet: string | undefined,
  cell: string | undefined,
  more: Partial<Problem> = {},
): Problem => ({
  code: 'datatype',
  severity,
  message: `${severity} at ${cell ?? 'its row'}`,
  where: { file: 'gcm.xlsx', ...(sheet && { sheet }), ...(cell && { cell, row: Number(cell.replace(/\D/g, '')) }) },
  ...more,
});

const spec: WorkbookSpec = {
  sheets: [
    {
      name: 'links',
      rows: [
        ['id', 'note'],
        ['1', 'a'],
        ['2', 'b'],
        ['3', 'c'],
      ],
    },
    { name: 'it’s & so', rows: [['code'], ['x']], comments: [{ cell: 'A2', author: 'Amal', text: 'Mind this' }] },
  ],
  styles: '<fonts count="1"><font/></fonts><cellXfs count="1"><xf/></cellXfs>',
};

/** The cells that a part colours, by look: { error: ['B2'] }. */
function colored(part: string | undefined): Record<string, string[]> {
  const rules = (part ?? '').matchAll(
    /<conditionalFormatting sqref="([^"]+)"><cfRule[^>]*><formula>N\(&quot;gcm (\w+)/g,
  );
  return Object.fromEntries([...rules].map(([, cells, look]) => [look, cells?.split(' ')]));
}

/** The notes of a part by address. */
const notes = (part: string | undefined): Record<string, string> =>
  Object.fromEntries(
    [...(part ?? '').matchAll(/<comment ref="(\w+)"[^>]*>(.*?)<\/comment>/gs)].map(([, cell, text]) => [
      cell,
      (text as string).replace(/<[^>]+>/g, ''),
    ]),
  );

const tenFaults: Problem[] = [
  problem('error', 'links', 'A1'),
  problem('error', 'links', 'B2', { fix: 'write another' }),
  problem('warning', 'links', 'B3'),
  problem('notice', 'links', 'A4'),
  problem('notice', 'links', 'B2', { message: 'a second one there' }),
  problem('warning', 'links', undefined, { where: { file: 'gcm.xlsx', sheet: 'links', row: 4 } }),
  problem('error', 'links', undefined, { where: { file: 'gcm.xlsx', sheet: 'links' }, message: 'of the whole sheet' }),
  problem('error', 'it’s & so', 'A2'),
  problem('error', 'links', 'D9', { message: 'where nothing stands' }),
  problem('error', undefined, undefined, { message: 'of the whole file' }),
];

describe('markWorkbook', () => {
  it('colours the cells of ten faults, by the gravest at each', async () => {
    const parts = textParts(await markWorkbook(xlsx(spec), tenFaults));
    expect(colored(parts['xl/worksheets/sheet1.xml'])).toEqual({ error: ['A1', 'B2', 'D9'], warning: ['B3', 'A4'] });
    expect(colored(parts['xl/worksheets/sheet2.xml'])).toEqual({ error: ['A2'] });
    const fills = [...(parts['xl/styles.xml'] as string).matchAll(/bgColor rgb="(\w+)"/g)].map(([, rgb]) => rgb);
    expect(new Set(fills).size).toBe(4);
  });

  it('says at each cell what is wrong, below what others wrote there', async () => {
    const parts = textParts(await markWorkbook(xlsx(spec), tenFaults));
    expect(notes(parts['xl/gcmComments1.xml'])).toEqual({
      A1: 'gcm: error: of the whole sheet\ngcm: error: error at A1',
      B2: 'gcm: error: error at B2\ngcm: → write another\ngcm: notice: a second one there',
      B3: 'gcm: warning: warning at B3',
      A4: 'gcm: warning: warning at its row\ngcm: notice: notice at A4',
      D9: 'gcm: error: where nothing stands',
    });
    expect(notes(parts['xl/comments2.xml'])).toEqual({ A2: 'Mind this\ngcm: error: error at A2' });
    expect(parts['xl/drawings/gcmDrawing1.vml']?.match(/ObjectType="Note"/g)).toHaveLength(5);
    expect(parts['xl/worksheets/sheet1.xml']).toMatch(/<legacyDrawing [^>]*r:id="gcm\d"\/><\/worksheet>$/);
  });

  it('colours the severity of each in the list', async () => {
    const parts = textParts(await markWorkbook(xlsx(spec), tenFaults));
    const list = colored(Object.entries(parts).find(([name]) => /gcmProblems/.test(name))?.[1]);
    const rowsOf = (severity: Severity): string[] =>
      [
        ...(Object.entries(parts).find(([name]) => /gcmProblems/.test(name))?.[1] ?? '').matchAll(
          /<c r="(B\d+)"[^>]*><is><t[^>]*>(\w+)</g,
        ),
      ]
        .filter(([, , text]) => text === severity)
        .map(([, cell = '']) => cell);
    expect(rowsOf('error').length).toBeGreaterThan(3);
    for (const severity of ['error', 'warning', 'notice'] as const) expect(list[severity]).toEqual(rowsOf(severity));
  });

  it('lists all of them first, with links', async () => {
    const marked = await markWorkbook(xlsx(spec), tenFaults);
    const read = await readWorkbook(marked);
    expect(read.workbook?.sheets.map(({ name }) => name)).toEqual(['Problems', 'links', 'it’s & so']);
    expect(
      textsOf(read)
        .slice(1)
        .map(([, cells]) => `${cells[0] ?? 'file'} ${cells[1]}: ${cells[3]}`),
    ).toEqual([
      'file error: of the whole file',
      'links!A1 error: of the whole sheet',
      'links!A1 error: error at A1',
      'links!B2 error: error at B2',
      'links!B2 notice: a second one there',
      'links!B3 warning: warning at B3',
      'links!A4 warning: warning at its row',
      'links!A4 notice: notice at A4',
      'links!D9 error: where nothing stands',
      'it’s & so!A2 error: error at A2',
    ]);
    expect(textParts(marked)['xl/worksheets/gcmProblems1.xml']).toContain(`ref="A11" location="'it’s &amp; so'!A2"`);
  });

  it('keeps what cells hold, and its notes raise no warning when they are read', async () => {
    const [before, after] = [
      await readWorkbook(xlsx(spec)),
      await readWorkbook(await markWorkbook(xlsx(spec), tenFaults)),
    ];
    expect([textsOf(after, 1), textsOf(after, 2)]).toEqual([textsOf(before, 0), textsOf(before, 1)]);
    expect(inShort(after)).toEqual(inShort(before));
    expect(inShort(after)).toEqual(['warning comment it’s & so!A2']); // Amal's own
  });

  it('leaves parts that it does not know as they are', async () => {
    const extra = {
      'xl/media/picture.png': new Uint8Array([137, 80, 78, 71]),
      'custom/x.bin': new Uint8Array(100).fill(7),
    };
    const before: Record<string, string | Uint8Array> = { ...partsOf(spec), ...extra };
    const after = unzipSync(await markWorkbook(zipOf(before), tenFaults));
    for (const [name, content] of Object.entries(extra)) expect(after[name]).toEqual(content);
    expect(strFromU8(after['xl/sharedStrings.xml'] as Uint8Array)).toBe(before['xl/sharedStrings.xml']);
    expect(strFromU8(after['xl/worksheets/sheet1.xml'] as Uint8Array)).toContain(
      '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c>',
    );
  });

  it('takes marks of before away, and does not stack them', async () => {
    const once = await markWorkbook(xlsx(spec), tenFaults);
    expect(Buffer.from(await markWorkbook(once, tenFaults)).equals(once)).toBe(true);
    const parts = textParts(await markWorkbook(once, [problem('warning', 'links', 'B2')]));
    expect(colored(parts['xl/worksheets/sheet1.xml'])).toEqual({ warning: ['B2'] });
    expect(colored(parts['xl/worksheets/sheet2.xml'])).toEqual({});
    expect(notes(parts['xl/gcmComments1.xml'])).toEqual({ B2: 'gcm: warning: warning at B2' });
    expect(notes(parts['xl/comments2.xml'])).toEqual({ A2: 'Mind this' });
    expect(parts['xl/drawings/gcmDrawing1.vml']?.match(/ObjectType="Note"/g)).toHaveLength(1);
    const clean = await readWorkbook(await markWorkbook(once, []));
    expect(textsOf(clean)[1]?.[1][3]).toContain('Nothing is wrong any more');
  });

  it('keeps the descriptions in the header of an exported workbook', async () => {
    const column = { name: 'id', description: 'a number', isKey: true, isCode: true, required: true };
    const bytes = await writeWorkbook('Sheets', [
      { name: 'links', title: 'Links', rows: [['id'], ['1']], columns: [column] },
    ]);
    const marked = await markWorkbook(bytes, [problem('error', 'links', 'A1')]);
    expect(notes(textParts(marked)['xl/comments2.xml'])).toEqual({ A1: 'a number\ngcm: error: error at A1' });
    expect(notes(textParts(await markWorkbook(marked, []))['xl/comments2.xml'])).toEqual({ A1: 'a number' });
  });
});
