import fs, { appendFileSync, existsSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemErrorMessage } from '../src/node/disk-files.js';
import { writeToFolder } from '../src/node/release/release-folder.js';
import { currentOf, publishRelease } from '../src/node/release/releases.js';
import { verifyRelease } from '../src/node/release/verify.js';
import { type Manifest, manifestName, serializeManifest } from '../src/publish/manifest.js';
import { publishFile } from '../src/publish/release-files.js';
import { temporaryFolder } from './support/gcm.js';

/** Publishes a release with one file, which `damage` can change after it is written. */
const publish = (out: string, damage: (file: string) => void = () => {}): Promise<string> =>
  publishRelease(out, async (folder): Promise<Manifest> => {
    const write = writeToFolder(folder);
    const file = await publishFile(write, 'one.nq', 'application/n-quads', (sink) => sink('one'));
    damage(path.join(folder, file.file));
    const manifest = {
      name: 'one',
      version: '1.0.0',
      base: 'https://a.example/',
      hash: file.sha256,
      quads: 0,
      triples: 0,
      files: [file],
    };
    await write(manifestName, (sink) => sink(serializeManifest(manifest)));
    return manifest;
  });

it('creates missing folders', async () => {
  const out = path.join(temporaryFolder(), 'some/where');
  const name = await publish(out);
  expect(existsSync(path.join(out, 'current/one.nq'))).toBe(true);
  expect(await publish(out)).toBe(name); // the same again
  expect(readdirSync(path.join(out, 'releases'))).toEqual([name]);
});

it('fails if the disk does not store a file correctly', async () => {
  const out = temporaryFolder();
  await expect(publish(out, (file) => appendFileSync(file, 'x'))).rejects.toThrow(
    'The disk did not store the release correctly: one.nq: ',
  );
  expect(readdirSync(out)).toEqual(['releases']);
  expect(readdirSync(path.join(out, 'releases'))).toEqual([]);
});

it('ignores files of file managers', async () => {
  const out = temporaryFolder();
  const name = await publish(out);
  for (const file of ['.DS_Store', 'Thumbs.db', 'desktop.ini'])
    writeFileSync(path.join(out, 'releases', name, file), '');
  expect(verifyRelease(path.join(out, 'current'))).toEqual([]);
  expect(await publish(out)).toBe(name);
});

it('recognizes the current release by an absolute link, such as a junction of Windows', async () => {
  const out = temporaryFolder();
  const name = await publish(out);
  rmSync(path.join(out, 'current'));
  symlinkSync(path.join(out, 'releases', name), path.join(out, 'current'));
  expect(currentOf(out)).toBe(name);
  rmSync(path.join(out, 'current'));
  symlinkSync(path.join(temporaryFolder(), 'releases', name), path.join(out, 'current'));
  expect(currentOf(out)).toBeUndefined();
});

describe('on Windows', () => {
  const { platform } = process;
  beforeEach(() => {
    Object.defineProperty(process, 'platform', { value: 'win32' });
  });
  afterEach(() => {
    Object.defineProperty(process, 'platform', { value: platform });
    vi.restoreAllMocks();
  });

  it('replaces the link to the current release', async () => {
    const out = temporaryFolder();
    const name = await publish(out);
    expect(await publish(out)).toBe(name);
    expect(currentOf(out)).toBe(name);
    expect(readdirSync(out).sort()).toEqual(['current', 'releases']);
  });

  it('retries a rename while another program locks the files', async () => {
    const error = Object.assign(new Error('EPERM: operation not permitted, rename'), {
      code: 'EPERM',
      syscall: 'rename',
    });
    const fail = (): never => {
      throw error;
    };
    const rename = vi.spyOn(fs, 'renameSync').mockImplementationOnce(fail).mockImplementationOnce(fail);
    const out = temporaryFolder();
    const name = await publish(out);
    expect(currentOf(out)).toBe(name);
    expect(rename.mock.calls.length).toBeGreaterThan(3);
  });

  it('reports that another program uses a file', () => {
    const error = Object.assign(new Error("EPERM: operation not permitted, open 'a.xlsx'"), { code: 'EPERM' });
    expect(systemErrorMessage(Object.assign(error, { path: 'a.xlsx' }))).toBe(
      "System error: EPERM: operation not permitted, open 'a.xlsx'. Close the program that uses the file, and try again",
    );
  });
});
