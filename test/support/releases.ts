import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, readlinkSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DataFactory, Parser, type Quad } from 'n3';
import { expect, inject } from 'vitest';
import { sha256 } from '../../src/bytes.js';
import { toNQuads } from '../../src/graph/quad-lines.js';
import { type Manifest, serializeManifest } from '../../src/publish/manifest.js';
import { type Ended, gcm, ownRules, projectWithFewFigures, root, smallProject, temporaryFolder } from './gcm.js';
import { type SharedRelease, sharedRelease } from './shared-release.js';

/** The folder of a release of the real data. */
export const realRelease = async (): Promise<string> => (await real()).release;

/** The output of its build. */
export const realBuild = async (): Promise<Ended> => (await real()).ended;

const real = (): Promise<SharedRelease> => sharedRelease(path.join(inject('shared'), 'real'), root, []);

/** The folder of a release of the real data with few figures, for readers that take minutes for all of them. */
export const releaseWithFewFigures = async (): Promise<string> =>
  (await sharedRelease(path.join(inject('shared'), 'few'), projectWithFewFigures(), [])).release;

/** The folder of a release of the small project. */
export const smallSite = async (): Promise<string> =>
  (await sharedRelease(path.join(inject('shared'), 'small'), smallProject(), ownRules)).release;

/** Builds a release of a project with the rules of the checkout, and returns its folder. */
export async function releaseOf(project: string, ...options: string[]): Promise<string> {
  const { code, stdout, stderr } = await gcm(['build', ...ownRules, ...options], { cwd: project });
  expect(code, stdout + stderr).toBe(0);
  expect(stderr).toContain('Published');
  return path.join(project, 'build/current');
}

/** Builds the small project without a web site, and returns the folder of the release. */
export const smallRelease = (...options: string[]): Promise<string> =>
  releaseOf(smallProject(), '--no-site', ...options);

/**
 * Creates a release of graphs (statements or Turtle), by their names relative to the base. Returns its folder, inside a
 * folder for `gcm serve --out`.
 */
export function madeRelease(base: string, graphs: Record<string, Quad[] | string>): string {
  const current = path.join(temporaryFolder(), 'current');
  const quads = Object.entries(graphs).flatMap(([name, given]) => {
    const graph = DataFactory.namedNode(new URL(name, base).href);
    const triples = typeof given === 'string' ? new Parser({ baseIRI: base }).parse(given) : given;
    return triples.map(({ subject, predicate, object }) => DataFactory.quad(subject, predicate, object, graph));
  });
  const nquads = toNQuads(quads);
  const manifest: Manifest = {
    name: 'made',
    version: '1',
    base,
    hash: sha256(Buffer.from(nquads)),
    quads: quads.length,
    triples: quads.length,
    files: [],
  };
  mkdirSync(current);
  writeFileSync(path.join(current, 'made.nq'), nquads);
  writeFileSync(path.join(current, 'manifest.json'), serializeManifest(manifest));
  return current;
}

/** Creates a release for slow queries: 20,000 nodes in a ring, each with a text. */
export function heavyRelease(): string {
  const lines = Array.from({ length: 20_000 }, (_, i) => {
    const next = (i * 7 + 1) % 20_000;
    return `<n/${i}> <next> <n/${next}> ; <text> "text number ${i}, ${'a'.repeat(20)}" .`;
  });
  return madeRelease('https://example.org/', { 'graph/heavy': lines.join('\n') });
}

/** Returns the hashes of all files in a folder, and the targets of links. */
export function fingerprint(folder: string): Record<string, string> {
  const result: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(folder, file);
    if (name.startsWith(`cache${path.sep}`)) continue; // what a run found in the figures, also without a release
    if (entry.isSymbolicLink()) result[name] = readlinkSync(file);
    else if (statSync(file).isFile()) result[name] = createHash('sha256').update(readFileSync(file)).digest('hex');
  }
  return result;
}
