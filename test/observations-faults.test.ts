import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { countBroken } from '../src/observations/broken-records.js';
import { inMemory } from '../src/observations/byte-source.js';
import { gcmProcess, root, temporaryFolder } from './support/gcm.js';
import { made, observed, placesIn, textOf, refused as toldBy } from './support/observations.js';
import { xlsx } from './support/xlsx.js';

/** What goes wrong with files and machines: it is told, and nothing half done is left behind. */

const generator = path.join(root, 'bench/observations/generate.mjs');

/** Rows as the portal exports them, each with a key of its own; `twice`: the last has the key of the first. */
function generated(rows: number, twice = false): string {
  const file = path.join(temporaryFolder(), 'rows.csv');
  const { status } = spawnSync(process.execPath, [generator, String(rows), file, twice ? 'twice' : '']);
  expect(status).toBe(0);
  return file;
}

/** Converts a file that must not be taken: what is told, and what is left in the folder. */
function refused(file: string, ...options: string[]) {
  const folder = temporaryFolder();
  const { code, stdout, stderr } = gcmProcess(['observations', file, '-o', path.join(folder, 'cube.nq'), ...options]);
  return { code, stdout, stderr, left: readdirSync(folder) };
}

describe('rows that are broken', () => {
  const lines = readFileSync(generated(20_000), 'utf8').split('\n');
  const cells = (line: number): string[] => (lines[line] as string).split(',');
  const edit = (line: number, change: (line: string) => string): void => {
    lines[line] = change(lines[line] as string);
  };
  edit(5000, (line) => `${line},extra`);
  edit(7000, () => cells(7000).with(8, 'twelve').join(','));
  edit(9000, (line) => line.replace('Series number', '"Series number'));
  edit(11_000, () => cells(11_000).with(7, '20x7').join(','));
  edit(13_000, (line) => `a"b${line}`);
  edit(15_000, () => cells(15_000).with(5, '').join(','));
  edit(17_000, (line) => line.split(',').slice(0, 9).join(','));
  const file = path.join(temporaryFolder(), 'broken.csv');
  writeFileSync(file, lines.join('\n'));

  it('are all told, with their lines, and nothing is written', () => {
    const { code, stdout, stderr, left } = refused(file);
    const told = [...stdout.matchAll(/broken\.csv:(\d+)(?::(\d+))? error \[([a-z-]+)\]/g)].map(
      ([, row, column, name]) => [Number(row), Number(column ?? 0), name],
    );
    expect(told).toEqual([
      [5001, 24, 'extra-cell'],
      [7001, 9, 'datatype'],
      [9001, 0, 'quote'],
      [11_001, 8, 'datatype'],
      [13_001, 0, 'quote'],
      [15_001, 6, 'required'],
      [17_001, 10, 'missing-cell'],
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain('nothing was written');
    expect(left).toEqual([]);
  });

  it('with a damaged letter are told too', () => {
    const damaged = path.join(temporaryFolder(), 'damaged.csv');
    const row = (year: number, unit: string): string => `SI_X,001,${year},7.5,${unit}\n`;
    const text = `series,area,year,value,unit\n${row(2017, 'ÉÈ')}${row(2018, 'ÀÉ')}`;
    writeFileSync(damaged, Buffer.concat([Buffer.from(text), Buffer.from(row(2019, 'É'), 'latin1')]));
    expect(refused(damaged)).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('damaged.csv:4:5 error [encoding]'),
    });
  });

  it('are in a report that other programs read', () => {
    const report = path.join(temporaryFolder(), 'problems.json');
    expect(refused(file, '--report', `json=${report}`).code).toBe(1);
    expect(readFileSync(report, 'utf8')).toContain('"twelve"');
  });

  it('an output that is there stays as it was', () => {
    const out = path.join(temporaryFolder(), 'cube.nq');
    writeFileSync(out, 'what was there\n');
    expect(gcmProcess(['observations', file, '-o', out]).code).toBe(1);
    expect(readFileSync(out, 'utf8')).toBe('what was there\n');
  });
});

describe('quotation marks out of place', () => {
  const header = 'SeriesCode,GeoAreaCode,TimePeriod,Value\n';
  const rows = (broken: number, every: number, row: string): string =>
    Array.from({ length: broken * every }, (_, i) => (i % every === every - 1 ? row : `SI_${i},004,2017,1\n`)).join('');

  it('are counted beyond those that are listed', () => {
    const told = toldBy([made('x.csv', header + rows(50, 3, 'SI_"X,004,2017,1\n'))]);
    expect(told.match(/error \[quote\]/g)).toHaveLength(21);
    expect(told).toContain('error [more-problems] 29 more rows below row 64 have a quotation mark out of place');
    expect(told).toContain('50 errors');
    expect(toldBy([made('x.csv', header + rows(21, 3, 'SI_"X,004,2017,1\n'))])).not.toContain('more-problems');
  });

  it.each(['SI_"X,004,2017,1\n', '"SI_X,004,2017,1\n', '"SI_X"Y,004,2017,1\n'])('are all counted: %j', (row) => {
    const text = rows(60, 5000, row);
    expect(text.length).toBeGreaterThan(5 << 20); // more than one block
    const dialect = { delimiter: 0x2c, quote: 0x22, comment: null, returnEnds: false };
    expect(countBroken(inMemory(Buffer.from(text)), 0, dialect)).toBe(60);
    expect(countBroken(inMemory(Buffer.from(`${header}"a, b",1\n"c ""d""",2`)), header.length, dialect)).toBe(0);
  });
});

