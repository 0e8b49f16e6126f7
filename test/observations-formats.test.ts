import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { gcm, temporaryFile, temporaryFolder } from './support/gcm.js';
import {
  attribute,
  base,
  dimension,
  observationsOf,
  observed,
  obsValue,
  ontology,
  qb,
  refused,
  skos,
  type Things,
  thingsIn,
  un,
} from './support/observations.js';
import { fods, ods } from './support/ods.js';
import { xlsx } from './support/xlsx.js';

/** Generated files, with other columns, orders, dialects and encodings than the real files. */

const cubeOf = async (...files: string[]): Promise<{ things: Things; said: string; reported: string }> => {
  const { out, ended } = await observed(files);
  return { things: thingsIn(out), said: ended.stderr, reported: ended.stdout };
};

const only = (things: Things, address: string): Map<string, string[]> => {
  const thing = things.get(`${base}cube/${address}`);
  expect([...observationsOf(things).keys()], address).toContain(`${base}cube/${address}`);
  return thing as Map<string, string[]>;
};

const portal = (dimensions: string, rows: string[], delimiter = ','): string =>
  `${[
    'Goal,Target,Indicator,SeriesCode,SeriesDescription,GeoAreaCode,GeoAreaName,TimePeriod,Value,Time_Detail,Source,FootNote',
    dimensions,
  ]
    .join(',')
    .replaceAll(',', delimiter)}\r\n${rows.join('\r\n')}\r\n`;

type Sheets = { name: string; rows: (string | number)[][] }[];

