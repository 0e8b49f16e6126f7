import { describe, expect, it } from 'vitest';
import { fods, type OdsCell, type OdsSpec } from './support/ods.js';
import { inShort, problemsOf, readWorkbook, textsOf } from './support/workbooks.js';

const flat = (spec: OdsSpec) => readWorkbook(Buffer.from(fods(spec)), 'data/gcm.fods');
const table = (...rows: OdsSpec['tables'][0]['rows']): OdsSpec => ({ tables: [{ name: 'links', rows }] });
const cell = (attributes: string, inside = '', name = 'table-cell'): OdsCell => ({
  xml: `<table:${name} ${attributes}>${inside}</table:${name}>`,
});
const typed = (type: string, more: string, shown = 'shown'): OdsCell =>
  cell(`office:value-type="${type}" ${more}`, `<text:p>${shown}</text:p>`);
const text = (inside: string): OdsCell => cell('office:value-type="string"', inside);
const only = async (one: OdsCell, more: Partial<OdsSpec> = {}) => {
  const found = await flat({ ...table([one]), ...more });
  expect(inShort(found)).toEqual([]);
  return found.workbook?.sheets[0]?.rows[0]?.cells[0];
};

describe('values of an OpenDocument spreadsheet', () => {
  it.each<[string, OdsCell, string, string]>([
    ['a float', typed('float', 'office:value="10.10"'), 'number', '10.10'],
    ['a percentage', typed('percentage', 'office:value="0.25"', '25%'), 'number', '0.25'],
    ['a currency', typed('currency', 'office:currency="EUR" office:value="-5"'), 'number', '-5'],
    ['a float without a value', typed('float', '', '7'), 'number', '7'],
    ['true', typed('boolean', 'office:boolean-value="true"'), 'boolean', 'TRUE'],
    ['false', typed('boolean', 'office:boolean-value="false"'), 'boolean', 'FALSE'],
    ['a date', typed('date', 'office:date-value="2026-03-04"', '4. Mar'), 'date', '2026-03-04'],
    ['a date at midnight', typed('date', 'office:date-value="2026-03-04T00:00:00"'), 'date', '2026-03-04'],
    ['a date and time', typed('date', 'office:date-value="2026-03-04T05:06:07"'), 'date', '2026-03-04T05:06:07'],
    ['a rounded time', typed('date', 'office:date-value="2026-12-31T23:59:59.999999999"'), 'date', '2027-01-01'],
    ['a time', typed('time', 'office:time-value="PT05H06M07.4S"'), 'date', '05:06:07'],
    ['a duration', typed('time', 'office:time-value="PT30H00M00S"'), 'date', '1900-01-01T06:00:00'],
    ['a text', typed('string', ''), 'text', 'shown'],
    ['a text with its own value', typed('string', 'office:string-value="stored"'), 'text', 'stored'],
    ['a text without a type', cell('', '<text:p>a</text:p>'), 'text', 'a'],
  ])('%s', async (_, given, kind, expected) => expect(await only(given)).toEqual({ kind, text: expected }));

  it.each<[string, OdsCell]>([
    ['a number', typed('float', 'office:value="ten"')],
    ['a number that is only shown', typed('float', '', '1,234.50')],
    ['a date', typed('date', 'office:date-value="tomorrow"')],
    ['a duration', typed('time', 'office:time-value="12.5 hours"')],
    ['a type', typed('colour', '')],
  ])('an invalid one is an error at its cell: %s', async (_, given) => {
    const found = await flat(table(['a'], [given]));
    expect(inShort(found)).toEqual(['error format links!A2']);
    expect(textsOf(found)).toEqual([[1, ['a']]]);
  });

  it('have the number format of their style, or of a parent', async () => {
    const styles =
      '<number:number-style style:name="N2"><number:number number:decimal-places="2" number:min-integer-digits="1"/></number:number-style><number:text-style style:name="N100"><number:text-content/></number:text-style><number:date-style style:name="N30"><number:day/><number:text>. </number:text><number:month number:textual="true"/></number:date-style><style:style style:name="ce1" style:family="table-cell" style:data-style-name="N2"/><style:style style:name="ce2" style:family="table-cell" style:parent-style-name="ce1"/><style:style style:name="ce3" style:family="table-cell" style:data-style-name="N100"/><style:style style:name="ce4" style:family="table-cell" style:data-style-name="N30"/><style:style style:name="loop" style:family="table-cell" style:parent-style-name="loop"/>';
    const styled = (style: string, type: string, value: string): OdsCell =>
      typed(type, `office:${type === 'date' ? 'date-' : ''}value="${value}" table:style-name="${style}"`);
    const row = [
      styled('ce1', 'float', '1'),
      styled('ce2', 'float', '2'),
      styled('ce3', 'float', '3'),
      styled('ce4', 'date', '2026-01-01'),
      styled('loop', 'float', '5'),
    ];
    const found = await flat({ ...table(row), styles });
    expect(inShort(found)).toEqual([]);
    expect(found.workbook?.sheets[0]?.rows[0]?.cells.map((one) => one?.format)).toEqual([
      '0.00',
      '0.00',
      '@',
      'd. mmm',
      undefined,
    ]);
  });
});

