import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildRelease, readSiteAssets } from '../src/cli/build.js';
import { projectFrom } from '../src/cli/command.js';
import { ownMaterials } from '../src/node/release/bill-of-materials.js';
import { filesBelow } from '../src/node/release/release-folder.js';
import { type BuildOptions, build } from '../src/pipeline.js';
import { writeRelease } from '../src/publish/publish.js';
import { writeToMemory } from '../src/publish/release-files.js';
import { noRoles } from '../src/roles/roles.js';
import { root, smallProject } from './support/gcm.js';

/** The core builds the same release in memory as the command in a folder. */

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

describe('a release in memory', () => {
  it('has the same files as a release in a folder', async () => {
    const files = await inMemory({ materials: ownMaterials, siteAssets: readSiteAssets() });
    expect([...files.keys()]).toEqual(expect.arrayContaining(['manifest.json', 'sbom.json', 'site/index.html']));
    expect(texts(files)).toEqual(texts(await published()));
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
  const { write } = writeToMemory();
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
    context: {},
    frame: undefined,
    ...ontology,
  };
  const fails = () => Promise.reject(new Error('too slow'));
  try {
    await expect(writeRelease({ ...source, copies: [], about }, write, fails)).rejects.toThrow('too slow');
    expect(unhandled).toEqual([]);
  } finally {
    process.off('unhandledRejection', note);
  }
});
