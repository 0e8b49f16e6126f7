import fc from 'fast-check';
import { Parser } from 'n3';
import { describe, expect, it } from 'vitest';
import { textOf } from '../src/bytes.js';
import {
  type ByteCell,
  cellStates,
  createRowCells,
  rowNumberCell,
  sourceRowCell,
} from '../src/csvw/stream/byte-cells.js';
import { type Condition, compileLines, createOutput, type Line } from '../src/csvw/stream/line-template.js';
import { createScanner } from '../src/csvw/stream/records.js';
import { anyText, comma } from './support/csvw.js';
import { property } from './support/property.js';

const isAscii = (bytes: Uint8Array, from: number, to: number): boolean =>
  to > from && bytes.subarray(from, to).every((byte) => byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c);
const text: ByteCell = { isPlain: isAscii, read: (value) => ({ value: value === '' ? null : value }) };
const decoded: ByteCell = { read: text.read };

const { valid, broken } = cellStates;
const given = (...cells: number[]): Condition[] => cells.map((cell) => ({ cell, states: [valid, broken] }));

const subject = ['<http://example.org/', { cell: 0, encode: 'iri' }, '> '] as Line['parts'];
const lines: Line[] = [
  { when: given(0), parts: [...subject, '<http://example.org/p> <http://example.org/Ö> .\n'] },
  { when: given(0, 1), parts: [...subject, '<http://example.org/q> "', { cell: 1, encode: 'literal' }, '"@fr .\n'] },
  { when: given(0, 2), parts: [...subject, '<http://example.org/r> "', { cell: 2, encode: 'literal' }, '" .\n'] },
  { when: given(0, 2), parts: [...subject, '<http://example.org/s> <x:', { cell: 2, encode: 'iri' }, '> .\n'] },
];

/** Writes rows of three cells. */
function write(rows: (string | null)[][], cells: ByteCell[] = [text, text, decoded], ofLines = lines): string {
  const rowCells = createRowCells(cells, comma.quote);
  const writeRow = compileLines(ofLines, rowCells);
  const out = createOutput();
  const scanner = createScanner(comma);
  rows.forEach((row, i) => {
    const quoted = row.map((value) => (value === null ? '' : `"${value.replaceAll('"', '""')}"`)).join(',');
    const bytes = Buffer.from(`${quoted}\n`);
    expect(scanner.next(bytes, 0, bytes.length)).toBe(bytes.length);
    rowCells.read(bytes, scanner.fields, { row: i + 1, sourceRow: i + 2 }, () => {});
    writeRow(out);
  });
  return textOf(out.bytes.subarray(0, out.length));
}

/** The expected statements of the lines. */
const statements = (rows: (string | null)[][]) =>
  rows.flatMap(([id, name, note]) => {
    if (!id) return [];
    const s = `http://example.org/${encode(id)}`;
    return [
      [s, 'p', 'http://example.org/Ö'],
      ...(name ? [[s, 'q', name]] : []),
      ...(note
        ? [
            [s, 'r', note],
            [s, 's', `x:${encode(note)}`],
          ]
        : []),
    ];
  });
const encode = (value: string): string =>
  encodeURIComponent(value).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

describe('a template', () => {
  it('writes the statements of each row for an N-Triples parser', () => {
    const value = fc.oneof(fc.constant(null), anyText, fc.string({ unit: 'binary' }), fc.string({ minLength: 60 }));
    property(fc.array(fc.array(value, { minLength: 3, maxLength: 3 })), (rows) => {
      const wellFormed = rows.map((row) => row.map((value) => value && Buffer.from(value).toString()));
      const quads = new Parser({ format: 'N-Triples' }).parse(write(wellFormed));
      const read = quads.map((q) => [q.subject.value, q.predicate.value.at(-1), q.object.value]);
      expect(read).toEqual(statements(wellFormed));
    });
  });

  it('escapes the same characters as canonical N-Triples', () => {
    const controls = Array.from({ length: 0x20 }, (_, i) => String.fromCharCode(i)).join('');
    expect(write([['a', `${controls}"\\\u007fé\u0080`, null]]).split('\n')[1]).toBe(
      '<http://example.org/a> <http://example.org/q> "\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n' +
        '\\u000B\\f\\r\\u000E\\u000F\\u0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016\\u0017\\u0018\\u0019\\u001A\\u001B' +
        '\\u001C\\u001D\\u001E\\u001F\\"\\\\\\u007Fé\u0080"@fr .',
    );
  });

  it('has the same result for few and many kinds of rows', () => {
    for (const width of [9, 40]) {
      const wide = Array.from(
        { length: width },
        (_, cell): Line => ({ when: given(cell), parts: [{ cell, encode: 'iri' }, '.'] }),
      );
      const rows = Array.from({ length: 600 }, (_, i) =>
        Array.from({ length: width }, (_, cell) => (((i * 7919) >> (cell % 13)) & 1 ? `${cell}` : null)),
      );
      const all = rows
        .flat()
        .flatMap((value) => (value === null ? [] : [`${value}.`]))
        .join('');
      expect(write(rows, Array(width).fill(text), wide)).toBe(all);
    }
  });

  it('writes the numbers of a row', () => {
    const numbers: Line['parts'] = [
      '#',
      { cell: rowNumberCell, encode: 'iri' },
      '/',
      { cell: sourceRowCell, encode: 'literal' },
    ];
    expect(write([['a'], [null], ['b']], [text], [{ when: given(0), parts: [...numbers, '\n'] }])).toBe('#1/2\n#3/4\n');
  });

  it('can write an invalid value differently', () => {
    const digits: ByteCell = {
      read: (value) => ({
        value: value || null,
        ...(/^\d+$/.test(value) || value === '' ? {} : { state: broken }),
      }),
    };
    const slot = { cell: 0, encode: 'literal' } as const;
    const either: Line[] = [
      { when: [{ cell: 0, states: [valid] }], parts: ['number ', slot, '\n'] },
      { when: [{ cell: 0, states: [broken] }], parts: ['text ', slot, '\n'] },
    ];
    expect(write([['1'], [null], ['x'], ['2']], [digits], either)).toBe('number 1\ntext x\nnumber 2\n');
  });

  it('reads a missing cell as an empty one', () => {
    const filled: ByteCell = { read: (value) => ({ value: value || 'none' }) };
    expect(write([['a']], [text, filled], [{ when: given(1), parts: [{ cell: 1, encode: 'iri' }] }])).toBe('none');
  });

  it('grows its output as needed', () => {
    const long = 'x'.repeat(1 << 20);
    const rows = Array.from({ length: 20 }, (_, i) => [`${i}`]);
    const expected = rows.map(([id]) => id + long).join('');
    expect(write(rows, [text], [{ when: given(0), parts: [{ cell: 0, encode: 'iri' }, long] }]) === expected).toBe(
      true,
    );
  });
});
