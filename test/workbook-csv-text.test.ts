import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../src/bytes.js';
import { mergeCsv } from '../src/sheets/merge-csv.js';
import { property } from './support/property.js';

/** A change in a workbook changes only the same cells of the CSV file. */
const text = (merged: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(merged);
/** Line ends in cells count as equal. */
const plain = (rows: string[][]): string[][] => rows.map((row) => row.map((one) => one.replaceAll('\r\n', '\n')));
const read = (csv: string): string[][] =>
  parse(csv, { bom: true, relax_column_count: true, record_delimiter: ['\r\n', '\n', '\r'] }) as string[][];

const cell = fc.oneof(
  fc.constantFrom(
    '',
    '1.10',
    '007',
    '=1+1',
    ' a ',
    'a,b',
    'a"b',
    'two\nlines',
    'two\r\nlines',
    'é',
    'العربية',
    '中文',
    '-',
  ),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
);

/** A file in a random style: quotes, line ends, byte order mark, final line end. */
const file = fc.record({
  rows: fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 12 }),
  end: fc.constantFrom('\n', '\r\n'),
  mark: fc.constantFrom('', '\ufeff'),
  isClosed: fc.boolean(),
  quotesAll: fc.boolean(),
});

type File = typeof file extends fc.Arbitrary<infer F> ? F : never;

const record = (row: string[], { quotesAll }: File): string =>
  row.map((one) => (quotesAll || /[",\r\n\ufeff]|^$/.test(one) ? `"${one.replaceAll('"', '""')}"` : one)).join(',');
const write = (given: File): string =>
  given.mark + given.rows.map((row) => record(row, given)).join(given.end) + (given.isClosed ? given.end : '');

describe('mergeCsv', () => {
  it('returns the old bytes if no row changed', () => {
    property(file, (given) => {
      const old = utf8(write(given));
      const rows = read(write(given));
      expect(mergeCsv(old, rows, structuredClone(rows))).toBe(old);
    });
  });

  it('writes the new rows, and keeps the text of unchanged rows', () => {
    property(file, fc.array(fc.tuple(cell, cell, cell), { maxLength: 4 }), (given, more) => {
      const rows = read(write(given));
      const changed = [...rows.slice(0, 1), ...more, ...rows.slice(2)].filter((row) => row.some((one) => one !== ''));
      const merged = text(mergeCsv(utf8(write(given)), rows, changed));
      expect(plain(read(merged).filter((row) => row.some((one) => one !== '')))).toEqual(plain(changed));
      const kept = given.rows.slice(2).filter((row) => row.some((one) => one !== ''));
      for (const row of kept) expect(merged).toContain(record(row, given));
    });
  });

  it('changes one record in the style of the file', () => {
    const old = '\ufeffid,"note"\r\n1,"quoted for nothing"\r\n2,plain\r\n3,"a, b"\r\n';
    const rows = read(old);
    rows[2] = ['2', 'now, with a comma'];
    const merged = text(mergeCsv(utf8(old), read(old), rows));
    expect(merged).toBe(old.replace('2,plain', '2,"now, with a comma"'));
  });

  it('keeps CRLF in a cell, which LibreOffice changes to LF', () => {
    const old = utf8('id,note\r\n1,"two\r\nlines"\r\n2,b\r\n');
    const rows = read(text(old));
    expect(mergeCsv(old, rows, plain(rows))).toBe(old);
    expect(text(mergeCsv(old, rows, [...plain(rows), ['3', 'c']]))).toBe(`${text(old)}3,c\r\n`);
  });

  it('adds a record to a file without a final line end, and does not add one', () => {
    const old = 'id,note\n1,a\n2,b';
    expect(text(mergeCsv(utf8(old), read(old), [...read(old), ['3', 'c']]))).toBe('id,note\n1,a\n2,b\n3,c');
  });

  it('moves and removes records with their text', () => {
    const old = 'id,note\n1,"a"\n2,b\n3,"c"\n';
    const [header, first, , last] = read(old) as [string[], string[], string[], string[]];
    expect(text(mergeCsv(utf8(old), read(old), [header, last, first]))).toBe('id,note\n3,"c"\n1,"a"\n');
  });

  it('keeps blank records if no row changed, and removes them otherwise', () => {
    const old = 'id,note\n1,a\n\n2,b\n';
    const rows = [['id', 'note'], ['1', 'a'], [''], ['2', 'b']];
    const filled = [
      ['id', 'note'],
      ['1', 'a'],
      ['2', 'b'],
    ];
    expect(text(mergeCsv(utf8(old), rows, filled))).toBe(old);
    expect(text(mergeCsv(utf8(old), rows, [...filled, ['3', 'c']]))).toBe('id,note\n1,a\n2,b\n3,c\n');
  });

  it.each([
    ['semicolons', utf8('id;note\n1;a,b\n')],
    ['UTF-16', Buffer.from('\ufeffid,note\n1,"a,b"\n', 'utf16le')],
  ])('rewrites a changed file with %s as UTF-8 with commas', (_, old) => {
    const rows = [
      ['id', 'note'],
      ['1', 'a,b'],
    ];
    expect(mergeCsv(old, rows, rows)).toBe(old);
    expect(text(mergeCsv(old, rows, [...rows, ['2', 'c']]))).toBe('id,note\n1,"a,b"\n2,c\n');
  });
});
