import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compileDatatype,
  type Datatype,
  datatypeIri,
  datatypeNames,
  readDatatype,
} from '../src/csvw/datatypes/datatype.js';
import { property } from './support/property.js';

/** Reads metadata and then a text, as a column does. */
function read(datatype: unknown, text: string): string {
  const reading = compileDatatype(readDatatype(datatype, 'd', () => {})).read(text);
  return 'lexical' in reading ? reading.lexical : `! ${reading.fault}`;
}

/** What is told of metadata: "error length is for text and bytes, not for date". */
function told(datatype: unknown): string[] {
  const found: string[] = [];
  readDatatype(datatype, 'd', (_, message, severity = 'error') => found.push(`${severity} ${message}`));
  return found;
}

const compare = (base: string, a: string, b: string): number => compileDatatype({ base }).compare?.(a, b) ?? Number.NaN;
const isPlain = (base: string, text: string): boolean => {
  const bytes = new TextEncoder().encode(`x${text}x`); // a cell stands among others
  return compileDatatype({ base }).isPlain?.(bytes, 1, bytes.length - 1) ?? false;
};
const cases = (table: string): string[][] =>
  table.trim().split('\n').map((line) => line.trim().split(/ +\| +/)); // biome-ignore format: one line

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
  )('%s takes %s and not %s', (base = '', good = '', bad = '') => {
    for (const text of good.split(' ')) expect(read(base, text)).toBe(text);
    for (const text of bad.split(' ')) expect(read(base, text), text).toMatch(/^! (expected|no such)/);
  });

  it('has other words for true and false', () =>
    expect(['1', '0'].map((text) => read('boolean', text))).toEqual(['true', 'false']));

  it('says what it expects', () => {
    expect(read('integer', 'twelve')).toBe('! expected a whole number such as 12');
    expect(read('byte', '128')).toBe('! expected a whole number from -128 to 127');
    for (const text of ['1,5', '1%%'])
      expect(read('decimal', text)).toBe('! expected a number such as 12.5, with a point');
    expect(read('date', '2015-02-31')).toBe('! no such day');
    expect(read('anyURI', 'a b')).toBe('! expected a web address without spaces');
  });

  it('treats white space as the standard says', () => {
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
  )('%s goes from %s to %s', (base = '', least = '', most = '') => {
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
    double | #0.###E#0 | 0.0E0 10.10E1 | 100.1E1 1E
    double | 0.0E+00 | 1.5E+10 1.5E-10 | 1.5E10 1.5E+1
  `),
  )('%s %s takes %s and not %s', (base = '', format = '', good = '', bad = '') => {
    expect(told({ base, format })).toEqual([]);
    for (const text of good.split(' ')) expect(read({ base, format }, text)).toBe(text.replaceAll(',', ''));
    for (const text of bad.split(' ')) expect(read({ base, format }, text), text).toBe(`! expected the form ${format}`);
  });

  it.each(
    cases(`
    %000 | %-123 | -1.23
    ‰000 | ‰123 | 0.123
    000.0% | +123.4% | +1.234
    0% | 5% | 0.05
    0% | 100% | 1
  `),
  )('%s divides %s to %s', (pattern, text = '', lexical) => {
    expect(read({ base: 'decimal', format: { pattern } }, text)).toBe(lexical);
  });

  it('has its own marks, with a pattern and without', () => {
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
    expect(told({ base: 'decimal', format: { decimalChar: ',', groupChar: ',' } })).toEqual([
      'warning format has "," as decimalChar and as groupChar',
    ]);
  });

  it.each(['[', '0#', '0.#0', '#,', '#,,##0', '%0%', '', '0.', '#,##0.##,0', '0.##,###', '0.0,', "0'x'", '0;(0)'])(
    '%j is told and ignored',
    (format) => {
      expect(told({ base: 'decimal', format })).toEqual([
        `warning format is no number pattern such as #,##0.00: ${format}`,
      ]);
      expect(read({ base: 'decimal', format }, '12.5')).toBe('12.5');
    },
  );

  it.each([
    ['en', '#,##0.0##', '.', ','],
    ['de', '#.##0,0##', ',', '.'],
    ['en-IN', '#,##,##0.0##', '.', ','],
    ['fr', '#\u202f##0,0##', ',', '\u202f'],
  ])('reads what Intl writes for %s', (locale, pattern, decimalChar, groupChar) => {
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

describe('a date or time format', () => {
  const days = [
    'yyyy-MM-dd',
    'yyyyMMdd',
    ...['dd-MM-yyyy', 'd-M-yyyy', 'MM-dd-yyyy', 'M-d-yyyy'].flatMap((one) => [
      one,
      one.replaceAll('-', '/'),
      one.replaceAll('-', '.'),
    ]),
  ];
  const times = ['HH:mm:ss.SSS', 'HH:mm:ss', 'HHmmss', 'HH:mm', 'HHmm'];
  const zones = { '': '', X: '-05', XX: '+0530', ' XXX': ' +05:30', x: '+00', xx: '-0800', ' xxx': ' +01:00' };
  const ends = { '': '', X: '-05:00', XX: '+05:30', ' XXX': '+05:30', x: '+00:00', xx: '-08:00', ' xxx': '+01:00' };

  /** Writes a moment in a pattern, letter by letter. */
  const write = (pattern: string, iso: string): string => {
    const [year = '', month = '', day = '', hour = '', minute = '', second = '', part = ''] = iso.split(/\D/);
    const short = (digits: string): string => String(Number(digits));
    const fields: Record<string, string> = {
      yyyy: year,
      MM: month,
      M: short(month),
      dd: day,
      d: short(day),
      HH: hour,
      mm: minute,
      ss: second,
      SSS: part,
    };
    return pattern.replace(/yyyy|MM?|dd?|HH|mm|ss|SSS/g, (field) => fields[field] as string);
  };

  it('reads every listed pattern', () => {
    const noon = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    property(
      fc.tuple(noon, fc.constantFrom(...days), fc.constantFrom(...times), fc.constantFrom('T', ' ')),
      ([moment, day, time, mark]) => {
        const iso = moment.toISOString();
        const clock = /S/.test(time)
          ? iso.slice(11, 23)
          : /ss/.test(time)
            ? iso.slice(11, 19)
            : `${iso.slice(11, 16)}:00`;
        for (const [zone, text] of Object.entries(zones)) {
          const end = ends[zone as keyof typeof ends];
          const expected = {
            date: iso.slice(0, 10) + end,
            time: clock + end,
            dateTime: `${iso.slice(0, 10)}T${clock}${end}`,
          };
          const patterns = { date: day, time, dateTime: day + mark + time };
          for (const base of ['date', 'time', 'dateTime'] as const) {
            const datatype = { base, format: patterns[base] + zone };
            expect(told(datatype)).toEqual([]);
            expect(read(datatype, write(patterns[base], iso) + text)).toBe(expected[base]);
          }
        }
      },
    );
  });

  it.each(
    cases(`
    date | M/d/yyyy | 13/1/2015 2/31/2015 2015-01-01 1/1/15
    time | HH:mm:ss.S | 15:02:37.143 15:02:37.14 15:02 15:02:60
    time | HH:mm:ssX | 15:02:37 15:02:37+15
    dateTimeStamp | yyyy-MM-ddTHH:mm | 2015-03-15T15:02
  `),
  )('%s %s refuses %s', (base, format, bad = '') => {
    for (const text of bad.split(' ')) expect(read({ base, format }, text), text).toMatch(/^! /);
  });

  it('reads as few digits of a second as there are', () => {
    const texts = ['15:02:37', '15:02:37.1', '15:02:37.14'];
    for (const text of texts) expect(read({ base: 'time', format: 'HH:mm:ss.SS' }, text)).toBe(text);
  });

  it.each([
    ['date', 'yy-MM-dd'],
    ['date', 'dd-MM/yyyy'],
    ['date', 'HH:mm'],
    ['time', 'h:mm'],
    ['dateTime', 'yyyy-MM-dd'],
    ['date', { pattern: 'yyyy-MM-dd' }],
    ['gYear', 'yyyy'],
  ])('%s %j is told and ignored', (base, format) => {
    expect(told({ base, format })).toEqual([expect.stringMatching(/^warning format /)]);
    const text = { date: '2015-06-05', time: '12:00:00', dateTime: '2015-06-05T12:00:00', gYear: '2015' }[base] ?? '';
    expect(read({ base, format }, text)).toBe(text);
  });
});

describe('another format', () => {
  it('is two words for a boolean', () => {
    expect(['Y', 'N', 'true'].map((text) => read({ base: 'boolean', format: 'Y|N' }, text))).toEqual([
      'true',
      'false',
      '! expected Y or N',
    ]);
    for (const format of ['YN', { pattern: 'Y|N' }]) {
      expect(told({ base: 'boolean', format })).toEqual([
        expect.stringMatching(/^warning format of (a )?boolean must/),
      ]);
      expect(read({ base: 'boolean', format }, '1')).toBe('true');
    }
  });

  it('is a regular expression that the whole text matches', () => {
    expect(read({ base: 'string', format: 'a|b' }, 'ab')).toBe('! expected the form a|b');
    expect(read({ base: 'string', format: '.' }, '𝔘')).toBe('𝔘');
    expect(read({ base: 'anyURI', format: 'https?://.+' }, 'a b')).toBe('! expected a web address without spaces');
    expect(read({ base: 'duration', format: '^-?P.*D$' }, 'P1Y')).toBe('! expected the form ^-?P.*D$');
    expect(read({ base: 'string', format: 'a', 'dc:description': 'the letter a' }, 'b')).toBe(
      '! expected the letter a',
    );
    expect(told({ base: 'string', format: '+' })).toEqual(['warning format is no regular expression: +']);
    expect(read({ base: 'string', format: '+' }, 'AaA')).toBe('AaA');
  });
});

describe('a limit', () => {
  it('counts characters of text and bytes of binary', () => {
    expect(read({ base: 'string', length: 1 }, '𝔘')).toBe('𝔘');
    expect(read({ base: 'NMTOKEN', length: 4 }, 'token')).toBe('! longer than 4 characters');
    expect(read({ base: 'NMTOKEN', minLength: 6 }, 'token')).toBe('! shorter than 6 characters');
    expect(read({ base: 'base64Binary', length: 19 }, 'U2VuZCByZWluZm9yY2VtZW50cw==')).not.toMatch(/^!/);
    expect(read({ base: 'hexBinary', maxLength: 1 }, '0FB7')).toBe('! longer than 1 bytes');
  });

  it.each(
    cases(`
    integer | minimum | 9007199254740993 | 9007199254740993 | 9007199254740992 | less than
    decimal | maxInclusive | 0.1 | 0.10 | 0.10000000000000000001 | more than
    float | minExclusive | 5 | 6 | 5 | not more than
    double | maximum | 1e3 | 999 | NaN | more than
    date | maxExclusive | 2015-06-05 | 2015-06-04 | 2015-06-05Z | not less than
    dateTime | minInclusive | 2015-06-05T12:00:00Z | 2015-06-05T08:00:00-05:00 | 2015-06-05T13:00:00+05:00 | less than
    gYear | minimum | -0044 | 0001 | -0045 | less than
    duration | maximum | P1M | P27D | P28D | more than
    yearMonthDuration | maximum | P1Y | P12M | P13M | more than
  `),
  )('%s %s %s takes %s and not %s', (base, name, bound, good = '', bad = '', words) => {
    const datatype = { base, [name as string]: bound };
    expect(told(datatype)).toEqual([]);
    expect(read(datatype, good)).toBe(good);
    expect(read(datatype, bad)).toBe(`! ${words} ${bound}`);
  });

  it('reads a bound that is a number', () => {
    expect(read({ base: 'integer', minimum: 1e21 }, '999999999999999999999')).toBe(
      '! less than 1000000000000000000000',
    );
    expect(read({ base: 'decimal', maximum: 1e-7 }, '0.0000002')).toBe('! more than 0.0000001');
  });

  it('compares integers and decimals as BigInt does', () => {
    const numbers = fc.tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.bigInt({ min: -100n, max: 100n }));
    const scaled = (value: bigint): string => {
      const digits = String(value < 0n ? -value : value).padStart(8, '0');
      return `${value < 0n ? '-' : '+'}00${digits.slice(0, -7)}.${digits.slice(-7)}`;
    };
    property(numbers, ([a, step]) => {
      const expected = Math.sign(Number(-step));
      for (const [one, other] of [
        [a, a + step],
        [step, step + step],
      ] as const) {
        expect(Math.sign(compare('integer', String(one), String(other)))).toBe(expected || 0);
        expect(Math.sign(compare('decimal', scaled(one), scaled(other)))).toBe(expected || 0);
      }
    });
  });

  it('compares moments as Date does', () => {
    const moment = fc.tuple(fc.integer({ min: -62e12, max: 25e13 }), fc.integer({ min: -840, max: 840 }));
    const write = ([time, zone]: [number, number]): string => {
      const minutes = String(Math.abs(zone) % 60).padStart(2, '0');
      const hours = String(Math.floor(Math.abs(zone) / 60)).padStart(2, '0');
      return new Date(time + zone * 60000).toISOString().replace('Z', `${zone < 0 ? '-' : '+'}${hours}:${minutes}`);
    };
    property(moment, fc.tuple(moment, fc.integer({ min: -2, max: 2 })), (a, [b, step]) => {
      expect(compare('dateTime', write(a), write(b))).toBe(Math.sign(a[0] - b[0]));
      expect(compare('dateTime', write(a), write([a[0] + step, b[1]]))).toBe(Math.sign(-step) || 0);
    });
  });

  it('knows the leap days of all years, and the precision of floats', () => {
    for (const [last, next] of [
      '0000-02-29 0000-03-01',
      '-0001-02-28 -0001-03-01',
      '1900-02-28 1900-03-01',
      '2000-02-29 2000-03-01',
    ].map((pair) => pair.split(' ')))
      expect(compare('dateTime', `${last}T24:00:00`, `${next}T00:00:00`), last).toBe(0);
    expect(compare('float', '16777217', '16777216')).toBe(0);
    expect(compare('double', '16777217', '16777216')).toBe(1);
  });

  it('knows which durations have no order', () => {
    expect(compare('duration', 'P2M', 'P62D')).toBeNaN();
    expect(compare('duration', 'P1M', 'P30D')).toBeNaN();
    expect(compare('duration', 'P1M', 'P32D')).toBe(-1);
    expect(compare('duration', 'P1Y', 'P364D')).toBe(1);
    expect(compare('duration', '-P1M', 'PT0S')).toBe(-1);
    expect(compare('dayTimeDuration', 'P1DT0.50S', 'PT24H0.5S')).toBe(0);
    expect(compare('time', '24:00:00', '00:00:00Z')).toBe(0);
  });
});

describe('metadata of a datatype', () => {
  it.each([
    ['NMTOKEN', { length: 5, minLength: 6 }],
    ['NMTOKEN', { length: 5, maxLength: 4 }],
    ['NMTOKEN', { minLength: 6, maxLength: 5 }],
    ['date', { length: 5 }],
    ['date', { minInclusive: '2015-06-05', minExclusive: '2015-06-05' }],
    ['date', { maxInclusive: '2015-06-05', maxExclusive: '2015-06-05' }],
    ['date', { maxInclusive: '2015-06-05', minimum: '2015-06-06' }],
    ['date', { maxExclusive: '2015-06-05', minInclusive: '2015-06-05' }],
    ['date', { maxExclusive: '2015-06-05', minExclusive: '2015-06-06' }],
    ['date', { maxInclusive: '2015-06-05', minExclusive: '2015-06-05' }],
    ['date', { minimum: '2015-02-31' }],
    ['string', { minimum: 1 }],
    ['string', { maxExclusive: '1' }],
    ['integer', { minimum: 1.5 }],
    ['string', { '@id': '_:foo' }],
    ['string', { '@id': 'http://www.w3.org/2001/XMLSchema#string' }],
    ['string', { '@id': 'no iri' }],
    ['string', { '@type': 'Column' }],
  ])('%s with %j is an error', (base, more) => {
    expect(told({ base, ...more })).toEqual([expect.stringMatching(/^error /)]);
  });

  it.each([
    ['date', { minInclusive: '2015-06-05', maxInclusive: '2015-06-05' }],
    ['NMTOKEN', { length: 5, minLength: 5, maxLength: 5 }],
    ['string', { '@id': 'http://example.org/type', '@type': 'Datatype', 'dc:title': 'a type' }],
  ])('%s with %j is fine', (base, more) => expect(told({ base, ...more })).toEqual([]));

  it('that is no datatype is told, and string is used', () => {
    expect(told('integr')).toEqual(['warning "integr" is no datatype known here; did you mean integer?']);
    for (const datatype of ['xsd:integer', { base: 'foo' }, 5, ['integer'], { base: 7 }, 'constructor']) {
      expect(told(datatype)).toEqual([expect.stringMatching(/^warning /)]);
      expect(readDatatype(datatype, 'd', () => {})).toEqual({ base: 'string' });
    }
    expect(told(undefined)).toEqual([]);
  });

  it('keeps the marks of a number format whose pattern is wrong', () => {
    const read = (format: object) => readDatatype({ base: 'integer', format }, 'd', () => {});
    expect(read({ pattern: '[' })).toEqual({ base: 'integer' });
    expect(read({ pattern: '[', groupChar: ' ' })).toEqual({ base: 'integer', format: { groupChar: ' ' } });
  });

  it('of the wrong kind is told and ignored', () => {
    const given = { base: 'decimal', length: 'x', minimum: [1], format: 5, extra: 1 };
    expect(told(given)).toEqual(Array(4).fill(expect.stringMatching(/^warning /)));
    expect(readDatatype(given, 'd', () => {})).toEqual({ base: 'decimal' });
  });

  it('may be anything and never throws', () => {
    const value = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom('0', '#,##0', 'Y|N', '[', '.', ',', 'yyyy', -1, Number.POSITIVE_INFINITY, '2015'),
    );
    const names = ['format', 'length', 'minLength', 'minimum', 'maxExclusive', '@id', '@type', 'dc:description'];
    const more = fc.dictionary(fc.constantFrom(...names), value);
    property(fc.tuple(fc.constantFrom(...datatypeNames), more), value, ([base, more], other) => {
      const format = { pattern: other, decimalChar: other, groupChar: ',' };
      for (const given of [other, { base, ...more }, { base, format }]) expect(read(given, '1')).toBeTypeOf('string');
    });
  });
});

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

  it('is read by every datatype without a throw', () => {
    const formats: Record<string, Datatype['format'][]> = {
      decimal: ['#,##0.0#', { decimalChar: ',', groupChar: ' ' }],
      date: ['d.M.yyyy X'],
      dateTime: ['yyyyMMdd HHmmss'],
      string: ['.*'],
    };
    const readers = datatypeNames.flatMap((base) =>
      [undefined, ...(formats[base] ?? [])].map((format) =>
        compileDatatype(format === undefined ? { base } : { base, format }),
      ),
    );
    property(written, (text) => {
      for (const reader of readers) {
        const reading = reader.read(text);
        if ('lexical' in reading && reader.compare && reading.lexical !== 'NaN')
          expect(reader.compare(reading.lexical, reading.lexical)).toBe(0);
      }
    });
  });

  it('that is plain is its own lexical form and needs no escape', () => {
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
  )('%s is plain as %s and not as %s', (base = '', good = '', bad = '') => {
    for (const text of good.split(' ')) expect(isPlain(base, text), text).toBe(true);
    for (const text of bad.split(' ')) expect(isPlain(base, text), text).toBe(false);
  });

  it('is never plain where a format or limit has its say', () => {
    const limited: Datatype[] = [
      { base: 'string', maxLength: 3 },
      { base: 'decimal', minInclusive: '1' },
      { base: 'date', format: 'yyyy-MM-dd' },
      { base: 'string', format: 'a' },
    ];
    for (const datatype of limited) expect(compileDatatype(datatype).isPlain).toBeUndefined();
  });
});