describe('exports of the portal', () => {
  it('reads dimensions in brackets, as in 2019, in any order', async () => {
    const file = temporaryFile(
      'Goal1.csv',
      portal('[Units],[Sex],[Kind of shelter],[Age]', [
        '1,1.5,"1.5.1, 11.5.1, 13.1.1",VC_DSR_X,"Deaths, by shelter",4,Afghanistan,2017,12,2017,"A, B",,NUMBER,MALE,TENT,15+',
        '1,1.5,"1.5.1, 11.5.1, 13.1.1",VC_DSR_X,"Deaths, by shelter",4,Afghanistan,2018,13,2017-2018,"A, B","say ""so""",NUMBER,MALE,TENT,15+',
      ]),
    );
    const { things, said } = await cubeOf(file);
    expect(said).toContain('export of the UNSD portal');
    const first = only(things, 'VC_DSR_X/004/2017/MALE/15%2B/TENT');
    expect(first.get(`${base}column/kindOfShelter`)).toEqual([`${un}codes/kindOfShelter/TENT`]);
    expect(first.get(`${ontology}timeDetail`)).toBeUndefined(); // same as the period
    const second = only(things, 'VC_DSR_X/004/2018/MALE/15%2B/TENT');
    expect(second.get(`${ontology}timeDetail`)).toEqual(['2017-2018']);
    expect(second.get(`${ontology}footnote`)).toEqual(['say "so"']);
    const dataSet = things.get(`${base}dataset/VC_DSR_X`);
    expect(dataSet?.get(`${ontology}indicatorNumber`)).toEqual(['1.5.1', '11.5.1', '13.1.1']);
    expect(dataSet?.get('http://purl.org/dc/terms/title')).toEqual(['Deaths, by shelter']);
  });

  it('reads an unknown column as a dimension, with a warning', async () => {
    const file = temporaryFile('Goal1.csv', portal('Weather', ['1,1.1,1.1.1,SI_X,X,4,A,2017,1,,,,RAIN']));
    const { things, reported } = await cubeOf(file);
    expect(reported).toContain('(Weather) warning [observation-column]');
    only(things, 'SI_X/004/2017/RAIN');
    const strict = await gcm(['observations', file, '-o', path.join(temporaryFolder(), 'x.nq'), '--strict']);
    expect(strict).toMatchObject({ code: 1, stderr: expect.stringContaining('warnings count as errors') });
  });

  it('requires that a column without a name is empty', async () => {
    const good = temporaryFile(
      'good.csv',
      portal('Sex,,', ['1,1.1,1.1.1,SI_X,X,4,A,2017,1,,,,MALE,,', '1,1.1,1.1.1,SI_X,X,4,A,2018,1,,,,MALE']),
    );
    expect(observationsOf((await cubeOf(good)).things).size).toBe(2);
    const bad = temporaryFile('bad.csv', portal('Sex,,', ['1,1.1,1.1.1,SI_X,X,4,A,2017,1,,,,MALE,,lost']));
    expect(await refused([bad])).toContain('bad.csv:2:15 error [blank-column]');
  });

  it.each([
    [';', 'utf-8'],
    ['\t', 'utf-16le'],
    [',', 'windows-1252'],
  ])('reads cells separated by "%s" in %s', async (delimiter, encoding) => {
    const text = portal(
      'Sex',
      [
        ['1', '1.1', '1.1.1', 'SI_X', 'X', '384', "Côte d'Ivoire", '2017', '1.5', '', 'Crédit', '', 'MALE'].join(
          delimiter,
        ),
      ],
      delimiter,
    );
    const bytes =
      encoding === 'windows-1252'
        ? Buffer.from(text, 'latin1')
        : Buffer.from(encoding === 'utf-8' ? text : `\ufeff${text}`, encoding === 'utf-8' ? 'utf8' : 'utf16le');
    const { things, reported } = await cubeOf(temporaryFile('Goal1.csv', bytes));
    expect(only(things, 'SI_X/384/2017/MALE').get(`${ontology}sourceDetail`)).toEqual(['Crédit']);
    expect(reported.includes('[observation-recoded]')).toBe(encoding !== 'utf-8');
  });

  it('sets a missing dimension to "not specified" if other rows of the series have it', async () => {
    const row = (series: string, year: number, sex: string) => `1,1.1,1.1.1,${series},X,4,A,${year},1,,,,${sex}`;
    const file = temporaryFile(
      'Goal1.csv',
      portal('Sex', [row('SI_A', 2017, ''), row('SI_A', 2018, 'MALE'), row('SI_B', 2017, '')]),
    );
    const { things, reported } = await cubeOf(file);
    expect(reported).toContain('notice [observation-dimension] Some rows of SI_A have no value for sex');
    expect(only(things, 'SI_A/004/2017/_X').get(`${dimension}sex`)).toEqual([`${un}codes/sex/_X`]);
    only(things, 'SI_A/004/2018/MALE');
    expect(only(things, 'SI_B/004/2017').get(`${dimension}sex`)).toBeUndefined();
    const structures = ['SI_A', 'SI_B'].map((series) => things.get(`${base}dataset/${series}`)?.get(`${qb}structure`));
    expect(structures).toEqual([[`${base}structure/series-area-period-sex`], [`${base}structure/series-area-period`]]);
  });

  it.each([
    ['xlsx', (sheets: Sheets) => xlsx({ sheets })],
    ['ods', (tables: Sheets) => ods({ tables })],
    ['fods', (tables: Sheets) => Buffer.from(fods({ tables }))],
  ])('reads the sheet of a workbook that has a known header: .%s', async (extension, write) => {
    const bytes = write([
      { name: 'About', rows: [['Downloaded from the portal']] },
      {
        name: 'Data',
        rows: [
          ['SeriesCode', 'GeoAreaCode', 'TimePeriod', 'Value', 'Sex', 'Units'],
          ['SI_X', 4, 2017, '7.078530000000001', 'F', 'PT'],
          [],
          ['SI_X', 8, 2017, 0.1, 'F', 'PT'],
        ],
      },
      {
        name: 'CodeDescriptions',
        rows: [
          ['Dimension', 'Code', 'Description'],
          ['Sex', 'F', 'Women'],
          ['Units', 'PT', 'Per cent'],
        ],
      },
    ]);
    const { things, said } = await cubeOf(temporaryFile(`Goal1.${extension}`, bytes));
    expect(said).toContain('sheet Data');
    expect(only(things, 'SI_X/004/2017/FEMALE').get(obsValue)).toEqual(['7.078530000000001']);
    expect(only(things, 'SI_X/008/2017/FEMALE').get(`${attribute}unitMeasure`)).toEqual([`${base}unit/PERCENT`]);
    expect(things.get(`${un}codes/sex/FEMALE`)?.get(`${skos}prefLabel`)).toEqual(['Women']);
    expect(things.get(`${un}codes/sex/FEMALE`)?.get(`${skos}exactMatch`)).toEqual([
      'http://purl.org/linked-data/sdmx/2009/code#sex-F',
    ]);
  });
});

