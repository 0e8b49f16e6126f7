import { existsSync, mkdirSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { replace } from './support/edit.js';
import { gcm, newProject, temporaryFolder } from './support/gcm.js';

/** Folders of `--out` that cannot contain releases, which are reported before the sheets are read. */

const project = await newProject();
const run = (...args: string[]) => gcm(args, { cwd: project });
const inProject = (...steps: string[]): string => path.join(project, ...steps);

beforeAll(() => {
  replace(path.join(project, 'data'), 'concepts.csv', '1|2', '1|9'); // an error that the check would report
  writeFileSync(inProject('file'), '');
  for (const folder of ['real/current', 'plain', 'full', 'odd']) mkdirSync(inProject(folder), { recursive: true });
  for (const file of ['plain/current', 'full/notes.txt', 'odd/releases']) writeFileSync(inProject(file), '');
  symlinkSync('data', inProject('alias'));
});

const others: [out: string, words: string][] = [
  ['', '--out: Missing folder name'],
  ['data', '--out: "data" is inside the input folder "data". Choose another folder'],
  ['alias', '--out: "alias" is inside the input folder "data". Choose another folder'],
  [
    'queries/examples/here',
    '--out: "queries/examples/here" is inside the input folder "queries". Choose another folder',
  ],
  ['.', '--out: "." contains files of other programs (alias). Choose a new or empty folder'],
  ['full', '--out: "full" contains files of other programs (notes.txt). Choose a new or empty folder'],
  ['file', '--out: "file" is not a folder'],
  ['file/below', `--out: Cannot create the folder "${inProject('file/below')}" (ENOTDIR)`],
  ['real', '"real/current" is a folder instead of a link to a release. Move or rename it'],
  ['plain', '"plain/current" is a file instead of a link to a release. Move or rename it'],
  ['odd', '"odd/releases" is not a folder. Move or rename it'],
];
const devices: [out: string, words: string][] = existsSync('/proc/self')
  ? [['/proc/gcm/build', '--out: Cannot create the folder "/proc/gcm" (ENOENT)']]
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
    stderr: expect.stringContaining('build/current" is a folder instead of a link to a release'),
  });
});

it('leaves no folder after a failed build', async () => {
  const place = temporaryFolder();
  expect((await run('build', '--out', path.join(place, 'a/b'))).code).toBe(1);
  expect(readdirSync(place)).toEqual([]);
});
