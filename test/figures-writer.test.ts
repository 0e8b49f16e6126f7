import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { ordersOf } from '../src/figures/orders.js';
import { type FiguresOrder, writeFigures } from '../src/figures/write-figures.js';
import { createFiguresWriter } from '../src/node/figures/figures-writer.js';
import { sweep } from '../src/node/release/staging.js';
import { writeToMemory } from '../src/publish/release-files.js';
import type { FamilyFile } from '../src/sheets/family-files.js';
import { clean, projectFiles, readFiles } from './support/figure-files.js';
import { listing, temporaryFolder } from './support/gcm.js';

const figuresOf = async (figures: Record<string, string> = clean): Promise<FamilyFile[]> =>
  (await readFiles(projectFiles(figures))).files;

const orderOf = (figures: FamilyFile[]): FiguresOrder =>
  ordersOf({ base: 'https://example.org/', figures, parts: { part: {} } }) as FiguresOrder;

/** The content of each file; the compressed statements as text. */
const textsIn = (folder: string, names: string[]): Record<string, string> =>
  Object.fromEntries(
    names.map((name) => {
      const bytes = readFileSync(path.join(folder, name));
      return [name, (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()];
    }),
  );

const folderIn = (out: string, name: string): string => {
  mkdirSync(path.join(out, name), { recursive: true });
  return path.join(out, name);
};

describe('the writer of figures', () => {
  it('writes the same files before and after the end of the check', async () => {
    const figures = await figuresOf();
    const { files, write } = writeToMemory();
    await writeFigures(orderOf(figures), write, { gzip: (bytes) => gzipSync(bytes, { level: 1 }) });
    const expected = [...files.keys()].sort();
    for (const isEarly of [true, false]) {
      const out = temporaryFolder();
      const release = folderIn(out, 'release');
      const writer = createFiguresWriter(out);
      if (isEarly) writer.begin(figures);
      expect(readdirSync(out).filter((name) => name.startsWith('.staging-'))).toHaveLength(isEarly ? 1 : 0);
      const written = await writer.write(release, orderOf(figures));
      await writer.close();
      expect(readdirSync(out)).toEqual(['release']);
      const names = written.map(({ file }) => file).sort();
      expect(names).toEqual([...expected, 'figures.parquet'].sort());
      const texts = Object.fromEntries([...files].map(([name, bytes]) => [name, Buffer.from(bytes)]));
      expect(textsIn(release, expected)).toEqual(
        Object.fromEntries(
          expected.map((name) => [
            name,
            (name.endsWith('.gz') ? gunzipSync(texts[name] as Buffer) : texts[name])?.toString(),
          ]),
        ),
      );
    }
  });

  it('removes what it has written, with the folders that it made, if nothing is published', async () => {
    const parent = temporaryFolder();
    const out = path.join(parent, 'a/b');
    const writer = createFiguresWriter(out);
    writer.begin(await figuresOf());
    expect(existsSync(out)).toBe(true);
    await writer.close();
    expect(readdirSync(parent)).toEqual([]);
  });

  it('leaves it to the release to report a folder that cannot be made', async () => {
    const out = path.join(temporaryFolder(), 'file');
    writeFileSync(out, '');
    for (const folder of [out, path.join(out, 'a'), '/proc/gcm-graph/a']) {
      const writer = createFiguresWriter(folder);
      writer.begin(await figuresOf());
      await writer.close();
      expect(existsSync(path.join(folder, 'a'))).toBe(false);
    }
  });

  it('keeps a folder that existed before, even if it is empty', async () => {
    const out = temporaryFolder();
    const writer = createFiguresWriter(out);
    writer.begin(await figuresOf());
    await writer.close();
    expect(readdirSync(out)).toEqual([]);
  });

  it('keeps its early files while another part of the same build removes what killed processes left', async () => {
    const [out, figures] = [temporaryFolder(), await figuresOf()];
    const release = folderIn(out, 'release');
    folderIn(out, '.staging-4194305-abc');
    const writer = createFiguresWriter(out);
    writer.begin(figures);
    await vi.waitFor(() => expect(listing(out)).toContainEqual(expect.stringMatching(/figures\.index\.json$/)));
    sweep(out);
    expect(existsSync(path.join(out, '.staging-4194305-abc'))).toBe(false);
    await writer.write(release, orderOf(figures));
    await writer.close();
    expect(existsSync(path.join(release, 'figures.nq.gz'))).toBe(true);
  });

  it('does not begin with faulty figures, without figures, or if an earlier release has the same', async () => {
    const [out, figures] = [temporaryFolder(), await figuresOf()];
    const release = folderIn(out, 'releases/one');
    const writer = createFiguresWriter(out);
    await writer.write(release, orderOf(figures));
    writer.keep('one');
    await writer.close();
    const faulty = await figuresOf({ ...clean, X: `${clean.X}x,y\n` });
    expect(faulty.some(({ original }) => original !== undefined)).toBe(true);
    for (const one of [figures, faulty, []]) {
      const next = createFiguresWriter(out);
      next.begin(one);
      expect(readdirSync(out).sort()).toEqual(['cache', 'releases']);
      await next.close();
    }
    const again = createFiguresWriter(out);
    again.begin(figures);
    const second = folderIn(out, 'releases/two');
    await again.write(second, orderOf(figures));
    expect(listing(second)).toEqual(listing(release));
    await again.close();
  });
});
