import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultDialect } from '../src/csvw/metadata/table.js';
import { readRows } from '../src/csvw/rows/rows.js';
import { findChunks } from '../src/csvw/stream/chunks.js';
import {
  type ByteDialect,
  createScanner,
  fieldText,
  quoteFault,
  type ReadBytes,
  readLeading,
} from '../src/csvw/stream/records.js';
import { anyText, comma } from './support/csvw.js';
import { property } from './support/property.js';

/** Reads records up to the first that cannot be read. */
function scan(bytes: Buffer, dialect = comma) {
  const scanner = createScanner(dialect);
  const rows: string[][] = [];
  for (let at = 0; at < bytes.length; ) {
    at = scanner.next(bytes, at, bytes.length);
    if (at === quoteFault) return { rows, isBroken: true };
    const { fields } = scanner;
    if (fields.count > 0)
      rows.push(Array.from({ length: fields.count }, (_, i) => fieldText(bytes, fields, i, dialect.quote)));
  }
  return { rows, isBroken: false };
}

/** Well-formed CSV in all variants. */
const cell = fc.tuple(anyText, fc.boolean()).map(([text, isQuoted]) => {
  const quoted = `"${text.replaceAll('"', '""')}"`;
  return isQuoted || /[",\r\n#]/.test(text) ? quoted : text;
});
const comment = fc.constantFrom('#', '# a "quoted, word', '#"\r', '#,"');
const line = fc.oneof(
  { weight: 5, arbitrary: fc.array(cell, { minLength: 1, maxLength: 5 }).map((cells) => cells.join(',')) },
  comment,
);
const table = fc
  .tuple(fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r')), { maxLength: 20 }), fc.boolean(), fc.boolean())
  .map(([lines, isClosed, hasMark]) => {
    const text = lines.map(([cells, end], i) => cells + (i === lines.length - 1 && !isClosed ? '' : end)).join('');
    return (hasMark ? '\ufeff' : '') + text;
  });

/** Reads records in memory, after a byte order mark. */
const expected = (text: string) => {
  const { rows, problems } = readRows(Buffer.from(text), 't.csv', {
    ...defaultDialect,
    commentPrefix: '#',
    lineTerminators: ['\r\n', '\n'],
  });
  return { rows: rows.map(({ cells }) => cells), isBroken: problems.length > 0 };
};
/** Texts that csv-parse only accepts because it looks one character ahead. */
const isOdd = (text: string): boolean => text.includes('"#') || text.includes('"\u0000');
const withoutMark = (text: string): Buffer => Buffer.from(text.replace(/^\ufeff/, ''));

describe('records', () => {
  it('have the same fields and faults as in csv-parse', () => {
    property(anyText, (text) => {
      fc.pre(!isOdd(text));
      expect(scan(withoutMark(text), comma)).toEqual(expected(text));
    });
    property(table, (text) => {
      fc.pre(!isOdd(text));
      expect(scan(withoutMark(text), comma)).toEqual(expected(text));
    });
  });

  it('can have another delimiter, and no quotes or comments', () => {
    expect(scan(Buffer.from('a;"b;""c"\n'), { ...comma, delimiter: 59 }).rows).toEqual([['a', 'b;"c']]);
    const bare: ByteDialect = { delimiter: 9, quote: null, comment: null };
    expect(scan(Buffer.from('#a\t"b"\t"c\nd'), bare).rows).toEqual([['#a', '"b"', '"c'], ['d']]);
  });

  it('can have many fields', () => {
    const cells = Array.from({ length: 1000 }, (_, i) => `c${i}`);
    expect(scan(Buffer.from(cells.join(','))).rows).toEqual([cells]);
  });
});

describe('leading records', () => {
  it.each<[string, number, string[][], number]>([
    ['\ufeffa,b\r\n1,2\r\n', 1, [['a', 'b']], 8],
    ['"a\nb",c\n1,2\n', 1, [['a\nb', 'c']], 8],
    ['a,b', 1, [['a', 'b']], 3],
    ['a\n', 3, [['a']], 2],
    ['', 1, [], 0],
    [`"${'x'.repeat(300_000)}",b\nc\n`, 1, [['x'.repeat(300_000), 'b']], 300_005],
  ])('case %#', (text, count, rows, end) => {
    const bytes = Buffer.from(text);
    const read: ReadBytes = (from, length) => bytes.subarray(from, from + length);
    expect(readLeading(read, count, comma)).toEqual({ rows, end, records: rows.length, isBroken: false });
  });
});

describe('chunks', () => {
  const sizes = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }), fc.boolean());

  const blocksOf =
    (bytes: Uint8Array, size: number): ReadBytes =>
    (position) =>
      bytes.subarray(position, position + size);

  it('end at ends of records, for all sizes of chunks and blocks', () => {
    property(fc.oneof(table, anyText), sizes, (text, [chunkSize, blockSize, countRows]) => {
      const bytes = withoutMark(text);
      const options = { from: 0, size: bytes.length, dialect: comma, chunkSize, countRows };
      const chunks = [...findChunks(blocksOf(bytes, blockSize), options)];
      const whole = scan(bytes, comma);
      const rows: string[][] = [];
      let from = 0;
      for (const [i, { number, start, end, before }] of chunks.entries()) {
        expect([number, start]).toEqual([i, from]);
        expect(end === bytes.length || end - from >= chunkSize).toBe(true);
        if (countRows) expect(before.rows).toBe(rows.length);
        const piece = scan(bytes.subarray(from, end), comma);
        rows.push(...piece.rows);
        if (piece.isBroken) break;
        from = end;
      }
      expect(rows).toEqual(whole.rows);
      if (!whole.isBroken) expect(from).toBe(bytes.length);
    });
  });

  it('are not much longer than the chunk size', () => {
    const bytes = Buffer.from('a,b\r\n'.repeat(1000) + '"x\n",y\n'.repeat(1000));
    for (const countRows of [true, false]) {
      const options = { from: 5, size: bytes.length, dialect: comma, chunkSize: 100, countRows };
      const lengths = [...findChunks(blocksOf(bytes, 333), options)].map(({ start, end }) => end - start);
      expect(Math.max(...lengths)).toBeLessThan(120);
    }
  });
});
