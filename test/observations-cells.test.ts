import { describe, expect, it } from 'vitest';
import { commaDoubt } from '../src/observations/values.js';
import { temporaryFile } from './support/gcm.js';
import { base, observed, obsValue, placesIn, refused, thingsIn } from './support/observations.js';

/** Cells that look like something else: each is read as it was meant, or told at its place. */

/** A file as the portal writes it, with these cells apart by `delimiter`. */
const portal = (rows: string[][], delimiter = ',', columns: string[] = []): string =>
  [['SeriesCode', 'GeoAreaCode', 'TimePeriod', 'Value', ...columns], ...rows]
    .map((cells) => `${cells.join(delimiter)}\n`)
    .join('');

describe('commas in numbers', () => {
  const values = ['1,873', '1,87', '1.873,51', '<1,873', '1,873.51', '12,345,678', '1.873'];
  const rows = values.map((value, i) => ['SI_X', '004', String(2000 + i), value]);

  it.each([';', '\t'])(
    'that may be decimal, where "%s" stands between cells, are told and never guessed',
    async (delimiter) => {
      const told = await refused([temporaryFile('x.csv', portal(rows, delimiter))]);
      expect(placesIn(told)).toEqual([2, 3, 4, 5].map((row) => `${row}:4 error [decimal-comma]`));
      expect(told).toContain('"1,873" may be 1.873 or 1873');
      expect(told).toContain('→ write 1.87\n');
      expect(told).toContain('→ write 1873.51\n');
    },
  );

  it('in bounds of an estimate are told too', async () => {
    const file = temporaryFile('x.csv', portal([['SI_X', '004', '2017', '2', '1,5']], ';', ['LowerBound']));
    expect(placesIn(await refused([file]))).toEqual(['2:5 error [decimal-comma]']);
  });

  it('leave no doubt between thousands', async () => {
    const file = temporaryFile('x.csv', portal([...rows.slice(4), ['SI_X', '004', '1999', '-5']], ';'));
    const things = thingsIn((await observed([file])).out);
    const read = [1999, 2004, 2005, 2006].map((year) => things.get(`${base}cube/SI_X/004/${year}`)?.get(obsValue)?.[0]);
    expect(read).toEqual(['-5', '1873.51', '12345678', '1.873']);
  });

  it('stand between thousands where commas stand between cells', async () => {
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
  it('that are none are told, with the code that was most likely meant', async () => {
    const areas = ['4.0', '0004', 'Afghanistan', 'afg', 'Atlantis', '1234', 'Афганистан'];
    const told = await refused([temporaryFile('x.csv', portal(areas.map((area) => ['SI_X', area, '2017', '1'])))]);
    expect(placesIn(told)).toEqual(areas.map((_, i) => `${i + 2}:2 error [observation-area]`));
    expect(told.match(/→ write 004\n/g)).toHaveLength(2); // once for a run of the same
    expect(told.match(/→ write the three digits of M49/g)).toHaveLength(1);
  });

  it('that M49 lacks have five digits', async () => {
    const file = temporaryFile('x.csv', portal(['99047', '512', '4'].map((area) => ['SI_X', area, '2017', '1'])));
    const things = thingsIn((await observed([file])).out);
    for (const area of ['99047', '512', '004'])
      expect(things.get(`${base}cube/SI_X/${area}/2017`)?.get(obsValue)).toEqual(['1']);
  });
});

it('rows of separators only are blank, wherever they stand and however long', async () => {
  const row = (year: number): string => `SI_X,004,${year},1,\n`;
  const text = `${portal([], ',', ['Sex'])}${row(2017)},,,,\r\n${row(2018)},,,,,,,,\n,\n"","",,,\n\n${row(2019)},,,,\n,,,,`;
  const { ended } = await observed([temporaryFile('x.csv', text)]);
  expect(ended.stderr).toContain('3 observations');
  expect(ended.stdout).toBe('0 errors, 0 warnings, 0 notices\n');
  const told = await refused([temporaryFile('x.csv', `${text}\n ,,,,\nSI_X,004,2020,x,\n`)]);
  expect(placesIn(told)).toContain('13:4 error [datatype]'); // blank rows count as rows
});

describe('characters that nobody sees', () => {
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

  it('around a code are taken off', async () => {
    for (const [character] of hidden) {
      const cells = ['SI_X', '004', '2017', '1.5', 'MALE'].map((cell) => `${character}${cell}${character} `);
      const things = thingsIn((await observed([temporaryFile('x.csv', portal([cells], ',', ['Sex']))])).out);
      expect(things.get(`${base}cube/SI_X/004/2017/MALE`)?.get(obsValue), character).toEqual(['1.5']);
    }
  });

  it('inside one are told by their names', async () => {
    for (const [character, name] of hidden) {
      const cells = ['SI_X', '004', '2017', '15', 'MALE'].map((cell) => `${cell[0]}${character}${cell.slice(1)}`);
      const told = await refused([temporaryFile('x.csv', portal([cells], ',', ['Sex']))]);
      expect(placesIn(told).sort(), name).toEqual(
        [1, 2, 3, 4, 5].map((column) => `2:${column} error [invisible-character]`),
      );
      expect(told).toContain(`a character that cannot be seen, ${name}, stands inside "S·I_X"`);
    }
  });

  it('around the names of columns are taken off', async () => {
    const file = temporaryFile('x.csv', portal([['SI_X', '004', '2017', '1']]).replace('Value', '\u200bValue\u200e'));
    expect((await observed([file])).ended.stderr).toContain('1 observations');
  });

  it('may stand in texts and names', async () => {
    const file = temporaryFile(
      'x.csv',
      portal([['SI_X', '004', '2017', '1', 'Enquête\u00a0: «\u202fx\u202f»']], ',', ['Source']),
    );
    expect((await observed([file])).ended.stdout).toBe('0 errors, 0 warnings, 0 notices\n');
  });
});
