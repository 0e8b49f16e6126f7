import { describe, expect, it } from 'vitest';
import { readWorkbook as readInThread } from '../src/node/workbook/read-in-thread.js';
import { fods, type OdsCell, type OdsSpec, ods } from './support/ods.js';
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
    expect(inShort(found)).toEqual(['error hidden-data links!row 3']);
  });

  it('hidden ones with data are errors, and empty ones are not', async () => {
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
      'Hidden rows 2 to 4 contain data',
      'Hidden columns C to E contain data',
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
      'formulas without a value',
      '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16000" table:formula="of:=1"/></table:table-row>',
      'cells',
    ],
    [
      'merged cells',
      '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-spanned="9999999"/></table:table-row>',
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

describe('content of an OpenDocument spreadsheet that a table cannot show', () => {
  it('formulas are errors with their text', async () => {
    const matrix = cell(
      'table:formula="of:=ROW([.A1:.A2])" table:number-matrix-columns-spanned="1" table:number-matrix-rows-spanned="2" office:value-type="float" office:value="1"',
    );
    const found = await flat(
      table([
        cell('table:formula="of:=SUM([.A1:.B2];[$units.C3])" office:value-type="float" office:value="3"'),
        matrix,
      ]),
    );
    expect(problemsOf(found).map(({ where, message }) => [where.cell, where.value, message.slice(0, 22)])).toEqual([
      ['A1', '=SUM(A1:B2;$units.C3)', 'The cell contains a fo'],
      ['B1', '=ROW(A1:A2)', 'The cells B1:B2 contai'],
    ]);
    expect(textsOf(found)).toEqual([[1, ['3', '1']]]);
  });

  it.each([
    ['of LibreOffice', 'office:value-type="string" office:string-value="" calcext:value-type="error"', '#REF!'],
    ['of older versions', 'office:value-type="float" office:value="0"', 'Err:502'],
  ])('errors are read as errors: %s', async (_, attributes, shown) => {
    const found = await flat(table([cell(`table:formula="of:=X" ${attributes}`, `<text:p>${shown}</text:p>`)]));
    expect(found.workbook?.sheets[0]?.rows[0]?.cells).toEqual([{ kind: 'error', text: shown }]);
  });

  it('comments are warnings, except in the header and by us', async () => {
    const note = (author: string): OdsCell =>
      text(
        `<office:annotation><dc:creator>${author}</dc:creator><dc:date>2026-01-01</dc:date><text:p>see</text:p><text:p>me</text:p></office:annotation><text:p>a</text:p>`,
      );
    const found = await flat(table([note('Ana')], [note('Ana')], [note('gcm')]));
    expect(problemsOf(found).map(({ code, where }) => [code, where.cell, where.value])).toEqual([
      ['comment', 'A2', 'see\nme'],
    ]);
    expect(textsOf(found).map(([, cells]) => cells)).toEqual([['a'], ['a'], ['a']]);
  });

  it.each(['javascript:alert(1)', 'FILE:///etc/passwd', 'macro:///Standard.Module1.Run', 'vnd.sun.star.script:a?b'])(
    'a link to %j is an error',
    async (target) => {
      const found = await flat(table(['a'], [text(`<text:p><text:a xlink:href="${target}">b</text:a></text:p>`)]));
      expect(inShort(found)).toEqual(['error scheme links!A2']);
    },
  );

  it('hidden sheets are errors', async () => {
    const styles =
      '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>';
    expect(inShort(await flat({ tables: [{ name: 'links', rows: [['a']], style: 'ta2' }], styles }))).toEqual([
      'error hidden-data links',
    ]);
  });

  it('recorded changes are not read', async () => {
    const before =
      '<table:tracked-changes><table:cell-content-change><table:previous><table:change-track-table-cell office:value-type="string"><text:p>old</text:p></table:change-track-table-cell></table:previous></table:cell-content-change></table:tracked-changes>';
    expect(textsOf(await flat({ ...table(['a']), before }))).toEqual([[1, ['a']]]);
  });
});

describe('an OpenDocument spreadsheet as a whole', () => {
  const full: OdsSpec = {
    ...table(
      ['a', 1, 'b  c\nd'],
      [cell('table:formula="of:=1" office:value-type="float" office:value="1"'), text('<text:p>e</text:p>')],
    ),
    meta: '<meta:generator>x</meta:generator><meta:user-defined meta:name="gcm links" meta:value-type="string">abc</meta:user-defined>',
  };
  full.tables.push({ name: 'empty', rows: [] });

  it('is equal in both forms, in a thread and in the calling thread', async () => {
    const expected = await readWorkbook(ods(full));
    expect(expected.workbook?.sheets.map(({ name, rows }) => [name, rows.length])).toEqual([
      ['links', 2],
      ['empty', 0],
    ]);
    expect(expected.workbook?.properties).toEqual(new Map([['gcm links', 'abc']]));
    expect(await readInThread(ods(full), 'data/gcm.xlsx')).toEqual(expected);
    expect(await readWorkbook(Buffer.from(fods(full)))).toEqual(expected);
    expect(await readInThread(Buffer.from(fods(full)), 'data/gcm.xlsx')).toEqual(expected);
  });

  it('can be in UTF-16', async () => {
    const bytes = Buffer.from(`\ufeff${fods(full).replace('UTF-8', 'UTF-16')}`, 'utf16le');
    expect(textsOf(await readWorkbook(bytes))).toEqual(textsOf(await readWorkbook(ods(full))));
  });

  it('reports macros by part, by module and by event, but not empty libraries', async () => {
    const empty = '<office:script script:language="ooo:Basic"><ooo:libraries xmlns:ooo="x"/></office:script>';
    expect(inShort(await flat({ ...table(['a']), scripts: empty }))).toEqual([]);
    expect(
      inShort(
        await readWorkbook(
          ods(table(['a']), { 'Basic/script-lc.xml': '<a/>', 'Basic/Standard/script-lb.xml': '<a/>' }),
        ),
      ),
    ).toEqual([]);
    for (const part of ['Basic/Standard/Module1.xml', 'Scripts/python/run.py'])
      expect(inShort(await readWorkbook(ods(table(['a']), { [part]: '' })))).toEqual(['error macros']);
    const script = '<office:script script:language="JavaScript">run()</office:script>';
    expect(inShort(await flat({ ...table(['a']), scripts: script }))).toEqual(['error macros']);
    const before =
      '<office:event-listeners><script:event-listener xlink:href="vnd.sun.star.script:a"/></office:event-listeners>';
    expect(inShort(await flat({ ...table(['a']), before }))).toEqual(['error macros']);
  });

  it('reports each other file once, and does not read its kept values', async () => {
    const outside =
      'table:formula="of:=[\'file:///C:/It\'\'s.ods\'#$Sheet1.A1]" office:value-type="float" office:value="1"';
    const spec = table(
      [cell(outside), cell(outside)],
      [cell('table:formula="of:=DDE(&quot;soffice&quot;;&quot;a.ods&quot;;&quot;A1&quot;)"')],
    );
    spec.tables.push({ name: "'file:///C:/It''s.ods'#Sheet1", rows: [['kept']] });
    spec.after =
      '<table:named-expressions><table:named-range table:name="n" table:cell-range-address="\'file:///n.ods\'#$A.$A$1"/></table:named-expressions><table:database-ranges><table:database-range><table:database-source-sql table:database-name="Sales"/></table:database-range></table:database-ranges>';
    const found = await flat(spec);
    expect(found.workbook?.sheets).toHaveLength(1);
    expect(found.workbook?.problems.map(({ where }) => [where.cell ?? '', where.value])).toEqual([
      ['A1', "file:///C:/It''s.ods"],
      ['A2', 'of:=DDE("soffice";"a.ods";"A1")'],
      ['', 'file:///n.ods'],
      ['', 'Sales'],
    ]);
  });

  it.each<[string, Uint8Array | string, string, string]>([
    [
      'with a password in new versions',
      ods(
        { tables: [] },
        {
          'content.xml': '',
          'META-INF/manifest.xml':
            '<m:manifest xmlns:m="x"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>',
        },
      ),
      'archive',
      'password',
    ],
    [
      'duplicate sheets',
      fods({
        tables: [
          { name: 'a', rows: [] },
          { name: 'A', rows: [] },
        ],
      }),
      'format',
      'duplicate',
    ],
    ['a long sheet name', fods({ tables: [{ name: 'a'.repeat(256), rows: [] }] }), 'limit', '255'],
    ['a text document', fods(full).replaceAll('office:spreadsheet', 'office:text'), 'format', 'not a spreadsheet'],
    ['other prefixes', fods(full).replace('xmlns:text=', 'xmlns:t='), 'format', 'xmlns:text'],
    ['a document type', fods(full).replace('?>', '?><!DOCTYPE a SYSTEM "file:///etc/passwd">'), 'xml-dtd', 'gcm.xlsx'],
    ['an entity', fods(full).replace('b ', '&lol;'), 'format', 'entity'],
    ['deep elements', fods(table([text('<text:p>'.repeat(200) + '</text:p>'.repeat(200))])), 'limit', 'nested'],
  ])('is rejected with %s', async (_, bytes, code, word) => {
    const found = await readWorkbook(typeof bytes === 'string' ? Buffer.from(bytes) : bytes);
    expect(found.workbook).toBeUndefined();
    expect(found.problems.map((problem) => problem.code)).toEqual([code]);
    expect(JSON.stringify(found.problems)).toContain(word);
  });
});
