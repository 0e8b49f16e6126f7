import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPlaceholder } from '../src/sheets/suspicious-text.js';
import { gcm, ownRules, realProject, temporaryFolder } from './support/gcm.js';
import { asyncProperty } from './support/property.js';
import { done, exported, sheetBytes } from './support/workbooks.js';

/** An export and import without edits does not change a byte of the sheets. */
describe('the project’s own sheets', () => {
  it('come back with the same bytes', async () => {
    const cwd = realProject();
    const before = sheetBytes(cwd);
    await exported(cwd);
    expect(done(await gcm(['workbook', 'import', 'out.xlsx', ...ownRules], { cwd }))).toBe('No differences\n');
    expect(sheetBytes(cwd)).toEqual(before);
  });
});

/** Texts of cells that are valid and that reading does not trim. */
const text = fc
  .oneof(
    fc.constantFrom(
      '',
      '1.10',
      '007',
      '=1+1',
      '+1',
      '-1',
      '@x',
      'a,b',
      'say "no"',
      'two\nlines',
      'é',
      'العربية',
      '中文',
      '1E5',
      '_x0041_',
      '2026-03-04',
      "'x",
    ),
    fc.string({ unit: 'grapheme-ascii', maxLength: 8 }),
  )
  .filter((one) => !/^#|^(true|false)$|�/i.test(one) && !isPlaceholder(one));
const number = fc.oneof(
  fc.constantFrom('1.10', '0.5', '12', '-0', '', '+3', '123456789012345678'),
  fc.double({ noNaN: true, min: -1e6, max: 1e6 }).map((one) => one.toFixed(3)),
);
const table = fc.record({
  rows: fc.array(fc.tuple(text, number, text), { maxLength: 15 }),
  end: fc.constantFrom('\n', '\r\n'),
  mark: fc.constantFrom('', '\ufeff'),
  delimiter: fc.constantFrom(',', ',', ';'),
  isClosed: fc.boolean(),
  quotesAll: fc.boolean(),
});

function csv({
  rows,
  end,
  mark,
  delimiter,
  isClosed,
  quotesAll,
}: typeof table extends fc.Arbitrary<infer T> ? T : never): string {
  const quoted = (one: string) =>
    (quotesAll && delimiter === ',') || /[",;\r\n]/.test(one) ? `"${one.replaceAll('"', '""')}"` : one;
  const records = [['id', 'text', 'number', 'other'], ...rows.map((row, i) => [`r${i}`, ...row])];
  return mark + records.map((row) => row.map(quoted).join(delimiter)).join(end) + (isClosed ? end : '');
}

const described = (name: string) => ({
  url: name,
  'https://w3id.org/gcm-graph/ontology#allows': ['empty', 'markup'],
  tableSchema: {
    primaryKey: 'id',
    columns: [
      { name: 'id', titles: 'id', datatype: { base: 'string', format: 'r[0-9]+' } },
      { name: 'text', titles: 'text' },
      { name: 'number', titles: 'number', datatype: 'decimal' },
      { name: 'other', titles: 'other', lang: 'ar' },
    ],
  },
});

describe('random sheets', () => {
  it('come back with the same bytes', async () => {
    await asyncProperty(fc.noShrink(fc.array(table, { minLength: 10, maxLength: 25 })), 5, async (tables) => {
      const cwd = temporaryFolder();
      mkdirSync(path.join(cwd, 'data'));
      const names = tables.map((_, i) => `t${i}.csv`);
      for (const [i, one] of tables.entries()) writeFileSync(path.join(cwd, 'data', names[i] as string), csv(one));
      const context = ['http://www.w3.org/ns/csvw', { '@base': 'https://example.org/data/' }];
      const metadata = { '@context': context, tables: names.map(described) };
      writeFileSync(path.join(cwd, 'data/tables.json'), JSON.stringify(metadata));
      const before = sheetBytes(cwd);
      await exported(cwd);
      expect(done(await gcm(['workbook', 'import', 'out.xlsx', ...ownRules], { cwd }))).toBe('No differences\n');
      expect(sheetBytes(cwd)).toEqual(before);
    });
  });
});
