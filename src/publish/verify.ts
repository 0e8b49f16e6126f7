import { existsSync, lstatSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { compareCodePoints } from '../order.js';
import type { Problem } from '../problem.js';
import { canonicalFault, isWithinLimit } from './canonical.js';
import { checksumsName, readChecksums } from './checksums.js';
import { type PublishedFile, sha256 } from './files.js';
import { examineManifest, type Manifest, manifestName, readManifest, serializeManifest } from './manifest.js';
import { type PublishedPages, pagesFolder, readPages, sumOf } from './pages.js';
import { filesBelow, isElsewhere } from './release-files.js';
import { isNameOf, isReleaseFolderName, releaseName } from './release-name.js';

/** What is wrong with one file of a release. */
interface Fault {
  code: 'manifest-missing' | 'file-missing' | 'file-changed' | 'file-unlisted' | 'release-renamed' | 'hash-differs';
  file: string; // nothing is the folder itself
  message: string;
}

/**
 * Holds every file of a release against its manifest, and the manifest against the sum of itself that it holds and the
 * name of the folder: one problem for each that is changed, missing or not listed.
 */
export const verifyRelease = (folder: string): Problem[] => faultsOf(folder).map((fault) => problemOf(folder, fault));

/**
 * The same, and when nothing is wrong, whether the hash that the release is named by is that of its graph: its N-Quads
 * are parsed for that, unless they are longer than `canonicalLimit`, and then `isHashed` is false.
 */
export function verifyGraph(folder: string): { problems: Problem[]; isHashed: boolean } {
  const problems = verifyRelease(folder);
  const file = `${readManifest(folder)?.name}.nq`;
  if (problems.length > 0 || !isWithinLimit(path.join(folder, file))) return { problems, isHashed: false };
  const fault = canonicalFault(path.join(folder, file));
  if (fault === undefined) return { problems, isHashed: true };
  const message = `the hash that the release is named by is not that of its graph (RDFC-1.0): ${fault}`;
  return { problems: [problemOf(folder, { code: 'hash-differs', file, message })], isHashed: true };
}

const problemOf = (folder: string, { code, file, message }: Fault): Problem => ({
  code,
  severity: 'error',
  message,
  where: { file: path.join(folder, file) },
  fix:
    code === 'release-renamed'
      ? 'give the folder its name back, or build the release again'
      : 'build the release again, or take it from where it was published',
});

function faultsOf(folder: string): Fault[] {
  const found = examineManifest(folder);
  if ('fault' in found)
    return [{ code: 'manifest-missing', file: manifestName, message: `no release: ${found.fault}` }];
  const { manifest } = found;
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
  if (!isSame) return [changed(manifestName, 'the manifest is not what was published: it has another sum')];
  return [...nameFaults(folder, manifest), ...hashFaults(manifest)];
}

/** Where releases stand, their names say what they are; elsewhere one that is called otherwise may be called so. */
function nameFaults(folder: string, manifest: Manifest): Fault[] {
  const real = realpathSync(folder);
  const name = path.basename(real);
  const isNamed = path.basename(path.dirname(real)) === 'releases' || isReleaseFolderName(name);
  if (!isNamed || isNameOf(name, manifest)) return [];
  const message = `the folder is called ${name}, but what it holds is ${releaseName(manifest)}`;
  return [{ code: 'release-renamed', file: '', message }];
}

/** The hash of the graph is that of the N-Quads, for these are in canonical form. */
function hashFaults({ name, hash, files }: Manifest): Fault[] {
  const file = `${name}.nq`;
  const found = files.find((one) => one.file === file)?.sha256;
  if (found === hash) return [];
  const message = `the release is named by the hash ${hash}, but the hash of its graph is ${found ?? 'not listed'}`;
  return [{ code: 'hash-differs', file, message }];
}

function fileFaults(folder: string, { file, bytes, sha256: due }: PublishedFile): Fault[] {
  const target = path.join(folder, file);
  if (!existsSync(target)) return [missing(file, 'the manifest')];
  if (!lstatSync(target).isFile()) return [changed(file, 'this is no plain file')];
  if (isElsewhere(folder, file)) return [changed(file, 'this is somewhere else, behind a link')];
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
