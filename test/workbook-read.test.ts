import { describe, expect, it } from 'vitest';
import { inShort, readWorkbook, textsOf } from './support/workbooks.js';
import { type CellSpec, partsOf, relationships, type WorkbookSpec, xlsx, zipOf } from './support/xlsx.js';

const cellsOf = async (rows: CellSpec[][], more: Partial<WorkbookSpec> = {}) => {
  const read = await readWorkbook(xlsx({ sheets: [{ name: 'links', rows }], ...more }));
  expect(inShort(read)).toEqual([]);
  return read.workbook?.sheets[0]?.rows.flatMap(({ cells }) => cells);
};

const number = (value: string, style = 0): CellSpec => ({ style, content: `<v>${value}</v>` });
const typed = (type: string, content: string): CellSpec => ({ type, content });

describe('contents of cells', () => {
  it('texts, numbers, truth values and errors have their kinds', async () => {
    const row = ['1.10', number('10.1'), number('1E5'), true, false, typed('e', '<v>#REF!</v>')];
    expect(await cellsOf([row])).toEqual([
      { kind: 'text', text: '1.10' },
      { kind: 'number', text: '10.1' },
      { kind: 'number', text: '1E5' },
      { kind: 'boolean', text: 'TRUE' },
      { kind: 'boolean', text: 'FALSE' },
      { kind: 'error', text: '#REF!' },
    ]);
  });

  it('texts can be in the cell itself, or come from a formula', async () => {
    const cells = await cellsOf([[typed('inlineStr', '<is><t> a </t></is>'), typed('str', '<v>b&amp;_x000D_\nc</v>')]]);
    expect(cells?.map((cell) => cell?.text)).toEqual([' a ', 'b&\r\nc']);
  });

  it('escapes are decoded once, CDATA and references are text, and spaces and line ends are kept', async () => {
    const shared = [
      ' a  b\n',
      'x_x005F_x000D_y',
      '_x000d_',
      '<![CDATA[<&]]>',
      '&#13;\n',
      '\ud83d\ude00',
      '_x00',
      '=1+1',
    ];
    const sharedStrings = shared.map((text) => `<si><t>${text}</t></si>`).join('');
    const rows = [shared.map((_, i) => typed('s', `<v>${i}</v>`))];
    const texts = (await cellsOf(rows, { sharedStrings }))?.map((cell) => cell?.text);
    expect(texts).toEqual([' a  b\n', 'x_x000D_y', '\r', '<&', '\r\n', '😀', '_x00', '=1+1']);
  });

  it('phonetic texts are skipped', async () => {
    const sharedStrings = '<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></si>';
    expect(await cellsOf([[typed('s', '<v>0</v>')]], { sharedStrings })).toEqual([{ kind: 'text', text: '東京' }]);
  });
});