describe('SDMX-CSV', () => {
  it('reads version 2.0 with labels', async () => {
    const file = temporaryFile(
      'data.csv',
      'STRUCTURE,STRUCTURE_ID,ACTION,FREQ: Frequency,SERIES: Series,REF_AREA: Area,SEX: Sex,AGE: Age,TIME_PERIOD: Period,OBS_VALUE: Value,UNIT_MEASURE: Unit,UNIT_MULT: Multiplier,OBS_STATUS: Status\n' +
        'dataflow,IAEG-SDGs:DF_SDG_GLH(1.20),I,A: Annual,SI_X: A series,NA: Namibia,F: Female,Y_GE15: 15 and over,2017-Q2,1.5E-3,PT: Percent,0,A: Normal\n' +
        'dataflow,IAEG-SDGs:DF_SDG_GLH(1.20),M,A: Annual,SI_X: A series,8: Albania,_T: Total,_T: Total,2017,>=80,PT: Percent,0,A: Normal\n' +
        'dataflow,IAEG-SDGs:DF_SDG_GLH(1.20),I,A: Annual,SI_X: A series,8: Albania,_T: Total,_T: Total,2018,NaN,PT: Percent,0,A: Normal\n',
    );
    const { things, said } = await cubeOf(file);
    expect(said).toContain('SDMX-CSV 2.0');
    expect(said).toContain('Observations: 3 (with only a bound: 1, without a value: 1)');
    expect(only(things, 'SI_X/516/2017-Q2/A/FEMALE/15%2B').get(obsValue)).toEqual(['0.0015']);
    const bound = only(things, 'SI_X/008/2017/A/BOTHSEX/ALLAGE');
    expect(['valueText', 'boundSign', 'boundValue'].map((name) => bound.get(`${ontology}${name}`))).toEqual([
      ['>=80'],
      ['>='],
      ['80'],
    ]);
    expect(bound.get(obsValue)).toBeUndefined();
    const missing = only(things, 'SI_X/008/2018/A/BOTHSEX/ALLAGE');
    expect(missing.get(obsValue)).toBeUndefined();
    expect(missing.get(`${attribute}obsStatus`)).toEqual([`${un}codes/obsStatus/M`]);
    expect(things.get(`${un}codes/sex/BOTHSEX`)?.get(`${skos}prefLabel`)).toEqual(['Total']);
  });

  it('reads version 2.0 with name columns, and rejects rows that delete', async () => {
    const header = 'STRUCTURE[;],STRUCTURE_ID,ACTION,SERIES,Series,REF_AREA,SEX,Sex,TIME_PERIOD,OBS_VALUE';
    const good = temporaryFile('good.csv', `${header}\ndataflow,X,A,SI_X,A series,4,F,Female,2017,1\n`);
    expect((await cubeOf(good)).things.get(`${un}codes/sex/FEMALE`)?.get(`${skos}prefLabel`)).toEqual(['Female']);
    const bad = temporaryFile('bad.csv', `${header}\ndataflow,X,D,SI_X,A series,4,F,Female,2017,1\n`);
    expect(await refused([bad])).toContain('bad.csv:2:3 error [datatype]');
  });

  it('reads version 1.0', async () => {
    const file = temporaryFile(
      'data.csv',
      'DATAFLOW,SERIES,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE,NATURE\nIAEG-SDGs:DF(1.0),SI_X,004,_T,2017-04,"1,873.51",NA\n',
    );
    const { things, said } = await cubeOf(file);
    expect(said).toContain('SDMX-CSV 1.0');
    const observation = only(things, 'SI_X/004/2017-04/BOTHSEX');
    expect(observation.get(obsValue)).toEqual(['1873.51']);
    expect(observation.get(`${ontology}nature`)).toEqual([`${un}codes/nature/NA`]);
  });
});

