import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { newVersion } from './support/crash.js';
import { gcm, newProject } from './support/gcm.js';
import { fingerprint } from './support/releases.js';

const project = await newProject();
const run = (...args: string[]) => gcm(args, { cwd: project });
const out = path.join(project, 'build');
const releases = path.join(out, 'releases');
const current = (): string => path.basename(readlinkSync(path.join(out, 'current')));
const listed = async (): Promise<string[][]> =>
  (await run('releases')).stdout
    .trim()
    .split('\n')
    .slice(2)
    .map((line) => line.split(/ {2,}/));

async function publish(): Promise<string> {
  newVersion(project);
  expect(await run('build', '--no-site')).toMatchObject({ code: 0 });
  return current();
}

beforeEach(() => rmSync(out, { recursive: true, force: true }));

describe('gcm releases', () => {
  it('lists releases with the newest first, and marks the current and the changed ones', async () => {
    expect(await run('releases')).toMatchObject({
      code: 0,
      stdout: '',
      stderr: expect.stringContaining('No releases in build/releases. Run gcm build first'),
    });
    const [one, two] = [await publish(), await publish()];
    appendFileSync(path.join(releases, one, 'SHA256SUMS'), 'x');
    for (const stranger of ['notes', '.hidden']) mkdirSync(path.join(releases, stranger));
    writeFileSync(path.join(releases, 'readme.txt'), '');
    const [first, second, ...others] = await listed();
    const files = readdirSync(path.join(releases, two), { recursive: true, withFileTypes: true }).filter((one) =>
      one.isFile(),
    );
    expect(first).toEqual([
      two,
      ...two.split('-'),
      `${files.length - 1}`,
      expect.stringMatching(/^\d+,\d{3}$/),
      expect.any(String),
      'yes',
      'yes',
    ]);
    expect([second?.[0], second?.at(-1)]).toEqual([one, 'no']);
    expect(others).toEqual([]);
    expect((await run('releases')).stderr).toBe(
      `Not a release: ${path.join('build/releases', 'notes')} (manifest.json is missing)\n`,
    );
  });

  it('reports invalid manifests, copies and renamed folders', async () => {
    const [one, two] = [await publish(), await publish()];
    const broken: [name: string, change: (manifest: Record<string, unknown>) => unknown, reason: string][] = [
      ['a', ({ name, files }) => ({ name, files }), 'manifest.json has no “version”'],
      ['b', (manifest) => ({ ...manifest, files: [{ file: 'x' }] }), 'manifest.json has an invalid “files”'],
      ['c', (manifest) => ({ ...manifest, quads: -1 }), 'manifest.json has an invalid “quads”'],
      [
        'd',
        (manifest) => ({ ...manifest, name: '../../x' }),
        'manifest.json contains “../../x”, which is not a file inside',
      ],
      [
        'e',
        (manifest) => ({ ...manifest, files: [{ file: '/etc/passwd' }] }),
        'manifest.json contains “/etc/passwd”, which is not',
      ],
      ['f', () => [], 'manifest.json has no “name”'],
      ['g', () => null, 'manifest.json does not contain a JSON object'],
      [`${one} copy`, (manifest) => manifest, `its manifest belongs to ${one}`],
      [`${one}-1`, (manifest) => manifest, `its manifest belongs to ${one}`],
    ];
    const manifestOf = (name: string): string => path.join(releases, name, 'manifest.json');
    for (const [name, change] of broken) {
      cpSync(path.join(releases, one), path.join(releases, name), { recursive: true });
      writeFileSync(manifestOf(name), JSON.stringify(change(JSON.parse(readFileSync(manifestOf(name), 'utf8')))));
    }
    mkdirSync(manifestOf('h'), { recursive: true });
    const { code, stderr } = await run('releases');
    expect({ code, names: (await listed()).map(([name]) => name) }).toEqual({ code: 0, names: [two, one] });
    for (const [name, , reason] of broken) expect(stderr).toContain(`Not a release: build/releases/${name} (${reason}`);
    expect(stderr).toContain('build/releases/h (manifest.json is not a regular file)');
    expect(await run('rollback', 'd')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('" is not a release: manifest.json'),
    });
    expect(current()).toBe(two);
    const all = readdirSync(releases);
    expect((await run('releases', 'prune', '--keep', '2')).stdout).toBe('Nothing to remove\n');
    expect((await run('releases', 'prune', '--keep', '1')).stdout).toBe(`Removed ${one}\n`);
    expect(readdirSync(releases)).toEqual(all.filter((name) => name !== one));
  });
});

