import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Problem, Severity } from '../src/problem.js';
import { markWorkbook } from '../src/workbook/mark.js';
import { writeWorkbook } from '../src/workbook/write.js';
import { inShort, readWorkbook, textsOf } from './support/workbooks.js';
import { partsOf, textParts, type WorkbookSpec, xlsx, zipOf } from './support/xlsx.js';

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
  problem('error', 'links', 'B2', { fix: 'Correct\n the cell' }),
  problem('warning', 'links', 'B3'),
  problem('notice', 'links', 'A4'),
  problem('notice', 'links', 'B2', { message: 'second problem' }),
  problem('warning', 'links', undefined, { where: { file: 'gcm.xlsx', sheet: 'links', row: 4 } }),
  problem('error', 'links', undefined, { where: { file: 'gcm.xlsx', sheet: 'links' }, message: 'whole sheet' }),
  problem('error', 'it’s & so', 'A2'),
  problem('error', 'links', 'D9', { message: 'empty cell' }),
  problem('error', undefined, undefined, { message: 'whole file' }),
];

describe('markWorkbook', () => {
  it('colours cells by their highest severity', async () => {
    const parts = textParts(await markWorkbook(xlsx(spec), tenFaults));
    expect(colored(parts['xl/worksheets/sheet1.xml'])).toEqual({ error: ['A1', 'B2', 'D9'], warning: ['B3', 'A4'] });
    expect(colored(parts['xl/worksheets/sheet2.xml'])).toEqual({ error: ['A2'] });
    const fills = [...(parts['xl/styles.xml'] as string).matchAll(/bgColor rgb="(\w+)"/g)].map(([, rgb]) => rgb);
    expect(new Set(fills).size).toBe(4);
  });

  it('adds notes below existing notes', async () => {
    const parts = textParts(await markWorkbook(xlsx(spec), tenFaults));
    expect(notes(parts['xl/gcmComments1.xml'])).toEqual({
      A1: 'gcm: error: whole sheet\ngcm: error: error at A1',
      B2: 'gcm: error: error at B2\ngcm: → Correct the cell\ngcm: notice: second problem',
      B3: 'gcm: warning: warning at B3',
      A4: 'gcm: warning: warning at its row\ngcm: notice: notice at A4',
      D9: 'gcm: error: empty cell',
    });
    expect(notes(parts['xl/comments2.xml'])).toEqual({ A2: 'Mind this\ngcm: error: error at A2' });
    expect(parts['xl/drawings/gcmDrawing1.vml']?.match(/ObjectType="Note"/g)).toHaveLength(5);
    expect(parts['xl/worksheets/sheet1.xml']).toMatch(/<legacyDrawing [^>]*r:id="gcm\d"\/><\/worksheet>$/);
  });

  it('colours each severity in the list', async () => {
    const parts = textParts(await markWorkbook(xlsx(spec), tenFaults));
    const list = colored(Object.entries(parts).find(([name]) => /gcmProblems/.test(name))?.[1]);
    const rowsOf = (severity: Severity): string[] =>
      [
        ...(Object.entries(parts).find(([name]) => /gcmProblems/.test(name))?.[1] ?? '').matchAll(
          /<c r="(A\d+)"[^>]*><is><t[^>]*>(\w+)</g,
        ),
      ]
        .filter(([, , text]) => text === severity)
        .map(([, cell = '']) => cell);
    expect(rowsOf('error').length).toBeGreaterThan(3);
    for (const severity of ['error', 'warning', 'notice'] as const) expect(list[severity]).toEqual(rowsOf(severity));
  });

  it('lists all problems by severity, sheet and cell, with links, a filter and a page setup', async () => {
    const marked = await markWorkbook(xlsx(spec), tenFaults);
    const read = await readWorkbook(marked);
    expect(read.workbook?.sheets.map(({ name }) => name)).toEqual(['Problems', 'links', 'it’s & so']);
    expect(
      textsOf(read)
        .slice(1)
        .map(([, cells]) => `${cells.slice(0, 3).filter(Boolean).join(' ')}: ${cells[3]}`),
    ).toEqual([
      'error: whole file',
      'error links A1: whole sheet',
      'error links A1: error at A1',
      'error links B2: error at B2',
      'error links D9: empty cell',
      'error it’s & so A2: error at A2',
      'warning links B3: warning at B3',
      'warning links A4: warning at its row',
      'notice links B2: second problem',
      'notice links A4: notice at A4',
    ]);
    expect(textsOf(read)[4]?.[1][4]).toBe('Correct the cell');
    const list = textParts(marked)['xl/worksheets/gcmProblems1.xml'];
    expect(list).toContain(`ref="C7" location="'it’s &amp; so'!A2"`);
    expect(list).toContain('<autoFilter ref="A1:E11"/>');
    expect(list).toMatch(/<pageSetUpPr fitToPage="1"\/>.*<pageSetup [^>]*orientation="landscape" fitToHeight="0"\/>/s);
  });

  it('keeps the cells, and adds no notice about notes', async () => {
    const [before, after] = [
      await readWorkbook(xlsx(spec)),
      await readWorkbook(await markWorkbook(xlsx(spec), tenFaults)),
    ];
    expect([textsOf(after, 1), textsOf(after, 2)]).toEqual([textsOf(before, 0), textsOf(before, 1)]);
    expect(inShort(after)).toEqual(inShort(before));
    expect(inShort(after)).toEqual(['notice comment it’s & so!A2']); // Amal's own
  });

  it('keeps unknown parts', async () => {
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

  it('replaces earlier marks', async () => {
    const once = await markWorkbook(xlsx(spec), tenFaults);
    expect(Buffer.from(await markWorkbook(once, tenFaults)).equals(once)).toBe(true);
    const parts = textParts(await markWorkbook(once, [problem('warning', 'links', 'B2')]));
    expect(colored(parts['xl/worksheets/sheet1.xml'])).toEqual({ warning: ['B2'] });
    expect(colored(parts['xl/worksheets/sheet2.xml'])).toEqual({});
    expect(notes(parts['xl/gcmComments1.xml'])).toEqual({ B2: 'gcm: warning: warning at B2' });
    expect(notes(parts['xl/comments2.xml'])).toEqual({ A2: 'Mind this' });
    expect(parts['xl/drawings/gcmDrawing1.vml']?.match(/ObjectType="Note"/g)).toHaveLength(1);
    const clean = await readWorkbook(await markWorkbook(once, []));
    expect(textsOf(clean)[1]?.[1][3]).toContain('No problems found');
  });

  it('keeps the notes of the header of an exported workbook', async () => {
    const column = { name: 'id', description: 'a number', isKey: true, isCode: true, required: true };
    const bytes = await writeWorkbook('Sheets', [
      { name: 'links', title: 'Links', rows: [['id'], ['1']], columns: [column] },
    ]);
    const marked = await markWorkbook(bytes, [problem('error', 'links', 'A1')]);
    expect(notes(textParts(marked)['xl/comments2.xml'])).toEqual({ A1: 'a number\ngcm: error: error at A1' });
    expect(notes(textParts(await markWorkbook(marked, []))['xl/comments2.xml'])).toEqual({ A1: 'a number' });
  });
});
