import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fods, type OdsCell, ods } from './support/ods.js';
import { asyncProperty } from './support/property.js';
import { inShort, readWorkbook, textsOf } from './support/workbooks.js';

/** Characters that XML allows and keeps. */
const text = fc
  .string({ unit: 'binary', minLength: 1 })
  .map((value) => value.replace(/[^\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, 'x'));
const cell = fc.oneof(
  fc.constant(undefined),
  text,
  fc.constantFrom('=1+1', '_x000D_', ' ', '  a  ', '\n', 'a\n\n', '&amp;', ']]>', '1.10'),
  fc.integer(),
);
const rows = fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 8 });

describe('random OpenDocument spreadsheets', () => {
  it('are read as written, in both forms', async () => {
    await asyncProperty(fc.array(rows, { minLength: 1, maxLength: 3 }), 100, async (written) => {
      const spec = { tables: written.map((table, i) => ({ name: `sheet ${i}`, rows: table })) };
      const found = await readWorkbook(ods(spec));
      expect(inShort(found)).toEqual([]);
      for (const [i, table] of written.entries()) {
        const texts = table.map((row) => row.map((value) => (value === undefined ? undefined : String(value))));
        const filled = texts
          .map((row, k) => [k + 1, row.slice(0, row.findLastIndex((one) => one !== undefined) + 1)] as const)
          .filter(([, row]) => row.length > 0);
        expect(textsOf(found, i)).toEqual(filled);
      }
      expect(await readWorkbook(Buffer.from(fods(spec)))).toEqual(found);
    });
  });

  const full: OdsCell = {
    xml: '<table:table-cell table:formula="of:=1" office:value-type="date" office:date-value="2026-03-04" table:number-rows-spanned="2"><office:annotation><dc:creator>a</dc:creator><text:p>b</text:p></office:annotation><text:p>c<text:span text:style-name="T1">d</text:span><text:s text:c="2"/></text:p></table:table-cell>',
  };
  const whole = fods({
    tables: [
      {
        name: 'links',
        columns: '<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>',
        rows: [
          ['a', 1, full],
          { xml: '<table:table-row-group><table:table-row table:number-rows-repeated="3"/></table:table-row-group>' },
          ['b'],
        ],
      },
    ],
    styles:
      '<style:style style:name="T1" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>',
    scripts: '<office:script><module>x</module></office:script>',
  });
  const scrap = fc.oneof(
    fc.string({ maxLength: 4 }),
    fc.constantFrom(
      '<text:p>',
      '</text:p>',
      '<table:table>',
      '</table:table>',
      '<table:table-row>',
      '</table:table-row>',
      '<table:table-cell/>',
      '</table:table-cell>',
      '<office:annotation>',
      '999999999',
      '-1',
      '1e999',
      '',
    ),
  );
  const edits = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(40), scrap), { minLength: 1, maxLength: 3 });

  it('with other XML are read or rejected, and never throw', async () => {
    await asyncProperty(edits, 1000, async (edited) => {
      const changed = edited.reduce((xml, [at, length, by]) => xml.slice(0, at) + by + xml.slice(at + length), whole);
      const { workbook, problems } = await readWorkbook(Buffer.from(changed));
      expect(workbook === undefined).toBe(problems.length > 0);
    });
  });
});