describe('gcm rollback', () => {
  it('restores the previous release, or a named one', async () => {
    const [one, two, three] = [await publish(), await publish(), await publish()];
    expect(await run('rollback')).toMatchObject({ code: 0, stdout: `Current release: ${two} (before: ${three})\n` });
    expect(current()).toBe(two);
    expect((await run('rollback')).code).toBe(0);
    expect(current()).toBe(one);
    expect(await run('rollback')).toMatchObject({ code: 1, stderr: `gcm: No release before ${one}\n` });
    expect((await run('rollback', three)).code).toBe(0);
    expect(current()).toBe(three);
    await run('rollback', one);
    expect((await run('build', '--no-site')).code).toBe(0); // from the data of the third release
    expect(current()).toBe(three);
    expect(await run('rollback', 'nonsense')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Unknown release "nonsense"'),
    });
    expect(current()).toBe(three);
  });

  it('counts a release that was published again as the newest', async () => {
    const [one, two] = [await publish(), await publish()];
    const dataset = path.join(project, 'data/dataset.csv');
    await gcm(['build', '--no-site'], { cwd: project });
    await run('rollback');
    expect(current()).toBe(one);
    expect(existsSync(dataset)).toBe(true);
    await run('build', '--no-site');
    expect((await listed()).map(([name]) => name)).toEqual([two, one]);
  });

  it('does not restore a release that was changed', async () => {
    const [one, two] = [await publish(), await publish()];
    appendFileSync(path.join(releases, one, 'SHA256SUMS'), 'x');
    const before = fingerprint(out);
    const { code, stdout, stderr } = await run('rollback');
    expect(code).toBe(1);
    expect(stdout).toMatch(/SHA256SUMS error \[file-changed]/);
    expect(stderr).toBe(`${one} was changed after it was published. The current release stays the same\n`);
    expect(fingerprint(out)).toEqual(before);
    expect(current()).toBe(two);
  });

  it('requires a name if current does not point to a release', async () => {
    const one = await publish();
    renameSync(path.join(out, 'current'), path.join(out, 'elsewhere'));
    symlinkSync('releases/gone', path.join(out, 'current'));
    expect(await run('rollback')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Name the release to restore'),
    });
    expect((await run('rollback', one)).code).toBe(0);
    expect(current()).toBe(one);
  });
});

describe('gcm releases prune', () => {
  it('removes old releases, but not the current one or other folders', async () => {
    const [one, two, three, four] = [await publish(), await publish(), await publish(), await publish()];
    await run('rollback', one);
    mkdirSync(path.join(releases, 'notes'));
    symlinkSync(three, path.join(releases, 'linked'));
    expect(await run('releases', 'prune', '--keep', '1')).toMatchObject({
      code: 0,
      stdout: `Removed ${three}\nRemoved ${two}\n`,
    });
    expect(readdirSync(releases).sort()).toEqual([one, four, 'linked', 'notes'].sort());
    expect(readdirSync(out).sort()).toEqual(['current', 'releases']);
    expect(await run('releases', 'prune')).toMatchObject({ code: 0, stdout: 'Nothing to remove\n' });
    expect((await run('verify')).code).toBe(0);
  });

  it.each(['0', '-1', 'all', '1.5'])('rejects --keep %s', async (keep) => {
    expect(await run('releases', 'prune', `--keep=${keep}`)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--keep: '),
    });
  });

  it('accepts --out', async () => {
    const one = await publish();
    expect((await run('releases', 'prune', '--keep', '1', '--out', 'nowhere')).code).toBe(0);
    expect(existsSync(path.join(project, 'nowhere'))).toBe(false);
    expect(current()).toBe(one);
  });
});
