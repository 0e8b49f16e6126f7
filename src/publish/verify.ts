import { existsSync, lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compareCodePoints } from '../order.js';
import type { Problem } from '../problem.js';
import { checksumsName, readChecksums } from './checksums.js';
import { type PublishedFile, sha256 } from './files.js';
import { type Manifest, manifestName, readManifest, serializeManifest } from './manifest.js';
import { type PublishedPages, pagesFolder, readPages, sumOf } from './pages.js';
import { filesBelow } from './release-files.js';

/** What is wrong with one file of a release. */
interface Fault {
  code: 'manifest-missing' | 'file-missing' | 'file-changed' | 'file-unlisted';
  file: string;
  message: string;
}

/**
 * Holds every file of a release against its manifest, and the manifest against the sum of itself that it holds: one
 * problem for each that is changed, missing or not listed.
 */
export const verifyRelease = (folder: string): Problem[] =>
  faultsOf(folder).map(({ code, file, message }) => ({
    code,
    severity: 'error',
    message,
    where: { file: path.join(folder, file) },
    fix: 'build the release again, or take it from where it was published',
  }));

function faultsOf(folder: string): Fault[] {
  const manifest = readManifest(folder);
  if (!manifest)
    return [{ code: 'manifest-missing', file: manifestName, message: 'there is no manifest that can be read here' }];
  const listed = new Set([manifestName, ...manifest.files.map(({ file }) => file)]);
  const isPage = (file: string): boolean => manifest.site !== undefined && file.startsWith(`${pagesFolder}/`);
  const strangers = filesBelow(folder).filter((file) => !listed.has(file) && !isPage(file));
  return [
    ...manifestFaults(folder, manifest),
    ...manifest.files.flatMap((file) => fileFaults(folder, file)),
    ...(manifest.site ? pageFaults(folder, manifest.site) : []),
    ...strangers.map((file) => unlisted(file, 'the manifest')),
  ];
}

function manifestFaults(folder: string, manifest: Manifest): Fault[] {
  const isSame = readFileSync(path.join(folder, manifestName), 'utf8') === serializeManifest(manifest);
  return isSame ? [] : [changed(manifestName, 'the manifest is not what was published: it has another sum')];
}

function fileFaults(folder: string, { file, bytes, sha256: due }: PublishedFile): Fault[] {
  const target = path.join(folder, file);
  if (!existsSync(target)) return [missing(file, 'the manifest')];
  if (!lstatSync(target).isFile()) return [changed(file, 'this is no plain file')];
  const content = readFileSync(target);
  if (content.length === bytes && sha256(content) === due) return [];
  return [changed(file, `the file is not what was published (${content.length} bytes, ${bytes} due)`)];
}

/** The pages have one sum. When it is another, the list of checksums tells which of them it is. */
function pageFaults(folder: string, due: PublishedPages): Fault[] {
  const pages = readPages(folder);
  const found = pages && sumOf(pages);
  if (found?.sha256 === due.sha256 && found.files === due.files && found.bytes === due.bytes) return [];
  const checksums = [...(readChecksums(folder) ?? [])].filter(([file]) => file.startsWith(`${pagesFolder}/`));
  const isList = sumOf({ hashes: new Map(checksums), bytes: 0 }).sha256 === due.sha256;
  if (pages && isList) return differences(new Map(checksums), pages.hashes);
  const count = ({ files, bytes }: PublishedPages): string => `${files} files, ${bytes} bytes`;
  const message = `the web site is not what was published (${found ? count(found) : 'none'}; ${count(due)} due)`;
  return [changed(pagesFolder, message)];
}

function differences(due: Map<string, string>, found: Map<string, string>): Fault[] {
  const ofDue = [...due].flatMap(([file, hash]) => {
    if (!found.has(file)) return [missing(file, checksumsName)];
    return found.get(file) === hash ? [] : [changed(file, 'the page is not what was published')];
  });
  const strangers = [...found.keys()].filter((file) => !due.has(file)).sort(compareCodePoints);
  return [...ofDue, ...strangers.map((file) => unlisted(file, checksumsName))];
}

const changed = (file: string, message: string): Fault => ({ code: 'file-changed', file, message });

const missing = (file: string, list: string): Fault => ({
  code: 'file-missing',
  file,
  message: `${list} lists this file, but it is not there`,
});

const unlisted = (file: string, list: string): Fault => ({
  code: 'file-unlisted',
  file,
  message: `${list} does not list this file`,
});
