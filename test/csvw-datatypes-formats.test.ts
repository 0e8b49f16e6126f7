import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cases, read, reported } from './support/csvw.js';
import { property } from './support/property.js';

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

  /** Formats an instant with a pattern. */
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
            expect(reported(datatype)).toEqual([]);
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
  )('%s %s rejects %s', (base, format, bad = '') => {
    for (const text of bad.split(' ')) expect(read({ base, format }, text), text).toMatch(/^! /);
  });

  it('accepts fewer digits of a second than the pattern has', () => {
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
  ])('%s %j is reported and ignored', (base, format) => {
    expect(reported({ base, format })).toEqual([expect.stringMatching(/^warning Invalid format /)]);
    const text = { date: '2015-06-05', time: '12:00:00', dateTime: '2015-06-05T12:00:00', gYear: '2015' }[base] ?? '';
    expect(read({ base, format }, text)).toBe(text);
  });
});

describe('a format', () => {
  it('of a boolean is two words', () => {
    expect(['Y', 'N', 'true'].map((text) => read({ base: 'boolean', format: 'Y|N' }, text))).toEqual([
      'true',
      'false',
      '! expected Y or N',
    ]);
    for (const format of ['YN', { pattern: 'Y|N' }]) {
      expect(reported({ base: 'boolean', format })).toEqual([
        expect.stringMatching(/^warning Invalid format .*: expected (two words|text)/),
      ]);
      expect(read({ base: 'boolean', format }, '1')).toBe('true');
    }
  });

  it('of a string is a regular expression for the whole text', () => {
    expect(read({ base: 'string', format: 'a|b' }, 'ab')).toBe('! expected the form a|b');
    expect(read({ base: 'string', format: '.' }, '𝔘')).toBe('𝔘');
    expect(read({ base: 'anyURI', format: 'https?://.+' }, 'a b')).toBe('! expected a URL without spaces');
    expect(read({ base: 'duration', format: '^-?P.*D$' }, 'P1Y')).toBe('! expected the form ^-?P.*D$');
    expect(read({ base: 'string', format: 'a', 'dc:description': 'the letter a' }, 'b')).toBe(
      '! expected the letter a',
    );
    expect(reported({ base: 'string', format: '+' })).toEqual([
      'warning Invalid format "+": expected a regular expression',
    ]);
    expect(read({ base: 'string', format: '+' }, 'AaA')).toBe('AaA');
  });
});
