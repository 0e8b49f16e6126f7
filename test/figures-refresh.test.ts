import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { gcm, root, temporaryFolder } from './support/gcm.js';
import { xlsx } from './support/xlsx.js';

/** `gcm figures refresh`: new downloads replace the figures of a project, and nothing is lost silently. */

const header = 'series,code,unit,slice,title_en,harvested';
const series = [
  'SI_A,C010101,PERCENT,sex=BOTHSEX;age=ALLAGE,"Share, ""of"" all",2023-01-01',
  'SI_B,C010102,NUMBER,,Number,2023-01-01',
  'SI_C,C010103,NUMBER,,Other number,2023-01-01',
];
const present = {
  SI_A: 'area,year,sex,age,value,nature\n004,2010,BOTHSEX,15+,1.50,C\n004,2010,FEMALE,15+,2,C\n008,2010,BOTHSEX,15+,3,C\n',
  SI_B: 'area,year,value,nature\n004,2010,5,C\n004,2011,6,C\n',
};

/** Creates a project with downloads, and refreshes it. Returns the texts of its files. */
async function refresh(downloads: Record<string, string | Uint8Array>, ...options: string[]) {
  const project = temporaryFolder();
  const write = (name: string, content: string | Uint8Array): void => {
    mkdirSync(path.dirname(path.join(project, name)), { recursive: true });
    writeFileSync(path.join(project, name), content);
  };
  write('data/series.csv', `${[header, ...series].join('\n')}\n`);
  for (const [name, text] of Object.entries(present)) write(`data/figures/${name}.csv`, text);
  for (const [name, content] of Object.entries(downloads)) write(`new/${name}`, content);
  const ended = await gcm(['figures', 'refresh', 'new', '--verbose', ...options], { cwd: project });
  const textOf = (name: string): string => readFileSync(path.join(project, 'data', name), 'utf8');
  return { ...ended, textOf, files: readdirSync(path.join(project, 'data/figures')), project };
}

const portal = 'SeriesCode,GeoAreaCode,TimePeriod,Value,Sex,Age,Units,Nature,Observation Status';
const portalOf = (...rows: string[]): string => `${[portal, ...rows].join('\n')}\n`;

/** All figures of SI_A, with a revised value, a new area, a bound and a missing value. */
const newer = portalOf(
  'SI_A,8,2010,3,_T,Y_GE15,PT,C,',
  'SI_A,4,2010,1.60,BOTHSEX,15+,PERCENT,C,A',
  'SI_A,AFG,2010.0,2,FEMALE,15+,PERCENT,C,',
  'SI_A,12,2010,<2.5,BOTHSEX,15+,PERCENT,E,',
  'SI_A,12,2011,NaN,BOTHSEX,15+,PERCENT,E,',
);

/** The line of a series in the summary. */
const countsOf = (stdout: string, name: string): string[] =>
  (stdout.split('\n').find((line) => line.startsWith(`${name} `)) ?? '').split(/ +/).slice(1);