it('converts the codes of a harvest without entity files to upper case', async () => {
  const file = temporaryFile('any.csv', 'sex,geo_area,year,si_x_y\nbothsex,4,2017,1\nfemale,4,2017,2\n');
  const { things } = await cubeOf(file);
  only(things, 'SI_X_Y/004/2017/BOTHSEX');
  only(things, 'SI_X_Y/004/2017/FEMALE');
});

it('combines several files, and gives a series the dimensions of all of them', async () => {
  const one = temporaryFile('one.csv', 'series,area,year,value,unit\nSI_X,004,2017,1,PERCENT\n');
  const other = temporaryFile(
    'other.csv',
    'DATAFLOW,SERIES,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE\nX,SI_X,8,F,2017,2\nX,SI_Y,8,F,2017,3\n',
  );
  const { things } = await cubeOf(one, other);
  expect([...observationsOf(things).keys()].map((iri) => iri.replace(`${base}cube/`, ''))).toEqual([
    'SI_X/004/2017/_X',
    'SI_X/008/2017/FEMALE',
    'SI_Y/008/2017/FEMALE',
  ]);
});

it('lists the status of missing values only if a value is missing', async () => {
  const header = 'series,area,year,value,unit\n';
  const statuses = async (rows: string): Promise<string[]> => {
    const { things } = await cubeOf(temporaryFile('figures.csv', header + rows));
    return [...things.keys()].filter((iri) => iri.includes('obsStatus'));
  };
  expect(await statuses('SI_X,001,2017,7.5,PERCENT\n')).toEqual([]);
  expect(await statuses('SI_X,001,2017,,PERCENT\n')).toEqual(expect.arrayContaining([`${un}codes/obsStatus/M`]));
});

it('creates the IRIs of a sheet of figures', async () => {
  const file = temporaryFile('figures.csv', 'series,area,year,value,unit\nSI_X,001,2017,7.5,PERCENT\n');
  const { things } = await cubeOf(file);
  expect(only(things, 'SI_X/001/2017').get(obsValue)).toEqual(['7.5']);
  expect(things.get(`${base}area/001`)?.get(`${skos}prefLabel`)).toHaveLength(6);
});

it.each([
  ['other columns', 'a,b,c\n1,2,3\n', 'a, b, c'],
  ['no content', '', 'Unknown header: (empty)'],
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]), 'Unknown header'],
])('rejects a file with %s, and lists the known formats', async (_what, content, words) => {
  const stdout = await refused([temporaryFile('x.csv', content)]);
  expect(stdout).toContain('[observation-format]');
  expect(stdout).toContain(words);
  expect(stdout).toContain('SDMX-CSV 2.0 (STRUCTURE, STRUCTURE_ID, ACTION');
});

it('rejects duplicate columns, folders, and an output that is also an input', async () => {
  const file = temporaryFile('x.csv', 'series,area,year,value,unit,Units\nSI_X,001,2017,7.5,PERCENT,PERCENT\n');
  const out = path.join(temporaryFolder(), 'x.nq');
  expect(await refused([file])).toContain('[duplicate-column]');
  mkdirSync(path.join(path.dirname(file), 'folder'));
  expect(await gcm(['observations', path.join(path.dirname(file), 'folder'), '-o', out])).toMatchObject({ code: 2 });
  expect(await gcm(['observations', file, '-o', file])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('is an input file'),
  });
  expect(await gcm(['observations', path.join(path.dirname(file), 'none.csv'), '-o', out])).toMatchObject({ code: 2 });
});