describe('what cannot be', () => {
  const figures = path.join(root, 'data/figures.csv');

  it('a report in the place of the observations is refused', () => {
    const cube = path.join(temporaryFolder(), 'cube.nq');
    const { code, stderr } = gcmProcess(['observations', figures, '-o', cube, '--report', `json=${cube}`]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: `gcm: --report: ${cube} is where the observations go\n` });
  });

  it('a workbook whose first row is blank has no header', () => {
    const rows = [[], ['series', 'area', 'year', 'value', 'unit'], ['SI_RMT_COST', '001', '2020', '6.75', 'PERCENT']];
    const file = path.join(temporaryFolder(), 'blank.xlsx');
    writeFileSync(file, xlsx({ sheets: [{ name: 'data', rows }] }));
    expect(refused(file)).toMatchObject({ code: 1, stdout: expect.stringContaining('[observation-format]'), left: [] });
  });
});

describe('where the observations go', () => {
  const figures = path.join(root, 'data/figures.csv');
  const isStatement = (line: string): boolean => /^<.*> \.$/.test(line);

  it('to stdout there is nothing among them', () => {
    const { code, stdout, stderr } = gcmProcess(['observations', figures, '-o', '/dev/stdout']);
    expect(code).toBe(0);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .filter((line) => !isStatement(line)),
    ).toEqual([]);
    expect(stdout).toBe(textOf(observed([figures]).out));
    expect(stderr).toContain('0 errors, 0 warnings, 0 notices\n');
    const json = gcmProcess(['observations', figures, '-o', '/dev/stdout', '--report', 'json']);
    expect(json.stdout).toBe(stdout);
    expect(json.stderr).toContain('"problems": []');
  });

  it('to a file that stdout goes to as well it is whole', () => {
    const out = path.join(temporaryFolder(), 'cube.nq');
    const main = path.join(root, 'dist/cli/gcm.js');
    const { stderr, status } = spawnSync(
      'sh',
      ['-c', '"$0" "$1" observations "$2" -o "$3" > "$3"', process.execPath, main, figures, out],
      { encoding: 'utf8' },
    );
    expect({ status, stderr }).toMatchObject({ status: 0, stderr: expect.stringContaining('0 errors') });
    expect(readFileSync(out, 'utf8')).toBe(textOf(observed([figures]).out));
  });

  it.each(['cube.csv', 'cube', '-', 'cube.gz', 'nq'])('a name like %s, which is none of a form, is refused', (name) => {
    const folder = temporaryFolder();
    expect(gcmProcess(['observations', figures, '-o', name], { cwd: folder })).toMatchObject({
      code: 2,
      stderr: `gcm: --out: ${name} must end in .nq, .nq.gz or .parquet, or be /dev/stdout\n`,
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('capitals in a name make no other form', () => {
    const [table, packed] = ['CUBE.PARQUET', 'Cube.NQ.GZ'].map((name) => readFileSync(observed([figures], name).out));
    expect(table?.subarray(0, 4).toString()).toBe('PAR1');
    expect(packed?.subarray(0, 2).toString('hex')).toBe('1f8b');
  });

  it('a file that may become no larger is named', { timeout: 60_000 }, () => {
    const [file, folder] = [generated(20_000), temporaryFolder()];
    const main = path.join(root, 'dist/cli/gcm.js');
    const { stderr, status } = spawnSync(
      'sh',
      ['-c', 'ulimit -f 50; "$0" "$1" observations "$2" -o cube.nq', process.execPath, main, file],
      { cwd: folder, encoding: 'utf8' },
    );
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: `gcm: the system refused: EFBIG: file too large, write 'cube.nq'; the shell (ulimit -f) or the disk allows no larger file in ${folder}\n`,
    });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('an observation that stands there twice', () => {
  it('is found 200,000 rows apart', { timeout: 60_000 }, () => {
    const { code, stdout, left } = refused(generated(200_000, true));
    expect(stdout).toMatch(
      /rows\.csv:200001:9 error \[observation-twice\] .*SI_BENCH_0000\/004\/2000\/G\/BOTHSEX\/ALLAGE stands already in row 2/,
    );
    expect(stdout.match(/\[observation-twice\]/g)).toHaveLength(1);
    expect({ code, left }).toEqual({ code: 1, left: [] });
  });

  it('is none of two rows that lack different dimensions, whatever else is wrong', () => {
    const header = 'SeriesCode,GeoAreaCode,TimePeriod,Value,Sex,Age';
    const rows = [
      'SI_X,4,2017,1,TOTAL,',
      'SI_X,4,2017,2,,TOTAL',
      'SI_X,4,2018,abc,TOTAL,TOTAL',
      'SI_X,4,2017,3,,TOTAL',
    ];
    const told = toldBy([made('x.csv', `${[header, ...rows].join('\n')}\n`)]);
    expect(placesIn(told)).toEqual(['4:4 error [datatype]', '5:4 error [observation-twice]']);
    expect(told).toContain('SI_X/004/2017/_X/TOTAL stands already in row 3');
  });

  it('is found in two files', () => {
    const folder = temporaryFolder();
    const header = 'series,area,year,value,unit\n';
    writeFileSync(path.join(folder, 'a.csv'), `${header}SI_X,001,2017,7.5,PERCENT\nSI_X,001,2018,7.5,PERCENT\n`);
    writeFileSync(path.join(folder, 'b.csv'), 'DATAFLOW,SERIES,REF_AREA,TIME_PERIOD,OBS_VALUE\nX,SI_X,1,2018,8\n');
    const { code, stdout } = gcmProcess(['observations', 'a.csv', 'b.csv', '-o', 'cube.nq'], { cwd: folder });
    expect(code).toBe(1);
    expect(stdout).toContain(
      'b.csv:2:5 error [observation-twice] the observation SI_X/001/2018 stands already in row 3 of a.csv, with another value, 7.5',
    );
  });
});

describe('a large file', () => {
  const file = generated(100_000);

  it('is the same packed and not, and in the order of its rows', { timeout: 60_000 }, () => {
    const plain = textOf(observed([file]).out);
    const { out, ended } = observed([file], 'cube.nq.gz');
    expect(gunzipSync(readFileSync(out)).equals(Buffer.from(plain))).toBe(true);
    expect(spawnSync('gzip', ['--test', out]).status).toBe(0);
    expect(ended.stderr).toContain('100,000 observations');
    const subjects = [...plain.matchAll(/^<([^>]*)> <[^>]*#type> <[^>]*cube#Observation>/gm)].map(
      ([, iri]) => iri as string,
    );
    expect(subjects).toHaveLength(100_000);
    const rows = readFileSync(file, 'utf8').trimEnd().split('\n').slice(1);
    for (const row of [0, 1, 49_999, 99_999]) {
      const [, , , series, , area, , year] = (rows[row] as string).split(',');
      expect(subjects[row]).toContain(`/cube/${series}/${area?.padStart(3, '0')}/${year}/`);
    }
  });

  it('is converted to the same bytes again', { timeout: 60_000 }, () => {
    const [once, again] = [observed([file]), observed([file])].map(({ out }) => textOf(out));
    expect(once === again).toBe(true);
  });

  it('ends cleanly at Ctrl-C', { timeout: 60_000 }, async () => {
    const big = generated(400_000);
    const folder = temporaryFolder();
    const scratch = path.join(folder, 'tmp');
    mkdirSync(scratch);
    const main = path.join(root, 'dist/cli/gcm.js');
    const child = spawn(process.execPath, [main, 'observations', big, '-o', 'cube.nq.gz'], {
      cwd: folder,
      env: { ...process.env, TMPDIR: scratch },
    });
    const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
    while (!readdirSync(folder).some((name) => name.endsWith('.part')))
      await new Promise((resolve) => setTimeout(resolve, 10));
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(readdirSync(folder)).toEqual(['tmp']);
    expect(readdirSync(scratch)).toEqual([]);
  });
});

/** A disk of two megabytes; only the superuser may make one. */
const disk = temporaryFolder();
const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk]).status === 0;

it.runIf(isMounted)('a full disk is one clear sentence, and no part of the output is left', { timeout: 60_000 }, () => {
  try {
    const { code, stdout, stderr } = gcmProcess(['observations', generated(20_000), '-o', path.join(disk, 'cube.nq')]);
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: '',
      stderr: `gcm: the system refused: ENOSPC: no space left on device, write '${disk}/cube.nq'; no room is left in ${disk}\n`,
    });
    expect(readdirSync(disk)).toEqual([]);
    const onDisk = { env: { TMPDIR: disk } };
    const table = gcmProcess(
      ['observations', generated(40_000), '-o', path.join(temporaryFolder(), 'cube.parquet')],
      onDisk,
    );
    expect({ code: table.code, stdout: table.stdout }).toEqual({ code: 1, stdout: '' });
    expect(table.stderr).toMatch(
      new RegExp(
        `write '${disk}/gcm-observations-\\w+/texts'; no room is left in ${disk}, where temporary files go: TMPDIR names another folder for them\n$`,
      ),
    );
    const latin = path.join(temporaryFolder(), 'latin.csv');
    writeFileSync(latin, readFileSync(generated(40_000), 'utf8').replaceAll('World', 'Wörld'), 'latin1');
    expect(gcmProcess(['observations', latin, '-o', path.join(temporaryFolder(), 'cube.nq')], onDisk).stderr).toContain(
      'where temporary files go',
    );
    expect(readdirSync(disk)).toEqual([]);
  } finally {
    spawnSync('umount', [disk]);
  }
});

if (!isMounted) it.skip('a full disk cannot be tried here: mounting a small one needs the superuser', () => {});
