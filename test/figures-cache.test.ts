import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../src/bytes.js';
import { cacheFolder, readCached, writeCached } from '../src/node/figures/cache.js';
import { copyKept, keepFiles } from '../src/node/figures/reuse-figures.js';
import { hashOf } from '../src/node/release/release-folder.js';
import { listing, temporaryFolder } from './support/gcm.js';

describe('a file of the cache', () => {
  it('is read as it was written, and replaces the previous one', () => {
    const out = temporaryFolder();
    for (const text of ['[1]\n["é"]\n', '']) {
      expect(writeCached(out, 'x.json', text)).toBe(true);
      expect(readCached(out, 'x.json')).toBe(text);
    }
    expect(listing(out)).toEqual(['cache', 'cache/x.json']);
    expect(readCached(out, 'y.json')).toBe(undefined);
  });

  it('is not read if it is incomplete or one of its bytes has changed', () => {
    const out = temporaryFolder();
    writeCached(out, 'x.json', '{"a":1}');
    const file = path.join(cacheFolder(out), 'x.json');
    const bytes = readFileSync(file);
    for (const at of bytes.keys()) {
      writeFileSync(file, bytes.subarray(0, at));
      expect(readCached(out, 'x.json'), `${at} bytes`).toBe(undefined);
      const flipped = Buffer.from(bytes);
      flipped[at] = (bytes[at] as number) ^ 1;
      writeFileSync(file, flipped);
      expect(readCached(out, 'x.json'), `byte ${at}`).toBe(undefined);
    }
  });

  it('that cannot be written is ignored, and no temporary file remains', () => {
    const out = temporaryFolder();
    writeFileSync(path.join(out, 'cache'), 'a file');
    expect(writeCached(out, 'x.json', '[]')).toBe(false);
    rmSync(path.join(out, 'cache'));
    mkdirSync(path.join(out, 'cache/x.json'), { recursive: true });
    expect(writeCached(out, 'x.json', '[]')).toBe(false); // a file cannot replace a folder
    expect(readCached(out, 'x.json')).toBe(undefined);
    expect(listing(out)).toEqual(['cache', 'cache/x.json']);
  });
});

describe('the figures of an earlier release', () => {
  const contents: [string, string][] = [
    ['figures.nq.gz', 'statements'],
    ['figures/areas/001.csv', 'rows'],
  ];

  /** A folder with a release whose figures are kept for the order "a". */
  function kept() {
    const out = temporaryFolder();
    const release = path.join(out, 'releases/one');
    mkdirSync(path.join(release, 'figures/areas'), { recursive: true });
    const files = contents.map(([file, text]) => {
      const bytes = utf8(text);
      writeFileSync(path.join(release, file), bytes);
      return { file, mediaType: 'text/plain', bytes: bytes.length, sha256: hashOf(bytes) };
    });
    keepFiles(out, { order: 'a', figures: 'f', release: 'one', files });
    return { out, release, files };
  }

  it('are copied for the same order only', async () => {
    const { out, release, files } = kept();
    const folder = temporaryFolder();
    expect(await copyKept(out, 'b', folder)).toBe(undefined);
    expect(listing(folder)).toEqual([]);
    expect(await copyKept(out, 'a', folder)).toEqual(files);
    expect(listing(folder)).toEqual(listing(release));
    for (const [file, text] of contents) expect(readFileSync(path.join(folder, file), 'utf8')).toBe(text);
  });

  // otherwise the build, which writes all files again, would find that they exist
  it.each<[string, (out: string, last: string) => void]>([
    ['the last file has changed', (_out, last) => writeFileSync(last, 'Rows')],
    ['the last file is missing', (_out, last) => rmSync(last)],
    [
      'the last file cannot be read',
      (_out, last) => {
        rmSync(last);
        mkdirSync(last);
      },
    ],
    ['the release was removed', (out) => rmSync(path.join(out, 'releases'), { recursive: true })],
    ['the cache is empty', (out) => writeFileSync(path.join(cacheFolder(out), 'figure-files.json'), '')],
  ])('are not copied, not even in part, if %s', async (_what, damage) => {
    const { out, release } = kept();
    damage(out, path.join(release, 'figures/areas/001.csv'));
    const folder = temporaryFolder();
    expect(await copyKept(out, 'a', folder)).toBe(undefined);
    expect(readdirSync(folder)).toEqual([]);
  });
});
