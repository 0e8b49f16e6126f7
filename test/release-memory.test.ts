import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { buildRelease, readSiteAssets } from '../src/cli/build.js';
import { projectFrom } from '../src/cli/command.js';
import { ownMaterials } from '../src/node/release/bill-of-materials.js';
import { filesBelow } from '../src/node/release/release-folder.js';
import { type BuildOptions, build } from '../src/pipeline.js';
import { countStatistics } from '../src/publish/catalogue/statistics.js';
import { writeRelease } from '../src/publish/publish.js';
import { pageWriter, writeToMemory } from '../src/publish/release-files.js';
import { noRoles } from '../src/roles/roles.js';
import { root, smallProject } from './support/gcm.js';

/**
 * The core builds the same release in memory as the command in a folder. Only the figures are compressed by another
 * program, and there is no Parquet file.
 */
const compressed = ['figures.index.json', 'figures.nq.gz', 'figures.parquet'];

/** True for the files that contain sizes or digests of all files. */
const isList = (file: string): boolean =>
  /^(SHA256SUMS|manifest\.json|catalogue\.(ttl|jsonld)|croissant\.json|site\/\w+\/downloads\.html)$/.test(file);

const folder = smallProject();
const project = projectFrom({
  data: path.join(folder, 'data'),
  ontology: path.join(root, 'ontology'),
  queries: path.join(root, 'queries'),
});

/** Returns the files of a release that is published in a folder. */
async function published(): Promise<Map<string, Uint8Array>> {
  const out = path.join(folder, 'build');
  const { release = '' } = await buildRelease(project, out, { hasSite: true });
  const place = path.join(out, 'releases', release);
  return new Map(filesBelow(place).map((file) => [file, readFileSync(path.join(place, file))]));
}

async function inMemory(options: BuildOptions): Promise<Map<string, Uint8Array>> {
  const { files } = await build(project, options);
  return files as Map<string, Uint8Array>;
}

/** Converts files to text, so that differences are readable. */
const texts = (files: Map<string, Uint8Array>): Record<string, string> =>
  Object.fromEntries([...files].map(([file, bytes]) => [file, Buffer.from(bytes).toString('latin1')]).sort());

const textOf = (files: Map<string, Uint8Array>, file: string): string => Buffer.from(files.get(file) ?? []).toString();

/** The statements of figures, and their index without the places in the compressed file. */
const figuresIn = (files: Map<string, Uint8Array>) => ({
  statements: gunzipSync(files.get('figures.nq.gz') as Uint8Array).toString(),
  index: JSON.parse(textOf(files, 'figures.index.json'), (key, value) =>
    key === 'start' || key === 'length' ? undefined : value,
  ),
});

/** The lines of SHA256SUMS about files that must be the same. */
const digestsIn = (files: Map<string, Uint8Array>): string[] =>
  textOf(files, 'SHA256SUMS')
    .split('\n')
    .filter((line) => !compressed.includes(line.slice(66)) && !isList(line.slice(66)));

describe('a release in memory', () => {
  it('has the same files as a release in a folder', async () => {
    const files = await inMemory({ materials: ownMaterials, siteAssets: readSiteAssets() });
    expect([...files.keys()]).toEqual(expect.arrayContaining(['manifest.json', 'sbom.json', 'site/index.html']));
    const inFolder = await published();
    expect([...files.keys(), 'figures.parquet'].sort()).toEqual([...inFolder.keys()].sort());
    const same = (all: Map<string, Uint8Array>) =>
      texts(new Map([...all].filter(([file]) => !compressed.includes(file) && !isList(file))));
    expect(same(files)).toEqual(same(inFolder));
    expect(figuresIn(files)).toEqual(figuresIn(inFolder));
    expect(digestsIn(files)).toEqual(digestsIn(inFolder));
  });

  it('has no bill of materials without information about the program', async () => {
    const files = await inMemory({});
    expect(files.has('sbom.json')).toBe(false);
    expect(Buffer.from(files.get('SHA256SUMS') as Uint8Array).toString()).not.toContain('sbom.json');
  });

  it('is not built with a warning if it is strict', async () => {
    const { problems, files } = await build(project, { strict: true });
    expect(problems.some(({ severity }) => severity === 'warning')).toBe(true);
    expect(files).toBeUndefined();
  });
});

it('throws the error of a format that fails while other files are written', async () => {
  const unhandled: unknown[] = [];
  const note = (error: unknown): void => void unhandled.push(error);
  process.on('unhandledRejection', note);
  const { write, read } = writeToMemory();
  const about = async () => {
    await new Promise((resolve) => setTimeout(resolve, 10));
    return () => [];
  };
  const base = 'https://example.org/';
  const ontology = { vocabulary: [], roles: noRoles };
  const source = {
    name: 'a',
    version: '1',
    licence: base,
    base,
    chunks: [],
    statistics: () => countStatistics([], base),
    context: {},
    frame: undefined,
    ...ontology,
  };
  const fails = () => Promise.reject(new Error('too slow'));
  let isMoreWritten = false;
  const more = async () => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    isMoreWritten = true;
    return [];
  };
  try {
    const writing = writeRelease({ ...source, copies: [], about, more }, write, pageWriter(write, read), fails);
    await expect(writing).rejects.toThrow('too slow');
    expect(isMoreWritten).toBe(true); // no thread writes into the folder after the error
    expect(unhandled).toEqual([]);
  } finally {
    process.off('unhandledRejection', note);
  }
});
