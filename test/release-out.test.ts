import { existsSync, mkdirSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { replace } from './support/edit.js';
import { gcm, newProject, temporaryFolder } from './support/gcm.js';

/** An invalid `--out` folder is reported before the sheets are read. */

const project = await newProject();
const run = (...args: string[]) => gcm(args, { cwd: project });
const inProject = (...steps: string[]): string => path.join(project, ...steps);

beforeAll(() => {
  replace(path.join(project, 'data'), 'items.csv', '1.10,1,', '1.10,9,'); // an error in the sheets
  writeFileSync(inProject('file'), '');
  for (const folder of ['real/current', 'plain', 'full', 'odd']) mkdirSync(inProject(folder), { recursive: true });
  for (const file of ['plain/current', 'full/notes.txt', 'odd/releases']) writeFileSync(inProject(file), '');
  symlinkSync('data', inProject('alias'));
});

const others: [out: string, words: string][] = [
  ['', '--out: the name of a folder is missing'],
  ['data', '--out: data is in data, which is read: name another folder'],
  ['alias', '--out: alias is in data, which is read: name another folder'],
  ['queries/derive/here', '--out: queries/derive/here is in queries, which is read: name another folder'],
  ['.', '--out: . holds other things than releases (alias): name a folder that is new or empty'],
  ['full', '--out: full holds other things than releases (notes.txt): name a folder that is new or empty'],
  ['file', '--out: file is no folder'],
  ['file/below', `--out: the folder ${inProject('file/below')} cannot be made (ENOTDIR)`],
  ['real', 'real/current is no link to a release, but a folder: move it away'],
  ['plain', 'plain/current is no link to a release, but a file: move it away'],
  ['odd', 'odd/releases is no folder: move it away'],
];
const devices: [out: string, words: string][] = existsSync('/proc/self')
  ? [['/proc/gcm/build', '--out: the folder /proc/gcm cannot be made (ENOENT)']]
  : [];

describe.each([...others, ...devices])('--out %j', (out, words) => {
  it.each(['build', 'watch'])('is rejected by gcm %s', async (command) => {
    const before = readdirSync(project, { recursive: true }).sort();
    expect(await run(command, '--out', out)).toEqual({
      code: 2,
      stdout: expect.any(String),
      stderr: `gcm: ${words}\n`,
    });
    expect(readdirSync(project, { recursive: true }).sort()).toEqual(before);
  });
});

it('accepts a folder with a readme, hidden files or releases', async () => {
  const place = await newProject();
  const build = () => gcm(['build', '--no-site'], { cwd: place });
  mkdirSync(path.join(place, 'build/.git'), { recursive: true });
  writeFileSync(path.join(place, 'build/README.md'), '');
  expect((await build()).code).toBe(0);
  writeFileSync(path.join(place, 'build/notes.txt'), '');
  expect((await build()).code).toBe(0);
  const [release = ''] = readdirSync(path.join(place, 'build/releases'));
  renameSync(path.join(place, 'build/current'), path.join(place, 'build/old'));
  mkdirSync(path.join(place, 'build/current'));
  expect(await gcm(['rollback', release], { cwd: place })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('build/current is no link to a release, but a folder'),
  });
});

it('leaves no folder after a failed build', async () => {
  const place = temporaryFolder();
  expect((await run('build', '--out', path.join(place, 'a/b'))).code).toBe(1);
  expect(readdirSync(place)).toEqual([]);
});
