import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../src/bytes.js';
import { canonicalFault } from '../src/node/release/verify.js';
import { type Manifest, serializeManifest } from '../src/publish/manifest.js';
import { newVersion } from './support/crash.js';
import { dumpOf } from './support/diffing.js';
import { gcm, newProject, temporaryFolder } from './support/gcm.js';

/** Releases that were changed with correct checksums, which `gcm verify` and `gcm rollback` detect. */

const project = await newProject();
const out = path.join(project, 'build');
const kept = temporaryFolder();
let older = '';
let release = '';
const run = (...args: string[]) => gcm(args, { cwd: project });
const nameIn = (stderr: string): string => path.basename(/^Published (.*)$/m.exec(stderr)?.[1] ?? '');

beforeAll(async () => {
  older = nameIn((await run('build', '--no-site')).stderr);
  newVersion(project);
  expect((await run('build', '--no-site')).code).toBe(0);
  cpSync(out, kept, { recursive: true, verbatimSymlinks: true });
});
// gcm serve limits the memory of engines in the whole process, which also runs other test files.
afterAll(() => setFlagsFromString('--wasm-max-mem-pages=65536'));
beforeEach(() => {
  rmSync(out, { recursive: true, force: true });
  cpSync(kept, out, { recursive: true, verbatimSymlinks: true });
  release = path.join(out, 'releases', older);
});

const manifest = (): Manifest => JSON.parse(readFileSync(path.join(release, 'manifest.json'), 'utf8'));
const writeManifest = (changed: Manifest): void =>
  writeFileSync(path.join(release, 'manifest.json'), serializeManifest(changed));

/** Replaces a file, and updates all checksums. */
function forge(file: string, bytes: Buffer): Manifest {
  const { files, ...others } = manifest();
  const old = files.find((one) => one.file === file)?.sha256 ?? '';
  const sums = path.join(release, 'SHA256SUMS');
  writeFileSync(path.join(release, file), bytes);
  writeFileSync(sums, readFileSync(sums, 'utf8').replace(old, sha256(bytes)));
  const listed = files.map((one) => {
    const now = readFileSync(path.join(release, one.file));
    return { ...one, bytes: now.length, sha256: sha256(now) };
  });
  return { ...others, files: listed };
}

const refused = async (words: RegExp): Promise<void> => {
  const { code, stdout } = await run('verify', release);
  expect({ code, stdout }).toMatchObject({ code: 1, stdout: expect.stringMatching(words) });
  const { code: back, stderr } = await run('rollback', path.basename(release));
  expect({ back, stderr }).toMatchObject({
    back: 1,
    stderr: expect.stringContaining('The current release stays the same'),
  });
};

/** Makes the changed release current. The commands that read it must fail. */
async function refusedByReaders(code: number, words: string): Promise<void> {
  rmSync(path.join(out, 'current'));
  symlinkSync(path.join('releases', older), path.join(out, 'current'));
  for (const args of [
    ['serve', '--port', '0'],
    ['query', 'ASK {}'],
    ['push', 'http://localhost:9/data'],
  ])
    expect(await run(...args)).toMatchObject({ code, stderr: expect.stringContaining(words) });
}

