import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { progressText } from '../src/cli/command.js';
import { createMemo } from '../src/csvw/stream/byte-cells.js';
import { ownTables } from '../src/node/observations/open-files.js';
import { compileArea } from '../src/observations/areas.js';
import { encodingOf } from '../src/observations/encoding.js';
import { compileCode } from '../src/observations/read-cells.js';
import { readPeriod, readValue } from '../src/observations/values.js';
import { inMemory } from './support/observations.js';
import { property } from './support/property.js';

it('shows progress in the same form for rows and statements', () => {
  expect(progressText(1_200_000, 'statements', 0.1, 15)).toBe('1,200,000 statements, 80,000 a second, 3 min left');
  expect(progressText(500, 'rows', 0, 0.5)).toBe('500 rows, 1,000 a second');
  expect(progressText(500, 'rows', 1.01, 2)).toBe('500 rows, 250 a second, 0 s left');
});

describe('values', () => {
  const number = (lexical: string) => ({ kind: 'number', lexical, type: 'decimal' });

  it.each([
    ['7.078530000000001', number('7.078530000000001')],
    ['50.00', number('50.00')],
    ['-0.5', number('-0.5')],
    ['.5', number('.5')],
    ['1,873.51', number('1873.51')],
    ['12,345,678', number('12345678')],
    ['1.5E-3', number('0.0015')],
    ['1.5E-1', number('0.15')],
    ['-2.25e4', number('-22500')],
    ['9.999E+2', number('999.9')],
    ['5e-05', number('0.00005')],
    ['1E300', { kind: 'number', lexical: '1E300', type: 'double' }],
    ['<2.5', { kind: 'bound', sign: '<', lexical: '2.5' }],
    ['>95', { kind: 'bound', sign: '>', lexical: '95' }],
    ['>=80', { kind: 'bound', sign: '>=', lexical: '80' }],
    ['<= 1,000', { kind: 'bound', sign: '<=', lexical: '1000' }],
  ])('%s', (text, value) => expect(readValue(text)).toEqual(value));

  it.each(['', ' ', 'N', 'NA', 'NaN', 'nan'])('treats "%s" as missing, not as zero', (text) =>
    expect(readValue(text)).toEqual({ kind: 'missing' }),
  );

  it.each(['abc', '1.2.3', '1,87.5', '<', '<<5', '0x10', '5 %', '1e', 'Infinity', '2,5', '0,123'])(
    'rejects %s',
    (text) => expect(readValue(text)).toEqual({ kind: 'broken' }),
  );

  it('expands exponents without changing the number', () =>
    property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e30, max: 1e30 }), (value) => {
      const read = readValue(value.toExponential());
      if (read.kind !== 'number') throw new Error(`${value} is not a number`);
      expect(Number(read.lexical) === value, read.lexical).toBe(true); // -0 equals 0
    }));
});

it('reads years, months, days and SDMX periods', () => {
  expect(readPeriod('2017.0')).toEqual({ text: '2017', type: 'gYear' });
  expect(readPeriod('2017-04')).toEqual({ text: '2017-04', type: 'gYearMonth' });
  expect(readPeriod('2016-02-29')).toEqual({ text: '2016-02-29', type: 'date' });
  expect(readPeriod('2017-Q2')).toEqual({ text: '2017-Q2', type: 'string' });
  for (const text of ['', '17', '2017-13', '2017-02-30', '2017.5', '2017-Q5', 'in 2017'])
    expect(readPeriod(text), text).toBeUndefined();
});

it('aligns different spellings of a code', () => {
  const { codes: known, areas } = ownTables();
  const sex = compileCode(known.get('sex'), new Map([['bothsex', 'BOTHSEX']]), true);
  expect(['bothsex', '_T', 'BOTHSEX', 'female', 'F'].map(sex)).toEqual([
    'BOTHSEX',
    'BOTHSEX',
    'BOTHSEX',
    'FEMALE',
    'FEMALE',
  ]);
  const age = compileCode(known.get('age'), undefined, false);
  expect(['_T', 'Y_GE15', 'Y0T14', '15+'].map(age)).toEqual(['ALLAGE', '15+', '<15Y', '15+']);
  const area = compileArea(areas);
  expect(['1', '001', '4', 'AF', 'NAM', 'NA', '99047'].map(area)).toEqual([
    '001',
    '001',
    '004',
    '004',
    '516',
    '516',
    '99047',
  ]);
  expect(['XK', '4.0', '0004', '000', '1000', 'Namibia', 'af', ''].map(area)).toEqual(Array(8).fill(undefined));
});

it('has consistent tables', () => {
  const tables = ownTables();
  const concepts = new Set(['area', ...tables.concepts.map(({ concept }) => concept)]);
  expect([...tables.codes.keys()].filter((concept) => !concepts.has(concept))).toEqual([]);
  for (const { role, concept } of tables.columns.values())
    expect(concept !== '', concept).toBe(role === 'dimension' || role === 'attribute');
  const areas = new Set(tables.areas.map(({ area }) => area));
  for (const { broader, groups, names, kind } of tables.areas) {
    expect([...groups, broader].filter((area) => area !== '' && !areas.has(area))).toEqual([]);
    expect(names).toHaveLength(kind === 'grouping' ? 1 : 6); // M49 names groups only in English
  }
});

it('returns the same result with and without a cell memo', () =>
  property(
    fc.array(fc.oneof(fc.string({ maxLength: 4 }), fc.string({ maxLength: 90 })), { maxLength: 60 }),
    (texts) => {
      const bytes = Buffer.from(texts.join(''));
      let at = { from: 0, to: 0 };
      const memo = createMemo(() => bytes.toString('latin1', at.from, at.to));
      for (let round = 0; round < 2; round++) {
        let from = 0;
        for (const text of texts) {
          at = { from, to: from + Buffer.byteLength(text) };
          expect(memo(bytes, at.from, at.to)).toBe(bytes.toString('latin1', at.from, at.to));
          from = at.to;
        }
      }
    },
  ));

it('detects the encoding from the whole file, independent of blocks', () => {
  const encoding = (bytes: Buffer) => encodingOf(inMemory(bytes));
  for (const letter of ['é', '漢', '😀'])
    for (let before = (1 << 20) - 4; before <= 1 << 20; before++)
      expect(encoding(Buffer.from(`${'a'.repeat(before)}${letter}b`)), `${letter} ${before}`).toBe('utf-8');
  expect(encoding(Buffer.concat([Buffer.alloc(1 << 20, 97), Buffer.from([0xe9, 0x20])]))).toBe('windows-1252');
  expect(encoding(Buffer.from('caf\u00e9', 'latin1'))).toBe('windows-1252');
  expect(encoding(Buffer.from('\ufeffa', 'utf16le'))).toBe('utf-16le');
  expect(encoding(Buffer.concat([Buffer.from('Côte, Réunion, 漢'), Buffer.from([0xe9, 0x2c])]))).toBe('utf-8'); // damaged
  for (const text of ['SeriesCode,Année\n', 'a'])
    expect([encoding(Buffer.from(text, 'utf16le')), encoding(Buffer.from(text, 'utf16le').swap16())]).toEqual([
      'utf-16le',
      'utf-16be',
    ]);
  expect(encoding(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]))).toBe('windows-1252');
  expect(encoding(Buffer.alloc(0))).toBe('utf-8');
});