describe('dates and formats', () => {
  const formats = ['[Red]0.00" days"', 'yyyy\\-mm\\-dd', '[$-409]d mmm', 'h:mm:ss.000', '0\\d', '[h]:mm', 'General'];
  const numFmts = formats.map(
    (code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${code.replaceAll('"', '&quot;')}"/>`,
  );
  const ids = [0, 14, 49, 2, 31, ...formats.map((_, i) => 164 + i)];
  const xfs = ids.map((id) => `<xf numFmtId="${id}"/>`);
  const styles = `<numFmts>${numFmts.join('')}</numFmts><cellXfs>${xfs.join('')}</cellXfs>`;
  const style = (id: number): number => ids.indexOf(id);

  it('a number is a date if its format shows one', async () => {
    const row = [14, 31, 165, 166].map((id) => number('46085', style(id)));
    const cells = await cellsOf([[...row, ...[164, 168, 170, 2].map((id) => number('46085', style(id)))]], { styles });
    expect(cells?.map((cell) => [cell?.kind, cell?.text, cell?.format])).toEqual([
      ['date', '2026-03-04', 'mm-dd-yy'],
      ['date', '2026-03-04', undefined],
      ['date', '2026-03-04', 'yyyy\\-mm\\-dd'],
      ['date', '2026-03-04', '[$-409]d mmm'],
      ['number', '46085', '[Red]0.00" days"'],
      ['number', '46085', '0\\d'],
      ['number', '46085', undefined],
      ['number', '46085', '0.00'],
    ]);
  });

  it.each([
    ['1', '1900-01-01'],
    ['59', '1900-02-28'],
    ['60', '1900-02-29'],
    ['61', '1900-03-01'],
    ['46085.5208333333', '2026-03-04T12:30:00'],
    ['46085.9999999', '2026-03-05'],
    ['0.5', '12:00:00'],
    ['2958465', '9999-12-31'],
  ])('day %s is %s', async (serial, iso) =>
    expect(await cellsOf([[number(serial, style(165))]], { styles })).toMatchObject([{ kind: 'date', text: iso }]),
  );

  it.each(['-1', '2958466', '1e300'])('%s is not a date and stays a number', async (serial) =>
    expect(await cellsOf([[number(serial, style(165))]], { styles })).toMatchObject([{ kind: 'number', text: serial }]),
  );

  it('milliseconds are kept if the format shows them', async () =>
    expect(await cellsOf([[number('1.000005787037037', style(167))]], { styles })).toMatchObject([
      { text: '1900-01-01T00:00:00.500' },
    ]));

  it('a cell can contain ISO 8601', async () => {
    const cells = await cellsOf([
      ['2026-03-04', '2026-03-04T00:00:00', '2026-03-04T09:30:00Z'].map((iso) => typed('d', `<v>${iso}</v>`)),
    ]);
    expect(cells?.map((cell) => cell?.text)).toEqual(['2026-03-04', '2026-03-04', '2026-03-04T09:30:00Z']);
  });

  it('a text has its format too', async () =>
    expect(
      await cellsOf([[{ type: 'inlineStr', style: style(49), content: '<is><t>10.10</t></is>' }]], { styles }),
    ).toEqual([{ kind: 'text', text: '10.10', format: '@' }]));
});

describe('places of cells', () => {
  it('empty rows are skipped, and empty cells between others are kept', async () => {
    const read = await readWorkbook(
      xlsx({
        sheets: [
          { name: 'links', rows: [['a'], [], [undefined, undefined, 'c', { style: 0 }], [{ style: 0 }], ['e']] },
        ],
      }),
    );
    expect(textsOf(read)).toEqual([
      [1, ['a']],
      [3, [undefined, undefined, 'c']],
      [5, ['e']],
    ]);
  });

  it('a cell without an address is next to the cell before it, and a row is below', async () => {
    const edit = (xml: string): string => xml.replace(/<row r="\d"/g, '<row');
    const rows: CellSpec[][] = [
      ['a'],
      [
        { address: 'C2', content: '<v>1</v>' },
        { address: '', content: '<v>2</v>' },
      ],
    ];
    const read = await readWorkbook(xlsx({ sheets: [{ name: 'links', rows, edit }] }));
    expect(textsOf(read)).toEqual([
      [1, ['a']],
      [2, [undefined, undefined, '1', '2']],
    ]);
  });

  it('sheets keep their names and order, and charts are skipped', async () => {
    const sheets = ['Links & more', ' b ', 'c'].map((name) => ({ name, rows: [[name]] }));
    const parts = partsOf({ sheets });
    parts['xl/_rels/workbook.xml.rels'] = relationships([
      ['worksheet', '/xl/worksheets/sheet1.xml'],
      ['chartsheet', 'chartsheets/sheet1.xml'],
      ['worksheet', 'worksheets/../worksheets/SHEET3.xml'],
      ['sharedStrings', 'sharedStrings.xml'],
    ]);
    const { workbook } = await readWorkbook(zipOf(parts));
    expect(workbook?.sheets.map(({ name, rows }) => [name, rows[0]?.cells[0]?.text])).toEqual([
      ['Links & more', 'Links & more'],
      ['c', 'c'],
    ]);
  });
});