describe('texts of an OpenDocument spreadsheet', () => {
  it.each([
    ['paragraphs are lines', '<text:p>a</text:p><text:p/><text:p>b</text:p>', 'a\n\nb'],
    [
      'line breaks, tabs and spaces',
      '<text:p>a<text:line-break/>b<text:tab/>c <text:s text:c="2"/>d<text:s/></text:p>',
      'a\nb\tc   d ',
    ],
    ['outer and double spaces', '<text:p> a  b </text:p>', ' a  b '],
    [
      'links and formatted words',
      '<text:p>a <text:a xlink:href="https://example.org/">b</text:a><text:span>c</text:span></text:p>',
      'a bc',
    ],
    [
      'without pronunciation',
      '<text:p><text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>kan</text:ruby-text></text:ruby></text:p>',
      '漢',
    ],
    [
      'without shapes',
      '<draw:frame><draw:text-box><text:p>no</text:p></draw:text-box></draw:frame><text:p>a<draw:frame><text:p>no</text:p></draw:frame>b</text:p>',
      'ab',
    ],
    ['pretty-printed XML', '\n  <text:p>a</text:p>\n  ', 'a'],
    ['escapes of Excel are plain text', '<text:p>_x0041_</text:p>', '_x0041_'],
    ['entities and CDATA', '<text:p>&lt;&#x2019;<![CDATA[<b>]]></text:p>', '<’<b>'],
  ])('%s', async (_, inside, expected) => expect((await only(text(inside)))?.text).toBe(expected));

  it('formatted words are one notice per column, and struck-through text is a warning per cell', async () => {
    const style = (name: string, family: string, properties: string): string =>
      `<style:style style:name="${name}" style:family="${family}"><style:text-properties ${properties}/></style:style>`;
    const styles = [
      style('bold', 'text', 'fo:font-weight="bold"'),
      style('font', 'text', 'fo:font-weight="normal" fo:color="#000000" style:font-name-complex="Noto"'),
      style('struck', 'text', 'style:text-line-through-style="solid"'),
      style('cell', 'table-cell', 'style:text-line-through-style="solid" style:text-line-through-type="single"'),
      style('plain', 'table-cell', 'style:text-line-through-style="none" style:text-line-through-type="single"'),
    ].join('');
    const half = (name: string): OdsCell =>
      text(`<text:p>a<text:span text:style-name="${name}">b</text:span></text:p>`);
    const struck = typed('float', 'office:value="1" table:style-name="cell"');
    const found = await flat({
      ...table(
        [half('bold'), half('font')],
        [half('bold'), half('struck')],
        [struck, typed('float', 'office:value="1" table:style-name="plain"')],
      ),
      styles,
    });
    expect(inShort(found)).toEqual([
      'warning struck-through links!B2',
      'warning struck-through links!A3',
      'notice rich-text links!A1',
    ]);
  });

  it('a style of the row or the column counts for cells without a style', async () => {
    const styles =
      '<style:style style:name="struck" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style><style:style style:name="other" style:family="table-cell"/>';
    const own = typed('string', 'table:style-name="other"');
    const columns =
      '<table:table-column/><table:table-column table:number-columns-repeated="2" table:default-cell-style-name="struck"/>';
    const row =
      '<table:table-row table:default-cell-style-name="struck"><table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell></table:table-row>';
    const found = await flat({ tables: [{ name: 'links', columns, rows: [['a', own, 'c'], { xml: row }] }], styles });
    expect(inShort(found)).toEqual(['warning struck-through links!C1', 'warning struck-through links!A2']);
  });
});

