import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { gcm, temporaryFile, temporaryFolder } from './support/gcm.js';
import { tableOf } from './support/observations.js';
import { duckdb, type ParquetRow, parquetRows } from './support/parquet.js';

/** Checks that the Parquet table has the same content as the N-Quads. */

describe('Parquet table', () => {
  it('has a column for each occurring concept, and null for missing values', async () => {
    const file = temporaryFile(
      'Goal1.csv',
      `Goal,SeriesCode,GeoAreaCode,GeoAreaName,TimePeriod,Value,FootNote,Sex,Bound Sign,Observation Status,Source
1,SI_X,4,Afghanistan,2017,"1,873.51","say ""so"",
twice",F,,A,
1,SI_X,AFG,Afghanistan,2018,<= 2.50,,M,,A,
1,SI_X,8,Albania,2018-Q2,NaN,,,,L,
1,SI_X,99048,WHO Global,2018,,,_T,,A,
1,SI_X,8,Albania,2018,1.5E-3,,_T,P,,
`,
    );
    const rows = await parquetRows(await tableOf(file));
    const row = (series: string, area: string, areaName: string, period: string, more: ParquetRow): ParquetRow => ({
      ...{ series, area, areaName, period, value: null, valueText: null, boundSign: null, boundValue: null },
      ...{ unit: null, status: null, footnote: null, boundSign_: '_X' }, // a dimension cannot take the name of another column
      ...more,
    });
    expect(rows).toEqual([
      row('SI_X', '004', 'Afghanistan', '2017', {
        ...{ sex: 'FEMALE', value: 1873.51, valueText: '1,873.51', status: 'A', footnote: 'say "so",\ntwice' },
      }),
      row('SI_X', '004', 'Afghanistan', '2018', {
        ...{ sex: 'MALE', valueText: '<= 2.50', boundSign: '<=', boundValue: 2.5, status: 'A' },
      }),
      row('SI_X', '008', 'Albania', '2018-Q2', { sex: '_X', valueText: 'NaN', status: 'M;L' }),
      row('SI_X', '99048', 'WHO Global', '2018', { sex: 'BOTHSEX', status: 'M' }),
      row('SI_X', '008', 'Albania', '2018', { sex: 'BOTHSEX', value: 0.0015, valueText: '1.5E-3', boundSign_: 'P' }),
    ]);
    expect(Object.keys(rows[0] as ParquetRow)).toEqual(
      'series,area,areaName,period,sex,boundSign_,value,valueText,boundSign,boundValue,unit,status,footnote'.split(','),
    );
  });

  it('has null for numbers that are too large and for missing values', async () => {
    const values = ['1e400', '-1E+999', `9${'0'.repeat(400)}`, `>1${'0'.repeat(400)}`, 'NaN', '1e-400'];
    const rows = values.map((value, i) => `SI_X,004,${2000 + i},${value},PT\n`);
    const table = await tableOf(temporaryFile('large.csv', `series,area,year,value,unit\n${rows.join('')}`));
    expect(
      (await parquetRows(table)).map(({ value, boundValue, valueText }) => [value, boundValue, valueText]),
    ).toEqual(values.map((text, i) => [i === 5 ? 0 : null, null, text]));
    expect(await duckdb(`SELECT count(*)::INT AS n FROM '${table}' WHERE isinf(value) OR isnan(value)`)).toEqual([
      { n: 0 },
    ]);
  });

  it('combines several files in their order', async () => {
    const header = 'series,area,year,value,unit\n';
    const [a, b] = [
      temporaryFile('a.csv', `${header}SI_X,001,2018,7,PERCENT\n`),
      temporaryFile('b.csv', `${header}SI_X,001,2017,8,PT\n`),
    ];
    const rows = await parquetRows(await tableOf(a, b));
    expect(rows.map(({ period, unit }) => [period, unit])).toEqual([
      ['2018', 'PERCENT'],
      ['2017', 'PERCENT'],
    ]);
  });

  it('reads back a text that is longer than a block', async () => {
    const note = 'long '.repeat(500_000).trim();
    const header = 'SeriesCode,GeoAreaCode,TimePeriod,Value,FootNote\n';
    const file = temporaryFile('long.csv', `${header}SI_X,4,2016,1,\nSI_X,4,2017,1,${note}\nSI_X,4,2018,1,é\n`);
    expect((await parquetRows(await tableOf(file))).map(({ footnote }) => footnote)).toEqual([null, note, 'é']);
  });
});

it('reports the same problems as for N-Quads, and writes nothing', async () => {
  const file = temporaryFile(
    'a.csv',
    'series,area,year,value,unit\nSI_X,001,2017,x,\nSI_X,001,20x7,1,\nSI_Y,1,2017,1,\nSI_Y,1,2017,2,\n',
  );
  const written = async (name: string) => {
    const folder = temporaryFolder();
    const { code, stdout } = await gcm(['observations', file, '-o', path.join(folder, name)]);
    return { code, stdout, left: readdirSync(folder) };
  };
  const lines = await written('cube.nq');
  const table = await written('cube.parquet');
  expect(table).toMatchObject({ code: 1, left: [] });
  expect(table.stdout).toContain('[observation-twice]');
  expect(table).toEqual(lines);
});
