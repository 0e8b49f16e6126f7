import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cases, read, reported } from './support/csvw.js';
import { property } from './support/property.js';

describe('a number format', () => {
  it.each(
    cases(`
    integer | ##0 | 1 1234 | 1,234 123.4
    integer | #,#00 | 12 123 1,234 1,234,567 | 1 1234 12,34 12,34,567
    integer | #,##,#00 | 12 1,234 12,34,567 | 1 1234 12,34 1,234,567
    integer | ####,##0 | 1 1,234,567 | 1234,567
    integer | ##,#,###,0000 | 0123 12,345,6789 | 123 1,234,567
    integer | 0,00,000 | 1,23,456 12,34,567 | 23,456 123,456
    decimal | #0.# | 1 1.2 1234.5 | 12.34 1,234.5
    decimal | #0.0 | 1.2 | 1 12.34
    decimal | #0.0#,# | 12.3 12.34 12.24,5 | 1 12.345 12.34,567
    decimal | 0.000,0## | 1.199,9 1.123,456 | 1.123 1.1234 1.123,4567
    decimal | #.0 | 0.1 10.1 .5 | 10 1.
    decimal | +0 | +1 -1 | 1
    decimal | -0 | -1 | 1 +1
    double | 0.00E0 | 1.25E10 1.25E-1 INF NaN | 10.10e10 1.2E1 12.25E1
    double | #0.###E#0 | 0.0E0 0.0e0 10.10E1 10.10e1 | 100.1E1 100.1e1 1E 1e
    double | 0.0E+00 | 1.5E+10 1.5E-10 | 1.5E10 1.5E+1
  `),
  )('%s %s accepts %s, but not %s', (base = '', format = '', good = '', bad = '') => {
    expect(reported({ base, format })).toEqual([]);
    for (const text of good.split(' '))
      expect(read({ base, format }, text)).toBe(text.replaceAll(',', '').replace(/E(?=[+\d-])/, 'e'));
    for (const text of bad.split(' ')) expect(read({ base, format }, text), text).toBe(`! expected the form ${format}`);
  });

  it.each(
    cases(`
    %000 | %-123 | -1.23
    ‰000 | ‰123 | 0.123
    %000 | %+123 | 1.23
    ‰000 | ‰+123 | 0.123
    000.0% | +123.4% | 1.234
    +000.0% | +123.4% | +1.234
    %+000 | %+123 | +1.23
    0% | 5% | 0.05
    0% | 100% | 1
  `),
  )('%s reads %s as %s', (pattern, text = '', lexical) => {
    expect(read({ base: 'decimal', format: { pattern } }, text)).toBe(lexical);
  });

  it.each(
    cases(`
    +0 | +1 | +1
    +0 | -1 | -1
    0 | +1 | 1
    #,##0.0 | +1,234.5 | 1234.5
    0 | -1 | -1
  `),
  )('%s reads %s as %s: only a pattern with a plus keeps it', (pattern, text = '', lexical) => {
    expect(read({ base: 'decimal', format: { pattern } }, text)).toBe(lexical);
  });

  it('writes the exponent of a pattern with a lower-case e, as W3C test 158 expects', () => {
    for (const text of ['0.0E0', '0.0e0'])
      expect(read({ base: 'double', format: { pattern: '#0.###E#0' } }, text)).toBe('0.0e0');
  });

  it('keeps a plus and the case of an exponent if there is no pattern', () => {
    expect(read('decimal', '+1')).toBe('+1');
    expect(read({ base: 'decimal', format: { decimalChar: ',' } }, '+1,5')).toBe('+1.5');
    for (const text of ['0.0e0', '0.0E0', '+1e3', '1E+3']) expect(read('double', text)).toBe(text);
    expect(read({ base: 'double', format: { pattern: '0E0' } }, '+1e+3')).toBe('1e+3');
  });

  it('sets the marks, with and without a pattern', () => {
    const marks = { decimalChar: ',', groupChar: '.' };
    expect(read({ base: 'decimal', format: marks }, '10.000,1')).toBe('10000.1');
    expect(read({ base: 'decimal', format: marks }, '1..000')).toBe('! expected a number such as 1.234,5');
    expect(read({ base: 'integer', format: marks }, '1.000,0')).toBe('! expected a whole number such as 12');
    expect(read({ base: 'decimal', format: { ...marks, pattern: '#.##0,00' } }, '-1.234,50')).toBe('-1234.50');
    expect(read({ base: 'decimal', format: { groupChar: ',' } }, '123,,456.789')).toMatch(/^! expected/);
    expect(read({ base: 'decimal', format: { groupChar: ',' } }, '123456.789‰')).toBe('123.456789');
    expect(read('double', '50%')).toBe('0.5');
    expect(read({ base: 'decimal', format: { decimalChar: ',' } }, '1.5')).toBe('! expected a number such as 1234,5');
    expect(read({ base: 'decimal', format: { decimalChar: '.' } }, '1,000')).toBe('! expected a number such as 1234.5');
    expect(reported({ base: 'decimal', format: { decimalChar: ',', groupChar: ',' } })).toEqual([
      'warning Invalid format {"decimalChar":",","groupChar":","}: decimalChar and groupChar are the same',
    ]);
  });

  it.each(['[', '0#', '0.#0', '#,', '#,,##0', '%0%', '', '0.', '#,##0.##,0', '0.##,###', '0.0,', "0'x'", '0;(0)'])(
    '%j is reported and ignored',
    (format) => {
      expect(reported({ base: 'decimal', format })).toEqual([
        `warning Invalid format "${format}": expected a number pattern such as #,##0.00`,
      ]);
      expect(read({ base: 'decimal', format }, '12.5')).toBe('12.5');
    },
  );

  it.each([
    ['en', '#,##0.0##', '.', ','],
    ['de', '#.##0,0##', ',', '.'],
    ['en-IN', '#,##,##0.0##', '.', ','],
    ['fr', '#\u202f##0,0##', ',', '\u202f'],
  ])('reads numbers that Intl writes for %s', (locale, pattern, decimalChar, groupChar) => {
    const writer = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 3 });
    property(fc.integer({ min: -(10 ** 14), max: 10 ** 14 }), (thousandths) => {
      const text = writer.format(thousandths / 1000);
      for (const format of [
        { pattern, decimalChar, groupChar },
        { decimalChar, groupChar },
      ])
        expect(Number(read({ base: 'decimal', format }, text))).toBe(thousandths / 1000);
    });
  });
});
