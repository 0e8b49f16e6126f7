import { appendFileSync, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { writeToFolder } from '../src/node/release/release-folder.js';
import { publishRelease } from '../src/node/release/releases.js';
import { type Manifest, manifestName, serializeManifest } from '../src/publish/manifest.js';
import { publishFile } from '../src/publish/release-files.js';
import { temporaryFolder } from './support/gcm.js';

/** Publishes a release of one file, which `damage` can change after it is written. */
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
  expect(await publish(out)).toBe(name); // unchanged
  expect(readdirSync(path.join(out, 'releases'))).toEqual([name]);
});

it('rejects a release if the disk contains other bytes than were written', async () => {
  const out = temporaryFolder();
  await expect(publish(out, (file) => appendFileSync(file, 'x'))).rejects.toThrow(
    'the disk does not hold what was written: one.nq: ',
  );
  expect(readdirSync(out)).toEqual(['releases']);
  expect(readdirSync(path.join(out, 'releases'))).toEqual([]);
});
