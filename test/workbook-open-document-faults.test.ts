import { describe, expect, it } from 'vitest';
import { readWorkbook as readInThread } from '../src/node/workbook/read-in-thread.js';
import { fods, type OdsCell, type OdsSpec, ods } from './support/ods.js';
import { inShort, problemsOf, readWorkbook, textsOf } from './support/workbooks.js';

const flat = (spec: OdsSpec) => readWorkbook(Buffer.from(fods(spec)), 'data/gcm.fods');
const table = (...rows: OdsSpec['tables'][0]['rows']): OdsSpec => ({ tables: [{ name: 'links', rows }] });
const cell = (attributes: string, inside = '', name = 'table-cell'): OdsCell => ({
  xml: `<table:${name} ${attributes}>${inside}</table:${name}>`,
});
const text = (inside: string): OdsCell => cell('office:value-type="string"', inside);

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

  it('hidden sheets are a notice', async () => {
    const styles =
      '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>';
    expect(inShort(await flat({ tables: [{ name: 'links', rows: [['a']], style: 'ta2' }], styles }))).toEqual([
      'notice hidden-data links',
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
