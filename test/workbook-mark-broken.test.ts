import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../src/problem.js';
import { markWorkbook } from '../src/workbook/mark.js';
import { asyncProperty } from './support/property.js';
import { readWorkbook } from './support/workbooks.js';
import { textParts, xlsx, zipOf } from './support/xlsx.js';

const at = (cell: string): Problem => ({
  code: 'foreign-key',
  severity: 'error',
  message: 'Unknown code',
  where: { file: 'gcm.xlsx', sheet: 'links', cell, row: Number(cell.slice(1)) },
});
const sheet = 'xl/worksheets/sheet1.xml';

describe('marking a broken workbook', () => {
  const whole = xlsx({
    sheets: [{ name: 'links', rows: [['id'], ['1']], comments: [{ cell: 'A2', author: 'Amal', text: 'x' }] }],
    styles: '<cellXfs count="1"><xf/></cellXfs>',
  });

  it.each([
    ['a sheet that is not XML', sheet, '<worksheet><sheetData>'],
    ['invalid notes', 'xl/comments1.xml', '<other/>'],
    ['invalid styles', 'xl/styles.xml', '<other/>'],
  ])('with %s returns only the list', async (_, part, content) => {
    const marked = await markWorkbook(zipOf({ ...unzipSync(whole), [part]: content }), [at('A2')]);
    expect((await readWorkbook(marked)).workbook?.sheets.map(({ name }) => name)).toEqual(['Problems']);
  });

  it('never throws for random changes of its parts', async () => {
    const parts = textParts(whole);
    const names = Object.keys(parts);
    const change = fc.tuple(
      fc.constantFrom(...names),
      fc.nat(),
      fc.constantFrom('', '<', '>', '"', 'x', '/', '&', '<a>', '\u0000'),
    );
    await asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), 300, async (changes) => {
      const edited = { ...parts };
      for (const [name, at, by] of changes) {
        const text = edited[name] as string;
        const place = at % text.length;
        edited[name] = text.slice(0, place) + by + text.slice(place + 1);
      }
      expect((await markWorkbook(zipOf(edited), [at('A2'), at('B2')])).length).toBeGreaterThan(500);
    });
  });
});
