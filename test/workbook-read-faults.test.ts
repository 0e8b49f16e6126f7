import { describe, expect, it } from 'vitest';
import { inShort, problemsOf, readWorkbook, textsOf } from './support/workbooks.js';
import { type CellSpec, partsOf, type SheetSpec, type WorkbookSpec, xlsx, zipOf } from './support/xlsx.js';

const read = (sheet: Partial<SheetSpec>, more: Partial<WorkbookSpec> = {}) =>
  readWorkbook(xlsx({ sheets: [{ name: 'links', rows: [['a'], ['b']], ...sheet }], ...more }));
const cell = (content: string, more: object = {}): CellSpec => ({ content, ...more });

describe('formulas', () => {
  it('are an error at their cell, and keep their last value', async () => {
    const rows = [
      [1, cell('<f>A1+1</f><v>2</v>')],
      [cell('<f t="shared" si="0"/><v>3</v>'), cell('<f>X()</f>')],
    ];
    const found = await read({ rows });
    expect(inShort(found)).toEqual(['error formula links!B1', 'error formula links!A2', 'error formula links!B2']);
    expect(problemsOf(found)[0]?.where.value).toBe('=A1+1');
    expect(textsOf(found)).toEqual([
      [1, ['1', '2']],
      [2, ['3']],
    ]);
  });

  it('name all cells that they fill', async () => {
    const found = await read({ rows: [[cell('<f t="array" ref="A1:A3">ROW()</f><v>1</v>')]] });
    expect(problemsOf(found)[0]?.message).toContain('A1:A3');
  });

  it('include HYPERLINK()', async () =>
    expect(inShort(await read({ rows: [[cell('<f>HYPERLINK("x")</f><v>x</v>', { type: 'str' })]] }))).toEqual([
      'error formula links!A1',
    ]));
});

describe('content that a table cannot show', () => {
  it('merged cells are an error at their first cell, with the range', async () => {
    const found = await read({ merges: ['B2:D9', 'A12:A11', 'A0:A1'] });
    expect(inShort(found)).toEqual([
      'error merged-cells links!B2',
      'error merged-cells links!A11',
      'error cell-reference links',
    ]);
    expect(problemsOf(found)[0]?.message).toContain('B2:D9');
  });

  it('hidden rows with data are one notice', async () => {
    const rows = [['a'], ['b'], [], ['c'], ['d'], [], ['e']];
    const found = await read({ rows, hiddenRows: [2, 3, 4, 6, 7] });
    expect(inShort(found)).toEqual(['notice hidden-data links!row 2']);
    expect(problemsOf(found)[0]?.message).toContain('5 rows (2 to 4, 6 to 7)');
    expect(inShort(await read({ rows, hiddenRows: [3, 6] }))).toEqual([]);
  });

  it('a row without height is hidden', async () => {
    const edit = (xml: string): string => xml.replace('<row r="2"', '<row r="2" ht="0" customHeight="1"');
    expect(inShort(await read({ edit }))).toEqual(['notice hidden-data links!row 2']);
    expect(inShort(await read({ before: '<sheetFormatPr defaultRowHeight="0"/>' }))).toEqual([
      'notice hidden-data links!row 1',
    ]);
  });

  it('hidden columns with data are one notice', async () => {
    const rows = [['a', 'b', undefined, 'd', 'e']];
    const found = await read({ rows, hiddenColumns: [2, 3, 5, 9] });
    expect(inShort(found)).toEqual(['notice hidden-data links!B1']);
    expect(problemsOf(found)[0]?.message).toContain('3 columns (B to C, E)');
    expect(inShort(await read({ rows, hiddenColumns: [3, 9] }))).toEqual([]);
  });

  it('a column without width is hidden', async () => {
    expect(inShort(await read({ before: '<cols><col min="1" max="1" width="0"/></cols>' }))).toEqual([
      'notice hidden-data links!A1',
    ]);
    const before = '<sheetFormatPr defaultColWidth="0"/><cols><col min="1" max="1" width="9"/></cols>';
    expect(inShort(await read({ rows: [['a', 'b']], before }))).toEqual(['notice hidden-data links!B1']);
  });

  it.each(['hidden', 'veryHidden'] as const)('a %s sheet is one notice, and is read', async (state) => {
    const found = await read({ state, hiddenRows: [1] });
    expect(inShort(found)).toEqual(['notice hidden-data links']);
    expect(textsOf(found)).toHaveLength(2);
  });

  it('formatted words are one notice per column, and struck-through text is a warning per cell', async () => {
    const sharedStrings =
      '<si><r><rPr><b/></rPr><t>bo</t></r><r><t>ld</t></r></si><si><r><rPr><strike/></rPr><t>go</t></r><r><t>ne</t></r></si><si><r><rPr><rFont val="Noto"/><strike val="0"/></rPr><t>the</t></r><r><t>re</t></r></si>';
    const styles = '<fonts><font/><font><strike/></font></fonts><cellXfs><xf fontId="0"/><xf fontId="1"/></cellXfs>';
    const shared = (index: number): CellSpec => cell(`<v>${index}</v>`, { type: 's' });
    const struck = cell('<v>1</v>', { style: 1 });
    const found = await read({ rows: [[shared(0)], [shared(1)], [shared(2), struck]] }, { sharedStrings, styles });
    expect(inShort(found)).toEqual([
      'warning struck-through links!A2',
      'warning struck-through links!B3',
      'notice rich-text links!A1',
    ]);
    expect(problemsOf(found)[2]?.message).toContain('2 cells in column A');
    expect(textsOf(found).map(([, [text]]) => text)).toEqual(['bold', 'gone', 'there']);
  });
});

