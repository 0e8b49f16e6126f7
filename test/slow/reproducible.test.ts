import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { gcmProcess, listing, ownRules, smallProject, temporaryFolder } from '../support/gcm.js';
import { otherNode } from '../support/processes.js';
import { seed } from '../support/property.js';
import { fingerprint } from '../support/releases.js';

/** Builds a project with its web site, and returns the hashes of the files. */
function release(project: string, options: Parameters<typeof gcmProcess>[1] = {}): Record<string, string> {
  expect(gcmProcess(['build', ...ownRules], { cwd: project, ...options })).toMatchObject({ code: 0 });
  return fingerprint(path.join(project, 'build'));
}

const project = smallProject();
let due: Record<string, string> = {};
beforeAll(() => {
  due = release(project, { env: { TZ: 'UTC', LC_ALL: 'C' } });
  expect(Object.keys(due).length).toBeGreaterThan(500);
});

const reversed = ['--import', new URL('../support/reversed-folders.mjs', import.meta.url).href];

describe('the same data gives the same bytes', () => {
  it('in another folder, time zone and locale', () => {
    const env = { TZ: 'Pacific/Kiritimati', LC_ALL: 'tr_TR.UTF-8', LANG: 'ar_EG.UTF-8' };
    expect(release(smallProject(), { env })).toEqual(due);
  });

  it('with reversed directory order, and files created in that order', () => {
    const other = temporaryFolder();
    const names = listing(path.join(project, 'data')).filter((name) => path.extname(name) !== '');
    for (const name of names.reverse()) cpSync(path.join(project, 'data', name), path.join(other, 'data', name));
    expect(release(other, { node: reversed })).toEqual(due);
  });

  const program = otherNode();
  it.skipIf(!program)(program ? 'with another Node version' : 'is skipped: no other Node version is available', () => {
    const version = spawnSync(program as string, ['--version'], { encoding: 'utf8' }).stdout;
    expect(version).toMatch(/^v\d+\./);
    expect(version.trim()).not.toBe(process.version);
    expect(release(smallProject(), { program: program as string })).toEqual(due);
  });
});

/** Files that contain row numbers or hashes of other files like these. The sheets are published unchanged. */
const ofRows =
  /^(data\/.*\.csv|.*\.(nq|trig)|site\/data\/(graph\.nq\.gz|project(-figures)?\.zip|problems\.json)|SHA256SUMS|manifest\.json|datapackage\.json|croissant\.json|catalogue\.(ttl|jsonld)|site\/(\w\w\/)?index\.html|site\/\w\w\/(downloads|report)\.html|site\/\w\w\/workbench\/offline\.js|site\/\w\w\/query-terms\.json|site\/\w\w\/area\/\w+\.html)$/;

/** Files with the figures in the order of the series, and the index of their bytes. */
const ofSeries = /^figures(\.csvw\.json|\.index\.json|\.nq\.gz|\.parquet|\/areas\/\d+\.csv)$/;

const linesOf = (text: string): string[] => text.split('\n').sort();

it('another row order changes only files that depend on row numbers, and the order in files of figures', () => {
  const other = smallProject();
  for (const name of readdirSync(path.join(other, 'data')).filter((one) => one.endsWith('.csv'))) {
    const file = path.join(other, 'data', name);
    const [header = [], ...rows]: string[][] = parse(readFileSync(file, 'utf8'));
    const [shuffled = []] = fc.sample(fc.shuffledSubarray(rows, { minLength: rows.length }), { seed, numRuns: 1 });
    if (name === 'series.csv') shuffled.splice(0, rows.length, ...rows.reverse()); // two rows can keep their order
    writeFileSync(file, stringify([header, ...shuffled]));
  }
  release(other);
  const [before = '', after = ''] = [project, other].map((one) => path.join(one, 'build/current'));
  const [one = {}, two = {}] = [before, after].map((folder) => fingerprint(`${folder}/`));
  expect(Object.keys(two)).toEqual(Object.keys(one));
  const changed = Object.keys(one).filter((file) => one[file] !== two[file]);
  expect(changed.filter((file) => !ofRows.test(file) && !ofSeries.test(file))).toEqual([]);
  expect(changed).toEqual(expect.arrayContaining(['data/links.csv', 'figures.nq.gz', 'figures/areas/001.csv']));
  const same = (read: (folder: string) => unknown): void => expect(read(after)).toEqual(read(before));
  same((folder) =>
    readFileSync(path.join(folder, 'gcm-sdg.nq'), 'utf8')
      .split('\n')
      .filter((line) => !line.endsWith('<https://w3id.org/gcm-graph/graph/provenance> .')),
  );
  same((folder) => linesOf(gunzipSync(readFileSync(path.join(folder, 'figures.nq.gz'))).toString()));
  same((folder) => linesOf(readFileSync(path.join(folder, 'figures/areas/001.csv'), 'utf8')));
  same((folder) => {
    const { tables, ...others } = JSON.parse(readFileSync(path.join(folder, 'figures.csvw.json'), 'utf8'));
    return { ...others, tables: tables.map((table: object) => JSON.stringify(table)).sort() };
  });
});
