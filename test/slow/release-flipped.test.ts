import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { verifyRelease } from '../../src/node/release/verify.js';
import { gcmProcess, newProject } from '../support/gcm.js';
import { seed } from '../support/property.js';

const project = await newProject();
const release = path.join(project, 'build/current');
let files: string[] = [];
beforeAll(() => {
  expect(gcmProcess(['build'], { cwd: project })).toMatchObject({ code: 0 });
  files = readdirSync(release, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(release, path.join(entry.parentPath, entry.name)));
});

const found = (): string[] =>
  verifyRelease(release).map(({ code, where }) => `${code} ${path.relative(release, where.file)}`);

function withFlipped(file: string, at: (bytes: Buffer) => number, test: () => void): void {
  const target = path.join(release, file);
  const bytes = readFileSync(target);
  const flipped = Buffer.from(bytes);
  const place = at(bytes);
  flipped[place] = (bytes[place] as number) ^ 1;
  writeFileSync(target, flipped);
  test();
  writeFileSync(target, bytes);
}

it('detects a flipped byte in any file of a release, including pages', () => {
  expect(files.filter((file) => file.startsWith('site')).length).toBeGreaterThan(50);
  expect(found()).toEqual([]);
  for (const [i, file] of files.entries()) {
    if (file === 'manifest.json') continue; // tested below
    const place = (bytes: Buffer): number => ((seed + i) * 7919) % bytes.length;
    withFlipped(file, place, () => expect(found()).toEqual([`file-changed ${file}`]));
  }
});

it('detects a flipped byte anywhere in the manifest', () => {
  const { length } = readFileSync(path.join(release, 'manifest.json'));
  for (let at = seed % 17; at < length; at += 17) {
    const ofManifest = (): string[] => found().filter((one) => one.endsWith(' manifest.json')); // other files can be reported too
    withFlipped(
      'manifest.json',
      () => at,
      () => expect(ofManifest(), `byte ${at}`).toHaveLength(1),
    );
  }
});

it('reports missing and unlisted pages by name, and a missing site', () => {
  const page = path.join(release, 'site/en/index.html');
  renameSync(page, path.join(release, 'site/en/stranger.html'));
  expect(found()).toEqual(['file-missing site/en/index.html', 'file-unlisted site/en/stranger.html']);
  rmSync(path.join(release, 'SHA256SUMS'));
  expect(found()).toEqual(['file-missing SHA256SUMS', 'file-changed site']);
  rmSync(path.join(release, 'site'), { recursive: true });
  expect(found()).toEqual(['file-missing SHA256SUMS', 'file-changed site']);
});

const canSum = spawnSync('sha256sum', ['--version']).status === 0;

it.skipIf(!canSum)(canSum ? 'SHA256SUMS is valid for sha256sum' : 'is skipped: sha256sum is not installed', () => {
  rmSync(path.join(project, 'build'), { recursive: true });
  expect(gcmProcess(['build'], { cwd: project })).toMatchObject({ code: 0 });
  const { status, stdout, stderr } = spawnSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], {
    cwd: release,
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout.trim().split('\n')).toHaveLength(files.length - 2); // except the manifest and itself
});
