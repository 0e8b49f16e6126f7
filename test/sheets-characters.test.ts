import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Column } from '../src/csvw/metadata/column.js';
import { severalAddresses } from '../src/sheets/addresses.js';
import { decode, utf8Damage, utf16Damage } from '../src/sheets/encoding.js';
import { suspiciousValue } from '../src/sheets/suspicious-values.js';
import { plainNumber } from '../src/sheets/workbook-file.js';
import {
  invisibleCharacter,
  isBalanced,
  nameOf,
  plainLookAlike,
  strangeCharacter,
  trimEnds,
  withoutOverrides,
} from '../src/text/characters.js';
import { property } from './support/property.js';

describe('a long run of one character', () => {
  const run = (text: string): string => text.repeat(200_000);

  it('takes linear time', () => {
    expect(trimEnds(` a${run(' ')}a `)).toBe(`a${run(' ')}a`);
    expect(severalAddresses(`https://a.org${run(',')}x https://b.org`)).toHaveLength(2);
    const column = { datatype: { base: 'anyURI' } } as Column;
    expect(suspiciousValue(run('@'), 'address', column, () => ({ file: 'sources.csv' }))).toBeUndefined();
  });
});

describe('invisible characters', () => {
  it('are found in a label, except for necessary joiners', () => {
    expect(invisibleCharacter('a\u200bb', false)).toBe('\u200b');
    expect(invisibleCharacter('می\u200cخواهم', false)).toBeUndefined();
    expect(invisibleCharacter('a\u200cb', false)).toBe('\u200c');
    expect(invisibleCharacter('👩\u200d👧', false)).toBeUndefined();
  });

  it('are found in a key, including direction marks', () => {
    expect(invisibleCharacter('10\u200f', true)).toBe('\u200f');
    expect(invisibleCharacter('العالم\u200f', false)).toBeUndefined();
  });

  it('have names', () => {
    expect(nameOf('\u200b')).toBe('zero-width space (U+200B)');
    expect(nameOf('\u2063')).toBe('U+2063');
  });
});

describe('the direction of text', () => {
  it('is balanced if each embedding is closed by its own kind', () => {
    expect(['a\u202eb\u202c', '\u2067a\u202db\u202c\u2069', 'a'].map(isBalanced)).toEqual([true, true, true]);
    expect(['a\u202eb', 'a\u202c', '\u2067a\u202db\u2069\u202c'].map(isBalanced)).toEqual([false, false, false]);
  });

  it('is restored without overrides', () => expect(withoutOverrides('1\u202e2\u202c\u20663')).toBe('123'));
});

describe('letters that look like others', () => {
  it('are named with the plain letters', () => {
    expect(strangeCharacter('10.а')).toBe('“а” (U+0430, Cyrillic), which looks like “a”');
    expect(strangeCharacter('café')).toBe('“é” (U+00E9, Latin)');
    expect(strangeCharacter('10.a')).toBeUndefined();
    expect(plainLookAlike('Ｃ１００–٣')).toBe('C100-3');
  });
});

it('spaces of all kinds are trimmed, tabs and line ends are not', () => {
  expect(trimEnds('\u00a0 a b\u3000')).toBe('a b');
  expect(trimEnds('\ta\r')).toBe('\ta\r');
});

/** Random bytes with many lead and trail bytes of UTF-8. */
const bytes = fc
  .array(fc.oneof(fc.nat(255), fc.constantFrom(0x61, 0x80, 0xa0, 0xbf, 0xc3, 0xe2, 0xed, 0xef, 0xf0, 0xf4, 0xbd)), {
    maxLength: 40,
  })
  .map((some) => Uint8Array.from(some));

const replaced = (text: string): number => text.split('\ufffd').length - 1;

describe('damaged bytes', () => {
  it('are found where a decoder fails, in order', () =>
    property(bytes, (some) => {
      const found = utf8Damage(some, 0);
      expect(found.length).toBe(replaced(new TextDecoder('utf-8', { ignoreBOM: true }).decode(some)));
      for (const [i, { offset }] of found.entries()) {
        const before = new TextDecoder('utf-8', { ignoreBOM: true }).decode(some.subarray(0, offset));
        expect(replaced(before)).toBe(i);
      }
      const first = found.find(({ isLost }) => !isLost);
      const strict = new TextDecoder('utf-8', { fatal: true });
      if (!first) expect(() => strict.decode(some)).not.toThrow();
      else {
        expect(() => strict.decode(some.subarray(0, first.offset))).not.toThrow();
        expect(() => strict.decode(some.subarray(0, first.offset + 4))).toThrow();
      }
    }));

  it('are distinguished from U+FFFD in the file, and from a truncated character', () => {
    expect(utf8Damage(Buffer.from('a\ufffd'), 0)).toEqual([{ offset: 1, encoding: 'UTF-8', isLost: true }]);
    expect(utf8Damage(Uint8Array.of(0x61, 0xe2, 0x82), 0)).toEqual([{ offset: 1, encoding: 'UTF-8', isCutOff: true }]);
    expect(utf8Damage(Uint8Array.of(0xe9, 0x61), 0)).toEqual([{ offset: 0, encoding: 'UTF-8' }]);
  });

  it('have offsets in UTF-16', () => {
    const { text, damage } = decode(Buffer.from('\ufeffab\ud800c', 'utf16le'), 'a.csv', 'utf-8');
    expect(text).toBe('ab\ufffdc');
    expect(damage).toEqual([{ offset: 6, encoding: 'UTF-16' }]);
    expect(utf16Damage('abc')).toEqual([]);
  });

  it('have offsets that include the byte order mark', () => {
    const { damage } = decode(Buffer.concat([Buffer.from('\ufeffa'), Uint8Array.of(0xff, 0x62)]), 'a.csv', 'utf-8');
    expect(damage).toEqual([{ offset: 4, encoding: 'UTF-8' }]);
  });
});

describe('the number of a workbook', () => {
  it('is written as typed', () => {
    const typed = {
      '5.3179999999999996': '5.318',
      '1E5': '100000',
      '1.5E-7': '0.00000015',
      '-1E-3': '-0.001',
      '1e21': `1${'0'.repeat(21)}`,
    };
    for (const [raw, text] of Object.entries(typed)) expect(plainNumber(raw)).toBe(text);
  });

  it('has no exponent and the same value', () =>
    property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const text = plainNumber(String(value));
      expect(text).toMatch(/^-?\d+(?:\.\d+)?$/);
      expect(Number(text)).toBe(value === 0 ? 0 : value);
    }));
});