describe('a refresh', () => {
  it('writes the canonical form, and lists what is new, revised, removed and unchanged', async () => {
    const { code, stdout, stderr, textOf } = await refresh({ 'Goal1.csv': newer });
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: 'Files: 1, changed: 1. Figures: 5\n' });
    expect(textOf('figures/SI_A.csv')).toBe(
      [
        'area,year,sex,age,value,boundSign,boundValue,nature,status',
        '004,2010,BOTHSEX,15+,1.60,,,C,A',
        '004,2010,FEMALE,15+,2,,,C,',
        '008,2010,BOTHSEX,15+,3,,,C,',
        '012,2010,BOTHSEX,15+,,<,2.5,E,',
        '012,2011,BOTHSEX,15+,,,,E,M',
        '',
      ].join('\n'),
    );
    expect(countsOf(stdout, 'SI_A')).toEqual(['2', '1', '0', '2']);
    expect(stdout).toContain('Kept, because the downloads do not have them (2): SI_B, SI_C');
    expect(textOf('figures/SI_B.csv')).toBe(present.SI_B);
    expect(textOf('series.csv')).toContain('"Share, ""of"" all",2023-01-01');
  });

  it('gives the date of harvest to the series of the downloads only', async () => {
    const { textOf } = await refresh({ 'Goal1.csv': newer }, '--harvested', '2025-06-30');
    expect(textOf('series.csv').split('\n')).toEqual([
      header,
      'SI_A,C010101,PERCENT,sex=BOTHSEX;age=ALLAGE,"Share, ""of"" all",2025-06-30',
      ...series.slice(1),
      '',
    ]);
  });

  it('reads all tables of a folder in any format, and the same figure in several files', async () => {
    const rows = [
      portal.split(','),
      ['SI_B', 4, 2010, '5', '', '', 'NUMBER', 'C', ''],
      ['SI_B', 4, 2011, '6', '', '', 'NUMBER', 'C', ''],
    ];
    const { code, stdout, textOf } = await refresh({
      'one/Goal1.xlsx': xlsx({ sheets: [{ name: 'Goal1', rows }] }),
      'Goal2.csv': portalOf('SI_B,4,2011,6,,,NUMBER,C,', 'SI_Z,4,2011,6,,,NUMBER,C,'),
      'README.md': 'not a table',
    });
    expect(code).toBe(0);
    expect(countsOf(stdout, 'SI_B')).toEqual(['0', '0', '0', '2']);
    expect(stdout).toContain('Not in series.csv, so not written (1): SI_Z (1 rows)');
    expect(textOf('figures/SI_B.csv')).toBe(present.SI_B);
  });

  it('creates the file of a new series', async () => {
    const { code, textOf } = await refresh({ 'x.csv': portalOf('SI_C,4,2010,5,,,NUMBER,C,') });
    expect(code).toBe(0);
    expect(textOf('figures/SI_C.csv')).toBe('area,year,value,nature\n004,2010,5,C\n');
  });

  it('leaves out a dimension with one code, and completes a dimension that no row has', async () => {
    const file = 'SeriesCode,GeoAreaCode,TimePeriod,Value,Age,Reporting Type,Units,Nature\n';
    const rows = 'SI_A,4,2010,1.50,15+,G,PERCENT,C\nSI_A,8,2010,3,15+,G,PERCENT,C\n';
    const { code, stdout, textOf } = await refresh({ 'x.csv': file + rows });
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('SI_A: reportingType=G') });
    expect(countsOf(stdout, 'SI_A')).toEqual(['0', '0', '1', '2']);
    expect(textOf('figures/SI_A.csv')).toContain('008,2010,BOTHSEX,15+,3,C\n');
  });

  it('asks for a column that it does not recognise', async () => {
    const file = { 'x.csv': 'SeriesCode,GeoAreaCode,TimePeriod,Val,Weight\nSI_B,4,2010,5,1\nSI_B,4,2011,6,1\n' };
    expect((await refresh(file)).stdout).toContain('--column value=NAME');
    const { code, textOf } = await refresh(
      file,
      ...['--column', 'value=Val', '--column', 'none=Weight', '--column', 'unit==NUMBER', '--column', 'nature==C'],
    );
    expect(code).toBe(0);
    expect(textOf('figures/SI_B.csv')).toBe(present.SI_B);
  });

  it('reads its own files again', async () => {
    const { textOf, project } = await refresh({ 'Goal1.csv': newer });
    const before = textOf('figures/SI_A.csv');
    const again = await gcm(['figures', 'refresh', 'data/figures', '--column', 'unit==PERCENT'], { cwd: project });
    expect(again.stdout).toContain('The unit of SI_B is PERCENT in the download, but NUMBER in series.csv');
    const one = await gcm(['figures', 'refresh', 'data/figures/SI_A.csv', '--column', 'unit==PERCENT'], {
      cwd: project,
    });
    expect(one).toMatchObject({ code: 0, stderr: 'Files: 1, changed: 0. Figures: 5\n' });
    expect(textOf('figures/SI_A.csv')).toBe(before);
  });

  it('with --dry-run writes nothing', async () => {
    const { code, stderr, textOf } = await refresh({ 'Goal1.csv': newer }, '--dry-run', '--harvested', '2025-06-30');
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'Dry run: nothing was written\n' });
    expect(textOf('figures/SI_A.csv')).toBe(present.SI_A);
    expect(textOf('series.csv')).not.toContain('2025');
  });
});

