import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kindOf } from '../src/csvw/datatypes/builtin.js';
import { cases, read, reported } from './support/csvw.js';
import { property } from './support/property.js';

const compare = (base: string, a: string, b: string): number => kindOf(base).compare?.(a, b) ?? Number.NaN;

describe('a limit', () => {
  it('counts the characters of text and the bytes of binary data', () => {
    expect(read({ base: 'string', length: 1 }, '𝔘')).toBe('𝔘');
    expect(read({ base: 'NMTOKEN', length: 4 }, 'token')).toBe('! expected at most 4 characters');
    expect(read({ base: 'NMTOKEN', minLength: 6 }, 'token')).toBe('! expected at least 6 characters');
    expect(read({ base: 'base64Binary', length: 19 }, 'U2VuZCByZWluZm9yY2VtZW50cw==')).not.toMatch(/^!/);
    expect(read({ base: 'hexBinary', maxLength: 1 }, '0FB7')).toBe('! expected at most 1 byte');
  });

  it.each(
    cases(`
    integer | minimum | 9007199254740993 | 9007199254740993 | 9007199254740992 | at least
    decimal | maxInclusive | 0.1 | 0.10 | 0.10000000000000000001 | at most
    float | minExclusive | 5 | 6 | 5 | more than
    double | maximum | 1e3 | 999 | NaN | at most
    date | maxExclusive | 2015-06-05 | 2015-06-04 | 2015-06-05Z | less than
    dateTime | minInclusive | 2015-06-05T12:00:00Z | 2015-06-05T08:00:00-05:00 | 2015-06-05T13:00:00+05:00 | at least
    gYear | minimum | -0044 | 0001 | -0045 | at least
    duration | maximum | P1M | P27D | P28D | at most
    yearMonthDuration | maximum | P1Y | P12M | P13M | at most
  `),
  )('%s %s %s accepts %s, but not %s', (base, name, bound, good = '', bad = '', words) => {
    const datatype = { base, [name as string]: bound };
    expect(reported(datatype)).toEqual([]);
    expect(read(datatype, good)).toBe(good);
    expect(read(datatype, bad)).toBe(`! expected ${words} ${bound}`);
  });

  it('reads a number as a bound', () => {
    expect(read({ base: 'integer', minimum: 1e21 }, '999999999999999999999')).toBe(
      '! expected at least 1000000000000000000000',
    );
    expect(read({ base: 'decimal', maximum: 1e-7 }, '0.0000002')).toBe('! expected at most 0.0000001');
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

  it('compares instants as Date does', () => {
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

  it('respects leap days and the precision of floats', () => {
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

  it('compares durations, unless they have no order', () => {
    expect(compare('duration', 'P2M', 'P62D')).toBeNaN();
    expect(compare('duration', 'P1M', 'P30D')).toBeNaN();
    expect(compare('duration', 'P1M', 'P32D')).toBe(-1);
    expect(compare('duration', 'P1Y', 'P364D')).toBe(1);
    expect(compare('duration', '-P1M', 'PT0S')).toBe(-1);
    expect(compare('dayTimeDuration', 'P1DT0.50S', 'PT24H0.5S')).toBe(0);
    expect(compare('time', '24:00:00', '00:00:00Z')).toBe(0);
  });
});
