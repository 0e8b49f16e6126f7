import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { gcmProcess, root, temporaryFolder } from '../support/gcm.js';
import { expectCleanEnd, generated, observed, refused, textOf } from '../support/observations.js';

/** Machine failures and large files in several threads: no partial output is left behind. */

describe('output', () => {
  const figures = path.join(root, 'data/figures/SI_RMT_COST.csv');
  const isStatement = (line: string): boolean => /^<.*> \.$/.test(line);

  it('to stdout contains only observations', async () => {
    const { code, stdout, stderr } = gcmProcess(['observations', figures, '-o', '/dev/stdout']);
    expect(code).toBe(0);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .filter((line) => !isStatement(line)),
    ).toEqual([]);
    expect(stdout).toBe(textOf((await observed([figures])).out));
    expect(stderr).toContain('0 errors, 0 warnings, 0 notices\n');
    const json = gcmProcess(['observations', figures, '-o', '/dev/stdout', '--report', 'json']);
    expect(json.stdout).toBe(stdout);
    expect(json.stderr).toContain('"problems": []');
  });

  it('is complete in a file that is also stdout', async () => {
    const out = path.join(temporaryFolder(), 'cube.nq');
    const main = path.join(root, 'dist/cli/gcm.js');
    const { stderr, status } = spawnSync(
      'sh',
      ['-c', '"$0" "$1" observations "$2" -o "$3" > "$3"', process.execPath, main, figures, out],
      { encoding: 'utf8' },
    );
    expect({ status, stderr }).toMatchObject({ status: 0, stderr: expect.stringContaining('0 errors') });
    expect(readFileSync(out, 'utf8')).toBe(textOf((await observed([figures])).out));
  });

  it('names a file that exceeds a size limit', { timeout: 60_000 }, async () => {
    const [file, folder] = [generated(20_000), temporaryFolder()];
    const main = path.join(root, 'dist/cli/gcm.js');
    const { stderr, status } = spawnSync(
      'sh',
      [
        '-c',
        'ulimit -f 50; "$0" "$1" observations "$2" -o cube.nq --base https://example.org/',
        process.execPath,
        main,
        file,
      ],
      { cwd: folder, encoding: 'utf8' },
    );
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: `gcm: System error: EFBIG: file too large, write 'cube.nq'. The shell (ulimit -f) or the disk limits the size of files in ${folder}\n`,
    });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('duplicate observations', () => {
  it('are found 200,000 rows apart', { timeout: 60_000 }, async () => {
    const stdout = await refused([generated(200_000, true)]);
    expect(stdout).toMatch(
      /rows\.csv:200001:9 error \[observation-twice\] .*SI_BENCH_0000\/004\/2000\/G\/BOTHSEX\/ALLAGE: it already appears in row 2/,
    );
    expect(stdout.match(/\[observation-twice\]/g)).toHaveLength(1);
  });
});

describe('a large file', () => {
  const file = generated(100_000);

  it('has the same content with and without gzip, in the order of its rows', { timeout: 60_000 }, async () => {
    const plain = textOf((await observed([file])).out);
    const { out, ended } = await observed([file], 'cube.nq.gz');
    expect(gunzipSync(readFileSync(out)).equals(Buffer.from(plain))).toBe(true);
    expect(spawnSync('gzip', ['--test', out]).status).toBe(0);
    expect(ended.stderr).toContain('Observations: 100,000 ');
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

  it('is converted reproducibly', { timeout: 60_000 }, async () => {
    const [once, again] = [await observed([file]), await observed([file])].map(({ out }) => textOf(out));
    expect(once === again).toBe(true);
  });

  it('stops cleanly on Ctrl-C', { timeout: 60_000 }, async () => {
    await expectCleanEnd(generated(400_000), 'cube.nq.gz', () => true);
  });
});

/** A disk of 2 megabytes. Only the superuser can create one. */
const disk = temporaryFolder();
const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk]).status === 0;

it.runIf(isMounted)('reports a full disk in one sentence and leaves no partial output', { timeout: 60_000 }, () => {
  try {
    const { code, stdout, stderr } = gcmProcess(['observations', generated(20_000), '-o', path.join(disk, 'cube.nq')]);
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: '',
      stderr: `gcm: System error: ENOSPC: no space left on device, write '${disk}/cube.nq'. The disk is full: ${disk}\n`,
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
        `write '${disk}/gcm-observations-\\w+/texts'\\. The disk is full: ${disk}\\. Set TMPDIR to use another folder for temporary files\n$`,
      ),
    );
    const latin = path.join(temporaryFolder(), 'latin.csv');
    writeFileSync(latin, readFileSync(generated(40_000), 'utf8').replaceAll('World', 'Wörld'), 'latin1');
    expect(gcmProcess(['observations', latin, '-o', path.join(temporaryFolder(), 'cube.nq')], onDisk).stderr).toContain(
      'Set TMPDIR to use another folder',
    );
    expect(readdirSync(disk)).toEqual([]);
  } finally {
    spawnSync('umount', [disk]);
  }
});

if (!isMounted) it.skip('needs the superuser to mount a small disk', () => {});