describe('links and comments', () => {
  it.each(['javascript:alert(1)', 'java\tscript:x', ' FILE:///etc/passwd', 'data:text/html,x', 'vbscript:x'])(
    'a link to %j is an error',
    async (target) => {
      const found = await read({ links: [{ cell: 'A2', target }] });
      expect(inShort(found)).toEqual(['error scheme links!A2']);
      expect(textsOf(found)[1]).toEqual([2, ['b']]);
    },
  );

  it('a link to the web is not an error', async () =>
    expect(inShort(await read({ links: [{ cell: 'A2', target: 'https://example.org/javascript:x' }] }))).toEqual([]));

  it('comments are one notice per cell, except in the header and by us', async () => {
    const by = (author: string, at: string) => ({ cell: at, author, text: 'see\nme' });
    const found = await read({
      comments: [by('Ana', 'A1'), by('Ana', 'B2'), by('gcm', 'C2'), by('gcm team', 'D2'), by('tc={1}', 'E2')],
      conversations: [by('', 'E2'), by('', 'E2'), by('', 'F3')],
    });
    expect(inShort(found).sort()).toEqual(['B2', 'D2', 'E2', 'F3'].map((at) => `notice comment links!${at}`));
    expect(problemsOf(found).find(({ where }) => where.cell === 'B2')?.where.value).toBe('see\nme');
  });
});

describe('the whole workbook', () => {
  it('macros are an error, found by part, type and sheet', async () => {
    expect(inShort(await read({}, { hasMacros: true }))).toEqual(['error macros']);
    const parts = partsOf({ sheets: [{ name: 'links', rows: [] }] });
    const types = parts['[Content_Types].xml'] as string;
    parts['[Content_Types].xml'] = types.replace(
      /application\/[^"]*main\+xml/,
      'application/vnd.ms-excel.sheet.macroEnabled.main+xml',
    );
    expect(inShort(await readWorkbook(zipOf(parts)))).toEqual(['error macros']);
    const old = partsOf({ sheets: [{ name: 'links', rows: [] }] });
    const relations = old['xl/_rels/workbook.xml.rels'] as string;
    old['xl/_rels/workbook.xml.rels'] = relations.replace('/worksheet"', '/xlMacrosheet"');
    expect(inShort(await readWorkbook(zipOf(old)))).toEqual(['error macros links']);
  });

  it('dates counted from 1904 are ambiguous', async () => {
    const styles = '<cellXfs><xf/><xf numFmtId="14"/></cellXfs>';
    const rows = [[1], [cell('<v>0</v>', { style: 1 })], [cell('<v>44623</v>', { style: 1 })]];
    const found = await read({ rows }, { styles, is1904: true });
    expect(inShort(found)).toEqual(['error ambiguous links!A2']);
    expect(textsOf(found).map(([, [text]]) => text)).toEqual(['1', '1904-01-01', '2026-03-04']);
    const harmless = [[1, cell('<v>2026-03-04</v>', { type: 'd' })]];
    expect(inShort(await read({ rows: harmless }, { styles, is1904: true }))).toEqual([]);
  });

  it('values from other workbooks are an error that names them', async () => {
    const found = await read({}, { outsideLinks: ['file:///C:/budget.xlsx', 'b.xlsx'] });
    expect(inShort(found)).toEqual(['error external-link', 'error external-link']);
    expect(problemsOf(found)[0]?.where.value).toBe('file:///C:/budget.xlsx');
  });

  it('1000 problems of a kind are listed, and the rest is counted', async () => {
    const rows = Array.from({ length: 1234 }, () => [cell('<f>1</f><v>1</v>')]);
    const problems = problemsOf(await read({ rows }));
    expect(problems).toHaveLength(1001);
    expect(problems.at(-1)?.message).toBe('More problems of this kind: 234');
  });
});
