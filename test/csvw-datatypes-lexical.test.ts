import { describe, expect, it } from 'vitest';
import { datatypeIri } from '../src/csvw/datatypes/builtin.js';
import { cases, read } from './support/csvw.js';

describe('a built-in datatype', () => {
  it('has its IRI', () => {
    expect(['number', 'any', 'binary', 'datetime', 'json', 'html', 'xml', 'gYear'].map(datatypeIri)).toEqual([
      'http://www.w3.org/2001/XMLSchema#double',
      'http://www.w3.org/2001/XMLSchema#anyAtomicType',
      'http://www.w3.org/2001/XMLSchema#base64Binary',
      'http://www.w3.org/2001/XMLSchema#dateTime',
      'http://www.w3.org/ns/csvw#JSON',
      'http://www.w3.org/1999/02/22-rdf-syntax-ns#HTML',
      'http://www.w3.org/1999/02/22-rdf-syntax-ns#XMLLiteral',
      'http://www.w3.org/2001/XMLSchema#gYear',
    ]);
  });

  it.each(
    cases(`
    integer | +5 005 -0 99999999999999999999 | 1.0 1e3 1,000 5% ٣ --1
    decimal | 1 -1.50 .5 5. +0.1 | 1e3 INF NaN . 1,5 1%% 1e1% 1,234%
    double | 1.5 10.10e1 NaN INF -INF .5E-3 | foo 1z e5 Infinity 0x1
    boolean | true false | TRUE yes 100
    date | 2015-03-22 2015-03-22Z 2015-03-22-08:00 2000-02-29 -0004-02-29 12015-01-01 0000-01-01 | 2015-02-31 1900-02-29 15-06-05 02015-01-01 2015-3-2 2015-03-22+14:01
    time | 15:02:37 15:02:37.5Z 24:00:00 00:00:00-14:00 | 24:00:01 15:60:00 15:02 25:00:00
    dateTime | 2015-03-15T15:02:37 2015-03-15T24:00:00.0 | 2015-03-15 2015-02-30T00:00:00
    dateTimeStamp | 2015-03-15T15:02:37Z | 2015-03-15T15:02:37
    gDay | ---31 ---01Z | ---32 --31
    gMonth | --02 --12-08:00 | --13 --2
    gMonthDay | --02-29 --12-31Z | --02-30 --04-31
    gYear | 2018 -0044 12018Z | 18 20x4 012018
    gYearMonth | 1999-05 1999-05-08:00 | 1999-13 1999
    duration | P1Y PT130S -P60D P0Y20M0D P1Y2M3DT4H5M6.7S | P PT P1S PT1.5H 1Y P1M1Y P-1Y
    dayTimeDuration | P1DT2H PT0.5S | P1Y P1M P P1DT
    yearMonthDuration | P0Y20M -P1Y | P1D P
    hexBinary | 0FB7 0fb7 | 0FB 0G
    base64Binary | U2VuZA== QUJD | QUJ QR== QQ= ====
    language | en zh-Hans-CN | english-language- e_n 12345
    Name | a x:row é_1 | 1a a/b -a
    NMTOKEN | 1a -.: token | a/b a,b
    QName | a x:row | :a a: a:b:c 1a
    anyURI | http://example.org/ü a#b | <a> a|b a^b
    json | {"a":[1]} 1 null | {a:1} undefined
  `),
  )('%s accepts %s, but not %s', (base = '', good = '', bad = '') => {
    for (const text of good.split(' ')) expect(read(base, text)).toBe(text);
    for (const text of bad.split(' ')) expect(read(base, text), text).toMatch(/^! expected/);
  });

  it('reads 1 as true and 0 as false', () =>
    expect(['1', '0'].map((text) => read('boolean', text))).toEqual(['true', 'false']));

  it('describes what it expects', () => {
    expect(read('integer', 'twelve')).toBe('! expected a whole number such as 12');
    expect(read('byte', '128')).toBe('! expected a whole number from -128 to 127');
    for (const text of ['1,5', '1%%'])
      expect(read('decimal', text)).toBe('! expected a number with a decimal point such as 12.5');
    expect(read('date', '2015-02-31')).toBe('! expected a day that exists');
    expect(read('anyURI', 'a b')).toBe('! expected a URL without spaces');
  });

  it('normalises white space', () => {
    const text = ' a\t b\u00a0\r\n';
    expect(['string', 'html', 'any'].map((base) => read(base, text))).toEqual([text, text, text]);
    expect(read('normalizedString', text)).toBe(' a  b\u00a0  ');
    expect(read('token', text)).toBe('a b\u00a0');
    expect(read('integer', ' 12\n')).toBe('12');
  });

  it.each(
    cases(`
    byte | -128 | 127
    short | -32768 | 32767
    int | -2147483648 | 2147483647
    long | -9223372036854775808 | 9223372036854775807
    unsignedByte | 0 | 255
    unsignedShort | 0 | 65535
    unsignedInt | 0 | 4294967295
    unsignedLong | 0 | 18446744073709551615
    nonNegativeInteger | 0 | any
    positiveInteger | 1 | any
    nonPositiveInteger | any | 0
    negativeInteger | any | -1
  `),
  )('%s ranges from %s to %s', (base = '', least = '', most = '') => {
    for (const [edge, outward] of [
      [least, -1n],
      [most, 1n],
    ] as const) {
      const inside = edge === 'any' ? String(outward * 10n ** 40n) : edge;
      expect(read(base, inside)).toBe(inside);
      if (edge !== 'any') expect(read(base, String(BigInt(edge) + outward))).toMatch(/^! expected a whole number/);
    }
    const isZeroIn = (least === 'any' || BigInt(least) <= 0n) && (most === 'any' || BigInt(most) >= 0n);
    for (const zeros of ['00', '-00', '+00']) expect(read(base, zeros) === zeros).toBe(isZeroIn);
  });
});
