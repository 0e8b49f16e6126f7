import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datatypeNames, kindOf } from '../src/csvw/datatypes/builtin.js';
import { compileDatatype, type Datatype } from '../src/csvw/datatypes/datatype.js';
import { cases, isPlain, read } from './support/csvw.js';
import { property } from './support/property.js';

describe('any text', () => {
  const nearly = fc.string({ unit: fc.constantFrom(...'0123456789+-.,eETZ:/ PYMDHS%truefalsINF"\\\t\u007f') });
  const written = fc.oneof(
    nearly,
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.integer().map(String),
    fc.double().map(String),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
    fc
      .tuple(fc.nat(9999), fc.nat(13), fc.nat(32))
      .map((parts) => parts.map((n, i) => String(n).padStart(i ? 2 : 4, '0')).join('-')),
  );

  it('is read by every datatype without an exception', () => {
    const formats: Record<string, Datatype['format'][]> = {
      decimal: ['#,##0.0#', { decimalChar: ',', groupChar: ' ' }],
      date: ['d.M.yyyy X'],
      dateTime: ['yyyyMMdd HHmmss'],
      string: ['.*'],
    };
    const readers = datatypeNames.flatMap((base) =>
      [undefined, ...(formats[base] ?? [])].map((format) => ({
        base,
        reader: compileDatatype(format === undefined ? { base } : { base, format }),
      })),
    );
    property(written, (text) => {
      for (const { base, reader } of readers) {
        const reading = reader.read(text);
        const { compare } = kindOf(base);
        if ('lexical' in reading && compare && reading.lexical !== 'NaN')
          expect(compare(reading.lexical, reading.lexical)).toBe(0);
      }
    });
  });

  it('is its own lexical form and needs no escapes if it is plain', () => {
    property(written, (text) => {
      for (const base of datatypeNames.filter((base) => isPlain(base, text))) {
        expect(read(base, text)).toBe(text);
        expect(text).toMatch(/^[ !#-[\]-~]+$/);
      }
    });
  });

  it.each(
    cases(`
    string | hello,~world | caf\u00e9 a"b a\\b \u007f
    integer | 0 -12 123456789012345678901 | 1.0 - +- 1a
    int | 999999999 -5 | 2147483648 --1
    unsignedByte | 12 | -1 256
    positiveInteger | 10 | 0 -1
    negativeInteger | -10 | 10 -0
    decimal | 12 -1.5 .5 5. +7 | . - 1e5 1.2.3
    double | 1.5 1e5 -1.5E-10 | e5 1e 1e+ 1e5.
    boolean | true false | truer fals
    gYear | 2018 | 20185 201x
    date | 2018-12-19 2000-02-29 2004-02-29 | 1900-02-29 2018-13-01 2018-00-10 2018-01-00 2018-04-31 2018-1-011 2018/12/19
  `),
  )('%s is plain for %s, but not for %s', (base = '', good = '', bad = '') => {
    for (const text of good.split(' ')) expect(isPlain(base, text), text).toBe(true);
    for (const text of bad.split(' ')) expect(isPlain(base, text), text).toBe(false);
  });

  it('is never plain if there is a format or limit', () => {
    const limited: Datatype[] = [
      { base: 'string', maxLength: 3 },
      { base: 'decimal', minInclusive: '1' },
      { base: 'date', format: 'yyyy-MM-dd' },
      { base: 'string', format: 'a' },
    ];
    for (const datatype of limited) expect(compileDatatype(datatype).isPlain).toBeUndefined();
  });
});
