import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../src/bytes.js';
import { cellAddress, type Place } from '../src/problem.js';
import { rowLines } from '../src/report/report.js';
import { createSourceText } from '../src/report/source-text.js';
import { property } from './support/property.js';

const file = 'data/a.csv';
const source = (text: string | Uint8Array) =>
  createSourceText({ files: new Map([[file, typeof text === 'string' ? utf8(text) : text]]) });
const at = (row: number, column: number): Place => ({ file, row, cell: cellAddress(row, column) });

/** The excerpt with the cell in brackets: "10,[16.22],x". */
function shown(text: string | Uint8Array, place: Place): string | undefined {
  const excerpt = source(text).excerptOf(place);
  if (!excerpt) return undefined;
  const { text: row, start, end, line } = excerpt;
  return `${line}: ${row.slice(0, start)}[${row.slice(start, end)}]${row.slice(end)}`;
}

function utf16(text: string, isLittle: boolean): Uint8Array {
  const bytes = new Uint8Array(2 * text.length + 2);
  const view = new DataView(bytes.buffer);
  for (const [i, unit] of ['\ufeff', ...text.split('')].entries()) view.setUint16(2 * i, unit.charCodeAt(0), isLittle);
  return bytes;
}

describe('the excerpt of a place', () => {
  it.each([
    ['a cell', 'a,b\n1,22,3\n', at(2, 2), '2: 1,[22],3'],
    ['a cell in quotes', 'a,b\n1,"2, ""2""",3\n', at(2, 2), '2: 1,["2, ""2"""],3'],
    ['an empty cell', 'a,b\n,,3\n', at(2, 2), '2: ,[],3'],
    ['the first cell, empty', 'a,b\n,2\n', at(2, 1), '2: [],2'],
    ['a cell that is missing', 'a,b,c\n1,2\n', at(2, 3), '2: 1,2[]'],
    ['a row', 'a,b\n1,2\n', { file, row: 2, column: 'c' }, '2: [1,2]'],
    ['the last row without an end', 'a\n1\n2', at(3, 1), '3: [2]'],
    ['CRLF', 'a,b\r\n1,2\r\n3,4\r\n', at(3, 2), '3: 3,[4]'],
    ['CR', 'a,b\r1,2\r3,4', at(3, 1), '3: [3],4'],
    ['a row below a cell with line breaks', 'a,b\n"x\ny\n\nz",1\n3,4\n', at(3, 2), '6: 3,[4]'],
    ['a cell behind line breaks', 'a,b\n"x\r\ny",1\n', at(2, 2), '3: "x␍␊y",[1]'],
    ['a blank row above', 'a,b\n\n3,4\n', at(3, 1), '3: [3],4'],
    ['semicolons', 'a;b\n1,5;2\n', at(2, 2), '2: 1,5;[2]'],
    ['tabs', 'a\tb\n1\t2\n', at(2, 2), '2: 1␉[2]'],
    ['a line with the delimiter', 'sep=;\na;b\n1;2\n', at(3, 2), '3: 1;[2]'],
    ['a byte order mark', '\ufeffa,b\n1,2\n', at(1, 1), '1: [a],b'],
    ['a quote that is never closed', 'a,b\n1,"x\n2,3\n', { file, row: 2 }, '2: [1,"x␊2,3␊]'],
    ['UTF-16', utf16('a,b\n1,é\n', true), at(2, 2), '2: 1,[é]'],
    ['big-endian UTF-16', utf16('a,b\n1,é\n', false), at(2, 2), '2: 1,[é]'],
    ['controls and overrides', 'a,b\n1,x\u0007\u001b[1m\u202ey\u200b\n', at(2, 2), '2: 1,[x␇␛[1m␦y␦]'],
    ['a command for a log', 'a,b\n1,##[add-mask]x\n', at(2, 2), '2: 1,[#♯[add-mask]x]'],
    ['a missing row', 'a\n', at(7, 1), undefined],
    ['a whole file', 'a\n', { file }, undefined],
    ['a file that was not read', 'a\n', { file: 'b.csv', row: 1 }, undefined],
  ])('%s', (_what, text, place, expected) => expect(shown(text, place)).toBe(expected));

  it('is truncated around the cell, in the same way for cells near each other', () => {
    const row = `${'x'.repeat(200)},,,${'y'.repeat(200)}`;
    const [first, second] = [2, 3].map((column) => source(`${row}\n`).excerptOf(at(1, column)));
    expect(first?.text).toBe(second?.text);
    expect(first?.text).toMatch(/^…x+,,,y+…$/);
    expect(first?.text.length).toBeLessThanOrEqual(82);
    expect((second?.start ?? 0) - (first?.start ?? 0)).toBe(1);
    expect(first?.text.slice((first?.start ?? 0) - 1, first?.start)).toBe(',');
  });

  it('finds each cell of any file', () => {
    const cell = fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom('"', ',', '\n', '\r\n', 'é\u0301', '𝟙,', ''));
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 4 });
    property(table, (rows) => {
      const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
      const text = `a,b,c\n${rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('')}`;
      const { regionOf } = source(text);
      const lines = text.split(/(?<=\r\n|\r(?!\n)|\n)/);
      for (const [i, row] of rows.entries())
        for (const [j, value] of row.entries()) {
          const region = regionOf(at(i + 2, j + 1));
          if (!region) throw new Error('no region');
          const offset = (line: number, column: number): number =>
            lines.slice(0, line - 1).join('').length + column - 1;
          const found = text.slice(
            offset(region.startLine, region.startColumn),
            offset(region.endLine, region.endColumn),
          );
          expect(found).toBe(quoted(value));
        }
    });
  });
});

describe('the excerpt of a workbook', () => {
  const rows = new Map([['data/gcm.xlsx#Other%20links', [{ number: 14, cells: ['10', '16.22', 'x'] }]]]);
  const place = { file: 'data/gcm.xlsx', sheet: 'Other links', row: 14, cell: 'B14', value: '16.22' };
  it('shows the cells side by side', () => {
    const excerpt = createSourceText({ files: new Map(), rows }).excerptOf(place);
    expect(excerpt).toEqual({ text: '10 | 16.22 | x', start: 5, end: 10 });
    expect(rowLines([excerpt as never], place)).toEqual(['14 │ 10 | 16.22 | x', '   │      ^^^^^']);
  });
  it('shows only the value if the rows are not available', () => {
    expect(createSourceText({ files: new Map() }).excerptOf(place)).toEqual({ text: '16.22', start: 0, end: 5 });
  });
});

it('marks the cell in columns of a terminal', () => {
  const marks = (text: string, column: number): string | undefined => {
    const excerpt = source(text).excerptOf(at(1, column));
    return rowLines([excerpt], at(1, column))[1];
  };
  expect(marks('ab,cd,e\n', 2)).toBe('  │    ^^');
  expect(marks('漢字,cd,e\n', 2)).toBe('  │      ^^');
  expect(marks('e\u0301,漢字\n', 2)).toBe('  │   ^^^^');
  expect(marks('a,,b\n', 2)).toBe('  │   ^');
});