describe('a forged release', () => {
  it('is detected if the N-Quads do not match the hash in its name', async () => {
    const { name } = manifest();
    const nquads = readFileSync(path.join(release, `${name}.nq`), 'utf8');
    writeManifest(forge(`${name}.nq`, Buffer.from(nquads.replace('Example 1.1', 'Example 1.9'))));
    await refused(new RegExp(`${name}\\.nq error \\[hash-differs] The release has the hash ${manifest().hash}`));
  });

  it('is detected if the lines are in another order', async () => {
    const { name, version } = manifest();
    const lines = readFileSync(path.join(release, `${name}.nq`), 'utf8').split('\n');
    const turned = Buffer.from([lines[1], lines[0], ...lines.slice(2)].join('\n'));
    writeManifest({ ...forge(`${name}.nq`, turned), hash: sha256(turned) });
    const renamed = path.join(out, 'releases', `${version}-${sha256(turned).slice(0, 12)}`);
    renameSync(release, renamed);
    release = renamed;
    await refused(/\.nq error \[hash-differs] .* \(RDFC-1\.0\): line 2 is a duplicate, or not sorted/);
  });

  it('is detected if its folder is renamed, but not outside of releases', async () => {
    const renamed = path.join(
      out,
      'releases',
      older.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
    );
    renameSync(release, renamed);
    const { code, stdout } = await run('verify', renamed);
    expect(code).toBe(1);
    expect(stdout).toContain(`[release-renamed] The folder has the name "${path.basename(renamed)}", but contains`);
    expect(await run('rollback', path.basename(renamed))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(older),
    });
    renameSync(renamed, path.join(out, 'downloaded'));
    expect(await run('verify', 'build/downloaded')).toMatchObject({ code: 0, stderr: '' });
  });

  it.each(['../../../outside', '/etc/passwd', 'data/../../x'])('is rejected if it lists %s', async (file) => {
    const { files, ...others } = manifest();
    writeManifest({ ...others, files: [...files, { file, mediaType: 'text/plain', bytes: 1, sha256: others.hash }] });
    const { code, stdout } = await run('verify', release);
    expect({ code, stdout }).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('not a file inside the release'),
    });
    expect(await run('rollback', older)).toMatchObject({ code: 2, stderr: expect.stringContaining(`“${file}”`) });
    expect((await run('releases', 'prune', '--keep', '1')).stdout).toBe('Nothing to remove\n');
    await refusedByReaders(2, '" is not a release: manifest.json');
  });

  it('is detected if its files are links', async () => {
    const { name } = manifest();
    const elsewhere = path.join(project, 'elsewhere');
    mkdirSync(elsewhere, { recursive: true });
    renameSync(path.join(release, 'data'), path.join(elsewhere, `data-${older}`));
    symlinkSync(path.join(elsewhere, `data-${older}`), path.join(release, 'data'));
    await refused(/data\/tables\.json error \[file-changed] This is a link to a file outside the release/);
    renameSync(path.join(release, `${name}.nq`), path.join(elsewhere, 'graph.nq'));
    symlinkSync(path.join(elsewhere, 'graph.nq'), path.join(release, `${name}.nq`));
    await refused(/\.nq error \[file-changed] This is not a regular file/);
    await refusedByReaders(1, '" is a link to a file outside the release');
  });
});

it.each([
  ['', undefined],
  ['<urn:a> <urn:b> "é" .\n<urn:a> <urn:b> <urn:c> <urn:g> .\n', undefined],
  ['<urn:a> <urn:b> <urn:d> .\n<urn:a> <urn:b> <urn:c> .\n', 'line 2 is a duplicate, or not sorted'],
  ['<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn:b> <urn:c> .\n', 'line 2 is a duplicate, or not sorted'],
  ['<urn:a> <urn:b> "\\u00E9" .\n', 'line 1 is not in canonical form'],
  ['<urn:a>  <urn:b> <urn:c> .\n', 'line 1 is not in canonical form'],
  ['_:a <urn:b> <urn:c> .\n', 'line 1 is not in canonical form'],
  ['<urn:a> <urn:b> <urn:c> .\n# so\n', 'line 2 is not in canonical form'],
  ['<urn:a> <urn:b> <urn:c> .\nnonsense\n', 'line 2 is not in canonical form'],
  ['<urn:a> <urn:b> <urn:c> .', 'the last line has no line end'],
])('N-Quads: %j', (text, fault) => expect(canonicalFault(dumpOf(text, 'nq'))).toBe(fault));

it('reports line numbers in large N-Quads', () => {
  const lines = Array.from({ length: 30_000 }, (_, i) => `<urn:a> <urn:b> "${'x'.repeat(60)} ${100_000 + i}" .\n`);
  expect(canonicalFault(dumpOf(lines.join(''), 'nq'))).toBeUndefined();
  const swapped = [...lines.slice(0, 25_000), lines[25_001], lines[25_000], ...lines.slice(25_002)];
  expect(canonicalFault(dumpOf(swapped.join(''), 'nq'))).toBe('line 25002 is a duplicate, or not sorted');
});
