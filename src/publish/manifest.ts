import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compareCodePoints } from '../order.js';
import type { Problem } from '../problem.js';
import { isReleaseName, type PublishedFile, sha256, writeDurably } from './files.js';
import { type PublishedPages, pagesFolder, readPages } from './pages.js';

/** What a release consists of. It names no time and no place, so that the same data makes the same manifest. */
export interface Manifest {
  name: string; // "gcm-sdg"
  version: string;
  base: string;
  hash: string; // SHA-256 of the canonical N-Quads (RDFC-1.0)
  quads: number;
  triples: number;
  files: PublishedFile[];
  site?: PublishedPages; // the web site as a whole
}

export const manifestName = 'manifest.json';

export const serializeManifest = (manifest: Manifest): string => `${JSON.stringify(manifest, null, 2)}\n`;

export const writeManifest = (folder: string, manifest: Manifest): Promise<PublishedFile> =>
  writeDurably(folder, manifestName, 'application/json', (sink) => sink(serializeManifest(manifest)));

/** Reads a release's manifest; undefined when there is none, or none that can be read. */
export function readManifest(folder: string): Manifest | undefined {
  try {
    const manifest = JSON.parse(readFileSync(path.join(folder, manifestName), 'utf8')) as Manifest;
    const isWhole = typeof manifest?.name === 'string' && Array.isArray(manifest.files);
    return isWhole && manifest.files.every((one) => typeof one?.file === 'string' && isReleaseName(one.file))
      ? manifest
      : undefined;
  } catch {
    return undefined;
  }
}

/** Holds every file of a release against its manifest: one problem for each that is changed, missing or not listed. */
export function verifyRelease(folder: string): Problem[] {
  const fault = (code: string, file: string, message: string): Problem => ({
    code,
    severity: 'error',
    message,
    where: { file: path.join(folder, file) },
    fix: 'build the release again, or take it from where it was published',
  });
  const manifest = readManifest(folder);
  if (!manifest) return [fault('manifest-missing', manifestName, 'there is no manifest that can be read here')];
  const problems = manifest.files.flatMap(({ file, bytes, sha256: expected }) => {
    const target = path.join(folder, file);
    if (!existsSync(target)) return [fault('file-missing', file, 'the manifest lists this file, but it is not there')];
    if (!lstatSync(target).isFile()) return [fault('file-changed', file, 'this is no plain file')];
    const content = readFileSync(target);
    if (content.length === bytes && sha256(content) === expected) return [];
    return [fault('file-changed', file, `the file is not what was published (${content.length} bytes, ${bytes} due)`)];
  });
  const listed = new Set([manifestName, ...manifest.files.map(({ file }) => file)]);
  const isPage = (file: string): boolean => manifest.site !== undefined && file.startsWith(`${pagesFolder}/`);
  const strangers = filesIn(folder).filter((file) => !listed.has(file) && !isPage(file));
  return [
    ...problems,
    ...siteFaults(folder, manifest.site).map((message) => fault('file-changed', pagesFolder, message)),
    ...strangers.map((file) => fault('file-unlisted', file, 'the manifest does not list this file')),
  ];
}

/** The site is told as a whole: so many small files have one sum. */
function siteFaults(folder: string, due: PublishedPages | undefined): string[] {
  if (!due) return [];
  const found = readPages(folder);
  if (found?.sha256 === due.sha256 && found.files === due.files && found.bytes === due.bytes) return [];
  const count = ({ files, bytes }: PublishedPages): string => `${files} files, ${bytes} bytes`;
  return [`the web site is not what was published (${found ? count(found) : 'none'}; ${count(due)} due)`];
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort(compareCodePoints);
}
