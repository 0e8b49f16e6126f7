import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { gcm, root, temporaryFile, temporaryFolder } from './support/gcm.js';
import { base, generated, observed, placesIn, refused as reportOf } from './support/observations.js';

/** Faults in files: they are reported, and no partial output is left behind. */

/** Converts an invalid file. Returns the output and the files left in the folder. */
async function refused(file: string, ...options: string[]) {
  const folder = temporaryFolder();
  const { code, stdout, stderr } = await gcm(['observations', file, '-o', path.join(folder, 'cube.nq'), ...options]);
  return { code, stdout, stderr, left: readdirSync(folder) };
}

describe('broken rows', () => {
  const lines = readFileSync(generated(4000), 'utf8').split('\n');
  const cells = (line: number): string[] => (lines[line] as string).split(',');
  const edit = (line: number, change: (line: string) => string): void => {
    lines[line] = change(lines[line] as string);
  };
  edit(1000, (line) => `${line},extra`);
  edit(1400, () => cells(1400).with(8, 'twelve').join(','));
  edit(1800, (line) => line.replace('Series number', '"Series number'));
  edit(2200, () => cells(2200).with(7, '20x7').join(','));
  edit(2600, (line) => `a"b${line}`);
  edit(3000, () => cells(3000).with(5, '').join(','));
  edit(3400, (line) => line.split(',').slice(0, 9).join(','));
  const file = path.join(temporaryFolder(), 'broken.csv');
  writeFileSync(file, lines.join('\n'));

  it('are all reported with their lines, and nothing is written', async () => {
    const { code, stdout, stderr, left } = await refused(file);
    const report = [...stdout.matchAll(/broken\.csv:(\d+)(?::(\d+))? error \[([a-z-]+)\]/g)].map(
      ([, row, column, name]) => [Number(row), Number(column ?? 0), name],
    );
    expect(report).toEqual([
      [1001, 24, 'extra-cell'],
      [1401, 9, 'datatype'],
      [1801, 0, 'quote'],
      [2201, 8, 'datatype'],
      [2601, 0, 'quote'],
      [3001, 6, 'required'],
      [3401, 10, 'missing-cell'],
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain('Nothing was written');
    expect(left).toEqual([]);
  });

  it('are reported if a letter is damaged', async () => {
    const damaged = path.join(temporaryFolder(), 'damaged.csv');
    const row = (year: number, unit: string): string => `SI_X,001,${year},7.5,${unit}\n`;
    const text = `series,area,year,value,unit\n${row(2017, 'ÉÈ')}${row(2018, 'ÀÉ')}`;
    writeFileSync(damaged, Buffer.concat([Buffer.from(text), Buffer.from(row(2019, 'É'), 'latin1')]));
    expect(await refused(damaged)).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('damaged.csv:4:5 error [encoding]'),
    });
  });

  it('are included in a JSON report', async () => {
    const report = path.join(temporaryFolder(), 'problems.json');
    const wrong = temporaryFile('wrong.csv', 'series,area,year,value,unit\nSI_X,001,2017,twelve,PERCENT\n');
    expect((await refused(wrong, '--report', `json=${report}`)).code).toBe(1);
    expect(readFileSync(report, 'utf8')).toContain('"twelve"');
  });

  it('do not change an existing output', async () => {
    const out = path.join(temporaryFolder(), 'cube.nq');
    writeFileSync(out, 'earlier content\n');
    const wrong = temporaryFile('wrong.csv', 'series,area,year,value,unit\nSI_X,001,20x7,7.5,PERCENT\n');
    expect((await gcm(['observations', wrong, '-o', out])).code).toBe(1);
    expect(readFileSync(out, 'utf8')).toBe('earlier content\n');
  });
});

describe('misplaced quotation marks', () => {
  const header = 'SeriesCode,GeoAreaCode,TimePeriod,Value\n';
  const rows = (broken: number, every: number, row: string): string =>
    Array.from({ length: broken * every }, (_, i) => (i % every === every - 1 ? row : `SI_${i},004,2017,1\n`)).join('');

  it('end the check when many are listed', async () => {
    const broken = (count: number): string[] => [temporaryFile('x.csv', header + rows(count, 3, 'SI_"X,004,2017,1\n'))];
    const report = await reportOf(broken(50));
    expect(report.match(/error \[quote\]/g)).toHaveLength(21);
    expect(report).toContain('error [more-problems] Rows after row 64 were not checked');
    expect(await reportOf(broken(21))).not.toContain('more-problems');
  });
});

describe('invalid inputs', () => {
  const figures = path.join(root, 'data/figures/SI_RMT_COST.csv');

  it('rejects a report with the same path as the observations', async () => {
    const cube = path.join(temporaryFolder(), 'cube.nq');
    const { code, stderr } = await gcm(['observations', figures, '-o', cube, '--report', `json=${cube}`]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `gcm: --report: "${cube}" is also the output of --out. Choose another file\n`,
    });
  });
});

describe('output file', () => {
  const figures = path.join(root, 'data/figures/SI_RMT_COST.csv');

  it.each(['cube.csv', 'cube', '-', 'cube.gz', 'nq'])('rejects the file name %s', async (name) => {
    const folder = temporaryFolder();
    expect(await gcm(['observations', figures, '-o', name], { cwd: folder })).toMatchObject({
      code: 2,
      stderr: `gcm: --out: "${name}" must end in .nq, .nq.gz or .parquet, or be /dev/stdout\n`,
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('ignores capitals in the extension', async () => {
    const outs = [await observed([figures], 'CUBE.PARQUET'), await observed([figures], 'Cube.NQ.GZ')];
    const [table, packed] = outs.map(({ out }) => readFileSync(out));
    expect(table?.subarray(0, 4).toString()).toBe('PAR1');
    expect(packed?.subarray(0, 2).toString('hex')).toBe('1f8b');
  });
});

describe('duplicate observations', () => {
  it('are found after missing dimensions are filled in', async () => {
    const header = 'SeriesCode,GeoAreaCode,TimePeriod,Value,Sex,Age';
    const rows = [
      'SI_X,4,2017,1,TOTAL,',
      'SI_X,4,2017,2,,TOTAL',
      'SI_X,4,2018,abc,TOTAL,TOTAL',
      'SI_X,4,2017,3,,TOTAL',
    ];
    const report = await reportOf([temporaryFile('x.csv', `${[header, ...rows].join('\n')}\n`)]);
    expect(placesIn(report)).toEqual(['4:4 error [datatype]', '5:4 error [observation-twice]']);
    expect(report).toContain('SI_X/004/2017/_X/TOTAL: it already appears in row 3');
  });

  it('are found across files', async () => {
    const folder = temporaryFolder();
    const header = 'series,area,year,value,unit\n';
    writeFileSync(path.join(folder, 'a.csv'), `${header}SI_X,001,2017,7.5,PERCENT\nSI_X,001,2018,7.5,PERCENT\n`);
    writeFileSync(path.join(folder, 'b.csv'), 'DATAFLOW,SERIES,REF_AREA,TIME_PERIOD,OBS_VALUE\nX,SI_X,1,2018,8\n');
    const { code, stdout } = await gcm(['observations', 'a.csv', 'b.csv', '-o', 'cube.nq', '--base', base], {
      cwd: folder,
    });
    expect(code).toBe(1);
    expect(stdout).toContain(
      'b.csv:2:5 error [observation-twice] Duplicate observation SI_X/001/2018: it already appears in row 3 of a.csv, with a different value (7.5)',
    );
  });
});
