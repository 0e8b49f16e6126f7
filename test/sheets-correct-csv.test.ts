import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultDialect } from '../src/csvw/metadata/table.js';
import { correctCsv } from '../src/sheets/correct-csv.js';
import { csvText } from '../src/text/csv.js';
import type { Correction } from '../src/workbook/correct.js';
import { property } from './support/property.js';

const correct = (text: string | Uint8Array, ...corrections: [row: number, column: number, text: string][]): string => {
  const given = corrections.map(([row, column, text]): Correction => ({ row, column, text }));
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  return Buffer.from(correctCsv(bytes, given) as Uint8Array).toString('latin1');
};
const bytesOf = (text: string): string => Buffer.from(text).toString('latin1');

describe('correctCsv', () => {
  it('changes only the bytes of a cell', () => {
    expect(correct('\ufeffcode;name\r\n"1";"é; x"\r\n2;b\r\n', [2, 2, 'ü; "y"'], [3, 1, '10.10'])).toBe(
      bytesOf('\ufeffcode;name\r\n"1";"ü; ""y"""\r\n10.10;b\r\n'),
    );
    expect(correct('a\tb\n1\t2', [2, 2, 'x,y'])).toBe('a\tb\n1\tx,y');
    expect(correct("'a';'b'\n'1';'2'\n", [2, 2, "it's"])).toBe("'a';'b'\n'1';'it''s'\n");
    expect(correct('sep=;\na;b\n1;2\n', [3, 2, 'x'])).toBe('sep=;\na;b\n1;x\n');
    expect(correct('# note "\na,b\n1,2\n', [3, 2, 'x'])).toBe('# note "\na,b\n1,x\n');
  });

  it('keeps damaged bytes and other encodings', () => {
    expect(correct(Buffer.from('a,b\n\xff\xfe,\xe9\n3,4\n', 'latin1'), [3, 2, 'é'])).toBe(
      `a,b\n\xff\xfe,\xe9\n3,${bytesOf('é')}\n`,
    );
    const wide = Buffer.from('\ufeffa;b\r\n1;é\r\n', 'utf16le');
    expect(Buffer.from(correct(wide, [2, 1, '中']), 'latin1').toString('utf16le')).toBe('\ufeffa;b\r\n中;é\r\n');
    const latin = { ...defaultDialect, encoding: 'windows-1251' };
    const at = (text: string): Correction[] => [{ row: 1, column: 1, text }];
    expect(Buffer.from(correctCsv(Buffer.from('a,\xe9\n', 'latin1'), at('яЖ'), latin) as Uint8Array)).toEqual(
      Buffer.from('\xff\xc6,\xe9\n', 'latin1'),
    );
    expect(correctCsv(Buffer.from('a\n'), at('中'), latin)).toBeUndefined();
  });

  it('adds missing cells and rows', () => {
    expect(correct('a,b,c\n1', [2, 3, 'x'], [4, 2, 'y'])).toBe('a,b,c\n1,,x\n\n,y,\n');
    expect(correct('a,b\n\n', [2, 1, ''], [9, 1, ''])).toBe('a,b\n\n');
  });

  const cell = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('"', ',', '\n', '\r\n', ' a ', '\ufeffx'));
  const rows = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 5 });
  const change = fc.record({ row: fc.integer({ min: 1, max: 5 }), column: fc.integer({ min: 1, max: 3 }), text: cell });
  it('random corrections are read again', () => {
    property(rows, fc.array(change), (given, changes) => {
      const own = changes.filter(({ row }) => row <= given.length);
      const wanted = given.map((cells) => [...cells]);
      for (const { row, column, text } of own) (wanted[row - 1] as string[])[column - 1] = text;
      const changed = correctCsv(Buffer.from(csvText(given)), own) as Uint8Array;
      expect(parse(Buffer.from(changed))).toEqual(wanted);
    });
  });
});