describe('rows and columns of an OpenDocument spreadsheet', () => {
  it('repeated ones are read as often as they are repeated', async () => {
    const empty =
      '<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>';
    const two =
      '<table:table-row table:number-rows-repeated="2"><table:table-cell/><table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>x</text:p></table:table-cell><table:table-cell table:number-columns-repeated="900"/></table:table-row>';
    const rest = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>';
    const found = await flat(table(['a'], { xml: empty }, { xml: two }, { xml: rest }));
    expect(inShort(found)).toEqual([]);
    expect(textsOf(found)).toEqual([
      [1, ['a']],
      [5, [undefined, 'x', 'x']],
      [6, [undefined, 'x', 'x']],
    ]);
  });

  it('in groups and headers are read', async () => {
    const row =
      '<table:table-row><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>';
    const header = `<table:table-header-rows>${row}</table:table-header-rows>`;
    const group = (display: string): string =>
      `<table:table-row-group ${display}><table:table-rows>${row}</table:table-rows></table:table-row-group>`;
    const found = await flat(table({ xml: header }, { xml: group('') }, { xml: group('table:display="false"') }));
    expect(textsOf(found).map(([number]) => number)).toEqual([1, 2, 3]);
    expect(inShort(found)).toEqual(['notice hidden-data links!row 3']);
  });

  it('hidden ones with data are one notice, and empty ones are ignored', async () => {
    const row = (visibility: string, content: string): string =>
      `<table:table-row table:visibility="${visibility}"><table:table-cell/>${content}</table:table-row>`;
    const filled = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>';
    const columns =
      '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse" table:number-columns-repeated="3"/>';
    const rows = [
      ['a', 'b', 'c', 'd'],
      { xml: row('collapse', filled) },
      { xml: row('filter', filled) },
      { xml: row('collapse', '') },
    ];
    const found = await flat({ tables: [{ name: 'links', columns, rows }] });
    expect(problemsOf(found).map(({ message }) => message)).toEqual([
      'Hidden data was read like the rest: rows 2 to 3, columns C to E',
    ]);
    expect(inShort(await flat(table(['a'], { xml: row('collapse', '') })))).toEqual([]);
  });

  it('merged cells are errors, and keep the text under them', async () => {
    const merged = cell(
      'table:number-columns-spanned="2" table:number-rows-spanned="3" office:value-type="string"',
      '<text:p>a</text:p>',
    );
    const found = await flat(
      table(['x'], [merged, cell('office:value-type="string"', '<text:p>b</text:p>', 'covered-table-cell')]),
    );
    expect(problemsOf(found).map(({ message }) => message)).toEqual(['Merged cells: A2:B4']);
    expect(textsOf(found)[1]).toEqual([2, ['a', 'b']]);
  });

  it.each([
    [
      'columns',
      '<table:table-row><table:table-cell table:number-columns-repeated="16383"/><table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="1"/></table:table-row>',
      'error cell-reference links!row 2',
    ],
    [
      'rows',
      '<table:table-row table:number-rows-repeated="1048575"/><table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row>',
      'error cell-reference links',
    ],
  ])('outside the sheet are errors: %s', async (_, xml, expected) =>
    expect(inShort(await flat(table(['a'], { xml })))).toEqual([expected]),
  );

  it.each([
    [
      'rows',
      '<table:table-row table:number-rows-repeated="600001"><table:table-cell office:value-type="float" office:value="1"/></table:table-row>',
      'cells',
    ],
    [
      'spaces',
      '<table:table-row><table:table-cell office:value-type="string"><text:p>a<text:s text:c="999999999"/></text:p></table:table-cell></table:table-row>',
      'characters',
    ],
    [
      'long texts',
      `<table:table-row table:number-rows-repeated="10000"><table:table-cell office:value-type="string"><text:p>${'ab'.repeat(8000)}</text:p></table:table-cell></table:table-row>`,
      'characters',
    ],
  ])('too many repeated ones are rejected: %s', async (_, xml, word) => {
    const found = await flat(table(['a'], { xml }));
    expect(found.workbook).toBeUndefined();
    expect(found.problems.map(({ code, message }) => [code, message.includes(word)])).toEqual([['limit', true]]);
  });
});
