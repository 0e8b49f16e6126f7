import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createPagesWriter } from '../src/node/pages-thread.js';
import { filesBelow, hashOf } from '../src/node/release/release-folder.js';
import { type Page, pageWriter, writeToMemory } from '../src/publish/release-files.js';
import { temporaryFolder } from './support/gcm.js';

async function* each(pages: readonly Page[]): AsyncGenerator<Page> {
  yield* pages;
}

/** Texts of 0 to 300 KB, more than the threads can have at once, with characters of 1 to 4 bytes, and a text larger than a group. */
const texts: Page[] = Array.from({ length: 150 }, (_, at) => ({
  file: `site/text-${at}.html`,
  content: 'aé中😀\n'.repeat(at * 167) + at,
}));
const large: Page[] = ['a', 'b', 'c'].map((name) => ({
  file: `site/${name}.html`,
  content: name + '中'.repeat(500_000),
}));
const dump = '<urn:a> <urn:b> "中" .\n'.repeat(20_000);
const others: Page[] = [
  { file: 'site/bytes.bin', content: Uint8Array.of(0, 255, 10) },
  { file: 'site/pieces.gz', content: [Uint8Array.of(1), new Uint8Array(200_000)], isPacked: true },
  { file: 'site/data/graph.nq.gz', content: { releaseFile: 'x.nq' }, isPacked: true },
  { file: 'site/data/parts.zip', content: new Map([['a.txt', Uint8Array.of(97)]]) },
];

describe('the thread that writes pages', () => {
  it('writes the same files as the core, with the same hashes', async () => {
    const pages = [...texts.slice(0, 70), ...others, ...large, ...texts.slice(70)];
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'x.nq'), dump);
    const hashed = await createPagesWriter().writerFor(folder)(each(pages));
    const { files, write, read } = writeToMemory();
    await write('x.nq', (sink) => sink(dump));
    expect(hashed).toEqual(await pageWriter(write, read)(each(pages)));
    expect(filesBelow(folder)).toEqual([...files.keys()].sort());
    for (const [file, bytes] of files) expect(hashOf(readFileSync(path.join(folder, file))), file).toBe(hashOf(bytes));
    for (const { file, content } of [...texts, ...large])
      expect(readFileSync(path.join(folder, file), 'utf8')).toBe(content);
    expect(gunzipSync(readFileSync(path.join(folder, 'site/data/graph.nq.gz'))).toString()).toBe(dump);
    expect([...gunzipSync(readFileSync(path.join(folder, 'site/pieces.gz'))).subarray(0, 3)]).toEqual([1, 0, 0]);
  });

  it.each<[string, Page[], RegExp]>([
    ['two texts have the same name', [texts[1] as Page, texts[1] as Page], /have the same name: site\/text-1\.html$/],
    ['two other pages have the same name', [others[0] as Page, others[0] as Page], /same name: site\/bytes\.bin$/],
    ['a page is outside of the site', [{ file: 'index.html', content: '' }], /not a valid page name/],
    ['a file of the release is missing', [others[2] as Page], /x\.nq/],
  ])('fails if %s', async (_what, pages, message) => {
    await expect(createPagesWriter().writerFor(temporaryFolder())(each(pages))).rejects.toThrow(message);
  });

  it('fails if a page cannot be made', async () => {
    const broken = async function* (): AsyncGenerator<Page> {
      yield* texts;
      throw new Error('no page');
    };
    await expect(createPagesWriter().writerFor(temporaryFolder())(broken())).rejects.toThrow('no page');
  });
});