describe('a refresh is refused', () => {
  const onlyOne = portalOf('SI_A,4,2010,1.50,BOTHSEX,15+,PERCENT,C,');

  it.each<[string, string, string]>([
    ['if a series loses more than half of its figures', onlyOne, 'SI_A would lose 2 of 3 figures'],
    [
      'if a unit differs',
      newer.replaceAll('PERCENT', 'NUMBER').replaceAll(',PT,', ',NUMBER,'),
      'The unit of SI_A is NUMBER in the download, but PERCENT in series.csv',
    ],
    [
      'if a dimension has several codes that the file cannot express',
      portalOf('SI_B,4,2010,5,MALE,,NUMBER,C,', 'SI_B,4,2011,6,FEMALE,,NUMBER,C,'),
      'The file of SI_B has no dimension sex, but the download has different codes: FEMALE, MALE',
    ],
    [
      'if two files disagree',
      portalOf('SI_B,4,2010,5,,,NUMBER,C,', 'SI_B,4,2011,6,,,NUMBER,C,', 'SI_B,4,2011,6.0,,,NUMBER,C,'),
      'Different values of SI_B for 004, 2011: 6 (C), then 6.0 (C)',
    ],
    [
      'if a period is not a year',
      portalOf('SI_B,4,2010,5,,,NUMBER,C,', 'SI_B,4,2011-05,6,,,NUMBER,C,'),
      'The period "2011-05" of SI_B is not a year',
    ],
    ['if a row cannot be read', portalOf('SI_B,4,2010,five,,,NUMBER,C,'), 'x.csv:2:4 error [datatype]'],
  ])('%s', async (_what, text, words) => {
    const { code, stdout, stderr, textOf } = await refresh({ 'x.csv': text }, '--harvested', '2025-06-30');
    expect({ code, stderr, stdout }).toMatchObject({
      ...{ code: 1, stderr: 'Nothing was written\n', stdout: expect.stringContaining(words) },
    });
    expect([textOf('figures/SI_A.csv'), textOf('figures/SI_B.csv')]).toEqual([present.SI_A, present.SI_B]);
    expect(textOf('series.csv')).not.toContain('2025');
  });

  it('unless the loss is allowed', async () => {
    const { code, stdout, textOf } = await refresh({ 'x.csv': onlyOne }, '--allow-loss', 'SI_A');
    expect(code).toBe(0);
    expect(countsOf(stdout, 'SI_A')).toEqual(['0', '0', '2', '1']);
    expect(textOf('figures/SI_A.csv')).toBe('area,year,sex,age,value,nature\n004,2010,BOTHSEX,15+,1.50,C\n');
  });

  it.each([
    [['--harvested', '2025-02-30'], '--harvested: "2025-02-30" is not a date'],
    [['--allow-loss', 'SI_X'], '--allow-loss: "SI_X" is not a series'],
    [['--data', 'nowhere'], '--data: Missing folder'],
  ])('with the options %s', async (options, words) => {
    expect(await refresh({ 'x.csv': newer }, ...options)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(words),
    });
  });

  it('without tables', async () => {
    const { code, stderr } = await refresh({ 'README.md': 'x' });
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('contains no tables') });
  });
});

const harvest = process.env['HARVEST'] ?? path.join(root, '../shared/figures/unsd-api-2023-12-17');

it.skipIf(!existsSync(harvest))('the figures of the project equal the harvest, byte by byte', async () => {
  const project = temporaryFolder();
  cpSync(path.join(root, 'data/series.csv'), path.join(project, 'data/series.csv'));
  const { code } = await gcm(['figures', 'refresh', harvest], { cwd: project });
  expect(code).toBe(0);
  const [ours, theirs] = [path.join(project, 'data/figures'), path.join(root, 'data/figures')];
  expect(readdirSync(ours)).toEqual(readdirSync(theirs));
  const differing = readdirSync(ours).filter(
    (name) => !readFileSync(path.join(ours, name)).equals(readFileSync(path.join(theirs, name))),
  );
  expect(differing).toEqual([]);
});
