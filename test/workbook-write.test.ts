import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../src/problem.js';
import { writeWorkbook } from '../src/workbook/write.js';
import type { ColumnSource, SheetSource } from '../src/workbook/write-sheet.js';
import { asyncProperty } from './support/property.js';
import { problemsOf, readWorkbook, textsOf } from './support/workbooks.js';
import { textParts } from './support/xlsx.js';

const column = (name: string, more: Partial<ColumnSource> = {}): ColumnSource => ({
  name,
  description: `About ${name}`,
  isKey: false,
  isCode: false,
  required: false,
  ...more,
});

const sheet = (columns: ColumnSource[], rows: string[][], name = 'links'): SheetSource => ({
  name,
  title: 'A title',
  rows: [columns.map((one) => one.name), ...rows],
  columns,
});

const partsOf = async (sheets: SheetSource[]): Promise<Record<string, string>> =>
  textParts(await writeWorkbook('Sheets', sheets));

/** Returns the format of a cell, the `<xf>` of its style. */
function formatOf(parts: Record<string, string>, part: string, address: string): string {
  const style = new RegExp(`<c r="${address}" s="(\\d+)"`).exec(parts[part] as string)?.[1];
  const formats = /<cellXfs[^>]*>(.*)<\/cellXfs>/s
    .exec(parts['xl/styles.xml'] as string)?.[1]
    ?.match(/<xf .*?<\/xf>/gs);
  return formats?.[Number(style)] ?? '';
}

const first = 'xl/worksheets/sheet2.xml';

describe('cells', () => {
  const text = fc.oneof(
    fc.constantFrom(
      '',
      '1.10',
      '007',
      '1E5',
      '=1+1',
      '@x',
      '-',
      '_x0041_',
      '_x005F_',
      'a\rb',
      'a\r\nb',
      '\ttab',
      ' a ',
      '\u0000',
      '\ud800',
      '\uffff',
    ),
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.double({ noNaN: true }).map(String),
  );

  it('are read as written', async () => {
    await asyncProperty(fc.array(fc.tuple(text, text, text), { maxLength: 12 }), 40, async (rows) => {
      const source = sheet([column('a', { isCode: true }), column('b', { isNumber: true }), column('c')], rows);
      const read = await readWorkbook(await writeWorkbook('Sheets', [source]));
      const filled = source.rows
        .map((row, i): [number, string[]] => [i + 1, row])
        .filter(([, row]) => row.join('') !== '');
      const padded = textsOf(read, 1).map(([number, cells]) => [number, [0, 1, 2].map((i) => cells[i] ?? '')]);
      expect(padded).toEqual(filled);
      expect(problemsOf(read)).toEqual([]);
    });
  });

  it('with codes are text, even if they are empty', async () => {
    const parts = await partsOf([sheet([column('code', { isCode: true, isNumber: true })], [['10.10']])]);
    expect(formatOf(parts, first, 'A2')).toContain('numFmtId="49"');
    const style = /<col min="1" max="1" width="[\d.]+" style="(\d+)"/.exec(parts[first] as string)?.[1];
    expect(formatOf({ ...parts, [first]: `<c r="Z9" s="${style}"` }, first, 'Z9')).toContain('numFmtId="49"');
    expect(parts[first]).toMatch(/<c r="A2" s="\d+" t="s">/);
  });

  it('with numbers are numbers only if no digit is lost', async () => {
    const numbers = ['0.5', '12', '1.10', '-0', '1e3', '0.1234567890123456', '+1', ' 1'];
    const parts = await partsOf([
      sheet(
        [column('n', { isNumber: true })],
        numbers.map((one) => [one]),
      ),
    ]);
    const kinds = numbers.map((_, i) =>
      new RegExp(`<c r="A${i + 2}" s="\\d+" t="s"`).test(parts[first] as string) ? 'text' : 'number',
    );
    const formats = numbers.map((_, i) => /numFmtId="(\d+)"/.exec(formatOf(parts, first, `A${i + 2}`))?.[1]);
    expect(formats).toEqual(['0', '0', '49', '49', '49', '49', '49', '49']); // so that an edit does not turn text into a number
    expect(kinds).toEqual(['number', 'number', 'text', 'text', 'text', 'text', 'text', 'text']);
  });

  it.each(['=1+1', '+1', '-1', '@a', '\ta', '\ra'])('%j is never computed (CWE-1236)', async (attack) => {
    const parts = await partsOf([sheet([column('note')], [[attack], ['harmless']])]);
    expect(formatOf(parts, first, 'A2')).toContain('quotePrefix="1"');
    expect(formatOf(parts, first, 'A3')).not.toContain('quotePrefix');
    expect(parts[first]).not.toContain('<f>');
  });
});

