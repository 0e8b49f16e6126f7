import { describe, expect, it } from 'vitest';
import { commaDoubt } from '../src/observations/values.js';
import { temporaryFile } from './support/gcm.js';
import { base, observed, obsValue, placesIn, refused, thingsIn } from './support/observations.js';

/** Ambiguous cells: each is read as intended, or reported. */

/** A file in the format of the portal, with these cells separated by `delimiter`. */
const portal = (rows: string[][], delimiter = ',', columns: string[] = []): string =>
  [['SeriesCode', 'GeoAreaCode', 'TimePeriod', 'Value', ...columns], ...rows]
    .map((cells) => `${cells.join(delimiter)}\n`)
    .join('');

describe('commas in numbers', () => {
  const values = ['1,873', '1,87', '1.873,51', '<1,873', '1,873.51', '12,345,678', '1.873'];
  const rows = values.map((value, i) => ['SI_X', '004', String(2000 + i), value]);

  it.each([';', '\t'])('reports ambiguous commas if cells are separated by "%s"', async (delimiter) => {
    const report = await refused([temporaryFile('x.csv', portal(rows, delimiter))]);
    expect(placesIn(report)).toEqual([2, 3, 4, 5].map((row) => `${row}:4 error [decimal-comma]`));
    expect(report).toContain('Ambiguous number "1,873": it can mean 1.873 or 1873');
    expect(report).toContain('→ Write 1.87\n');
    expect(report).toContain('→ Write 1873.51\n');
  });

  it('reports commas in bounds of an estimate', async () => {
    const file = temporaryFile('x.csv', portal([['SI_X', '004', '2017', '2', '1,5']], ';', ['LowerBound']));
    expect(placesIn(await refused([file]))).toEqual(['2:5 error [decimal-comma]']);
  });

  it('accepts unambiguous thousands separators', async () => {
    const file = temporaryFile('x.csv', portal([...rows.slice(4), ['SI_X', '004', '1999', '-5']], ';'));
    const things = thingsIn((await observed([file])).out);
    const read = [1999, 2004, 2005, 2006].map((year) => things.get(`${base}cube/SI_X/004/${year}`)?.get(obsValue)?.[0]);
    expect(read).toEqual(['-5', '1873.51', '12345678', '1.873']);
  });

  it('treats commas as thousands separators if they separate cells', async () => {
    expect(commaDoubt('1,873', false)).toBeUndefined();
    expect(['1,87', '0,123', '-1.873,5', '≥ 1 873,5'].map((text) => commaDoubt(text, false)?.expected)).toEqual([
      '1.87',
      '0.123',
      '-1873.5',
      '1873.5',
    ]);
    expect(['abc', '1,87.5', '1.873', '1,,2'].map((text) => commaDoubt(text, true))).toEqual(Array(4).fill(undefined));
  });
});

describe('areas', () => {
  it('reports unknown areas and suggests the most likely code', async () => {
    const areas = ['4.0', '0004', 'Afghanistan', 'afg', 'Atlantis', '1234', 'Афганистан'];
    const report = await refused([temporaryFile('x.csv', portal(areas.map((area) => ['SI_X', area, '2017', '1'])))]);
    expect(placesIn(report)).toEqual(areas.map((_, i) => `${i + 2}:2 error [observation-area]`));
    expect(report.match(/→ Write 004\n/g)).toHaveLength(2); // once per run of equal problems
    expect(report.match(/→ Write an M49 code/g)).toHaveLength(1);
  });

  it('accepts 5 digits for areas outside M49', async () => {
    const file = temporaryFile('x.csv', portal(['99047', '512', '4'].map((area) => ['SI_X', area, '2017', '1'])));
    const things = thingsIn((await observed([file])).out);
    for (const area of ['99047', '512', '004'])
      expect(things.get(`${base}cube/SI_X/${area}/2017`)?.get(obsValue)).toEqual(['1']);
  });
});

it('treats rows of separators as blank, at any position and length', async () => {
  const row = (year: number): string => `SI_X,004,${year},1,\n`;
  const text = `${portal([], ',', ['Sex'])}${row(2017)},,,,\r\n${row(2018)},,,,,,,,\n,\n"","",,,\n\n${row(2019)},,,,\n,,,,`;
  const { ended } = await observed([temporaryFile('x.csv', text)]);
  expect(ended.stderr).toContain('Observations: 3 ');
  expect(ended.stdout).toBe('0 errors, 0 warnings, 0 notices\n');
  const report = await refused([temporaryFile('x.csv', `${text}\n ,,,,\nSI_X,004,2020,x,\n`)]);
  expect(placesIn(report)).toContain('13:4 error [datatype]'); // blank rows count as rows
});

describe('invisible characters', () => {
  const hidden: [string, string][] = [
    ['\u00a0', 'U+00A0'],
    ['\u200b', 'zero-width space (U+200B)'],
    ['\u200f', 'right-to-left mark (U+200F)'],
    ['\u2060', 'word joiner (U+2060)'],
    ['\ufeff', 'U+FEFF'],
    ['\u202e', 'right-to-left override (U+202E)'],
    ['\u00ad', 'soft hyphen (U+00AD)'],
    ['\t', 'U+0009'],
  ];

  it('are removed around a code', async () => {
    for (const [character] of hidden) {
      const cells = ['SI_X', '004', '2017', '1.5', 'MALE'].map((cell) => `${character}${cell}${character} `);
      const things = thingsIn((await observed([temporaryFile('x.csv', portal([cells], ',', ['Sex']))])).out);
      expect(things.get(`${base}cube/SI_X/004/2017/MALE`)?.get(obsValue), character).toEqual(['1.5']);
    }
  });

  it('are reported by name inside a code', async () => {
    for (const [character, name] of hidden) {
      const cells = ['SI_X', '004', '2017', '15', 'MALE'].map((cell) => `${cell[0]}${character}${cell.slice(1)}`);
      const report = await refused([temporaryFile('x.csv', portal([cells], ',', ['Sex']))]);
      expect(placesIn(report).sort(), name).toEqual(
        [1, 2, 3, 4, 5].map((column) => `2:${column} error [invisible-character]`),
      );
      expect(report).toContain(`Invisible character inside "S·I_X": ${name}`);
    }
  });

  it('are removed around column names', async () => {
    const file = temporaryFile('x.csv', portal([['SI_X', '004', '2017', '1']]).replace('Value', '\u200bValue\u200e'));
    expect((await observed([file])).ended.stderr).toContain('Observations: 1 ');
  });

  it('are allowed in texts and names', async () => {
    const file = temporaryFile(
      'x.csv',
      portal([['SI_X', '004', '2017', '1', 'Enquête\u00a0: «\u202fx\u202f»']], ',', ['Source']),
    );
    expect((await observed([file])).ended.stdout).toBe('0 errors, 0 warnings, 0 notices\n');
  });
});