describe('sheets', () => {
  it.each([
    [['a/b'], 'Invalid sheet name "a/b"'],
    [['x'.repeat(32)], 'Invalid sheet name'],
    [[''], 'Invalid sheet name ""'],
    [["'a"], 'Invalid sheet name'],
    [['a\u0000'], 'Invalid sheet name'],
    [['links', 'Links'], 'Duplicate or reserved sheet name "Links"'],
    [['about'], 'Duplicate or reserved sheet name "about"'],
  ])('%j are rejected, because Excel does not open them', async (names, message) => {
    const sheets = names.map((name) => sheet([column('code')], [], name));
    const error = await writeWorkbook('Sheets', sheets).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).message).toContain(message);
  });

  const places = sheet(
    [column('place', { isKey: true, isCode: true, required: true })],
    [['a'], ['b']],
    'it’s a place',
  );
  const status = column('status', { required: true, choices: ['current', 'retired'] });
  const links = sheet(
    [
      column('id', { isKey: true, isCode: true, required: true }),
      column('place', { isCode: true, choicesFrom: { sheet: 'it’s a place', column: 'place' } }),
      status,
      column('odd', { choices: ['one, two', 'three'] }),
      column('title_ar', { language: 'ar' }),
    ],
    [['1', 'a', 'current', 'three', 'نص']],
  );

  it('offer the choices of a column, or of the column that it refers to', async () => {
    const parts = await partsOf([links, places]);
    const rules = [
      ...(parts[first] as string).matchAll(
        /<dataValidation [^>]*allowBlank="(\d)"[^>]*sqref="([^"]+)"><formula1>([^<]*)</g,
      ),
    ];
    expect(rules.map(([, blank, place, formula]) => [place, blank, formula])).toEqual([
      ['B2:B502', '1', "OFFSET('it’s a place'!$A$2,0,0,MAX(1,COUNTA('it’s a place'!$A$2:$A$503)),1)"],
      ['C2:C502', '0', '&quot;current,retired&quot;'],
      ['D2:D502', '1', "'Lists'!$A$2:$A$3"],
    ]);
    const read = await readWorkbook(await writeWorkbook('Sheets', [links, places]));
    expect(read.workbook?.sheets.map(({ name }) => name)).toEqual(['About', 'links', 'it’s a place', 'Lists']);
    expect(textsOf(read, 3)).toEqual([
      [1, ['links.odd']],
      [2, ['one, two']],
      [3, ['three']],
    ]);
  });

  it('offer codes with their names, and the codes alone', async () => {
    const name = `A long name ${'x'.repeat(60)}`;
    const labelled = sheet(
      [column('place', { isKey: true, isCode: true }), column('name_en', { language: 'en' })],
      [
        ['a', 'Here'],
        ['b', name],
        ['c', ''],
      ],
      'places',
    );
    const choicesFrom = { sheet: 'places', column: 'place', label: 'name_en' };
    const both = sheet([column('from', { choicesFrom }), column('to', { choicesFrom })], [['a', 'b']]);
    const written = await writeWorkbook('Sheets', [both, labelled]);
    const read = await readWorkbook(written);
    const list = textsOf(read, 3).map(([, [text]]) => text);
    const labels = ['a · Here', `b · ${name.slice(0, 59)}…`, 'c'];
    expect(list.slice(0, 9)).toEqual(['places.place', '3', ...labels, 'a', 'b', 'c']);
    const parts = await partsOf([both, labelled]);
    const formulas = [...(parts[first] as string).matchAll(/sqref="([^"]+)"><formula1>([^<]*)</g)];
    const formula = "OFFSET('Lists'!$A$3,0,0,MAX(1,2*'Lists'!$A$2),1)";
    expect(formulas.map(([, place, text]) => [place, text])).toEqual([
      ['A2:A502', formula],
      ['B2:B502', formula],
    ]);
  });

  it('lock only the keys of rows', async () => {
    const parts = await partsOf([links, places]);
    expect(parts[first]).toMatch(/<sheetProtection sheet="1"(?! password)[^>]*sort="0" autoFilter="0"\/>/);
    expect(['A2', 'B2', 'E2'].map((one) => /locked="(\d)"/.exec(formatOf(parts, first, one))?.[1])).toEqual([
      '1',
      '0',
      '0',
    ]);
  });

  it('write Arabic from right to left', async () => {
    const english = column('title_en', { language: 'en' });
    const both = sheet([...links.columns, english], [['1', 'a', 'current', 'three', 'نص', 'text']]);
    const parts = await partsOf([both, sheet([column('name', { language: 'he' })], [['א']], 'mirrored')]);
    expect(formatOf(parts, first, 'E2')).toContain('readingOrder="2"');
    expect(formatOf(parts, first, 'B2')).not.toContain('readingOrder');
    expect(parts[first]).not.toContain('rightToLeft');
    expect(parts['xl/worksheets/sheet3.xml']).toContain('rightToLeft="1"');
  });

  it('freeze the header, with filters and notes', async () => {
    const parts = await partsOf([links]);
    expect(parts[first]).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    expect(parts[first]).toContain('<autoFilter ref="A1:E2"/>');
    expect(parts['xl/comments2.xml']).toMatch(
      /<author>gcm<\/author>.*<comment ref="E1" authorId="0">.*About title_ar/s,
    );
    expect(parts['xl/drawings/vmlDrawing2.vml']?.match(/ObjectType="Note"/g)).toHaveLength(5);
  });

  it('have the same bytes each time', async () => {
    const [one, other] = [
      await writeWorkbook('Sheets', [links, places]),
      await writeWorkbook('Sheets', [links, places]),
    ];
    expect(Buffer.from(one).equals(other)).toBe(true);
  });
});
