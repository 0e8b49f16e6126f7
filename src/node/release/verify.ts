import { isUtf8 } from 'node:buffer';
import { existsSync, lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { errorAt, type Problem } from '../../problem.js';
import {
  checksumsName,
  isNameOf,
  isReleaseFolderName,
  type Manifest,
  manifestName,
  parseChecksums,
  releaseName,
  serializeManifest,
} from '../../publish/manifest.js';
import {
  type HashedPages,
  type PublishedFile,
  type PublishedPages,
  pagesFolder,
  sumOf,
} from '../../publish/release-files.js';
import { canonicalLine } from '../../rdf/nquads.js';
import { compareCodePoints } from '../../text/order.js';
import { examineManifest, filesBelow, hashOf, isElsewhere, requireManifest } from './release-folder.js';

/** What is wrong with a file of a release; "" is the folder itself. */
type Fault = [code: string, file: string, message: string, fix?: string];

/**
 * Verifies every file of a release against its manifest, and the manifest against its own digest and the name of the
 * folder: one problem for each that is changed, missing or not listed.
 */
export function verifyRelease(folder: string): Problem[] {
  const found = examineManifest(folder);
  if ('fault' in found) return [problemOf(folder, ['manifest-missing', manifestName, `no release: ${found.fault}`])];
  return faultsOf(folder, found.manifest).map((fault) => problemOf(folder, fault));
}

/**
 * The same, and when nothing is wrong, whether the hash that the release is named by is that of its graph: its N-Quads
 * are parsed for that, unless they are longer than `canonicalLimit`, and then `isHashed` is false.
 */
export function verifyGraph(folder: string): { problems: Problem[]; isHashed: boolean } {
  const problems = verifyRelease(folder);
  if (problems.length > 0) return { problems, isHashed: false };
  const file = `${requireManifest(folder).name}.nq`;
  if (statSync(path.join(folder, file)).size > canonicalLimit) return { problems, isHashed: false };
  const fault = canonicalFault(path.join(folder, file));
  if (fault === undefined) return { problems, isHashed: true };
  const message = `the hash that the release is named by is not that of its graph (RDFC-1.0): ${fault}`;
  return { problems: [problemOf(folder, ['hash-differs', file, message])], isHashed: true };
}

const problemOf = (folder: string, [code, file, message, fix = remedy]: Fault): Problem =>
  errorAt({ file: path.join(folder, file) }, code, message, fix);

const remedy = 'build the release again, or take it from where it was published';

function faultsOf(folder: string, manifest: Manifest): Fault[] {
  const listed = new Set([manifestName, ...manifest.files.map(({ file }) => file)]);
  const isPage = (file: string): boolean => manifest.site !== undefined && file.startsWith(`${pagesFolder}/`);
  const strangers = filesBelow(folder).filter((file) => !listed.has(file) && !isPage(file));
  const isSame = readFileSync(path.join(folder, manifestName), 'utf8') === serializeManifest(manifest);
  const own = isSame
    ? [...nameFaults(folder, manifest), ...hashFaults(manifest)]
    : [changed(manifestName, 'the manifest is not what was published: it has another sum')];
  return [
    ...own,
    ...manifest.files.flatMap((file) => fileFaults(folder, file)),
    ...(manifest.site ? pageFaults(folder, manifest.site) : []),
    ...strangers.map((file) => unlisted(file, 'the manifest')),
  ];
}

/** Among releases a folder's name says what is in it; elsewhere one that is called otherwise may be called so. */
function nameFaults(folder: string, manifest: Manifest): Fault[] {
  const real = realpathSync(folder);
  const name = path.basename(real);
  const isNamed = path.basename(path.dirname(real)) === 'releases' || isReleaseFolderName(name);
  if (!isNamed || isNameOf(name, manifest)) return [];
  const message = `the folder is called ${name}, but what it holds is ${releaseName(manifest)}`;
  return [['release-renamed', '', message, 'give the folder its name back, or build the release again']];
}

/** The hash of the graph is that of the N-Quads, for these are in canonical form. */
function hashFaults({ name, hash, files }: Manifest): Fault[] {
  const file = `${name}.nq`;
  const found = files.find((one) => one.file === file)?.sha256;
  if (found === hash) return [];
  const message = `the release is named by the hash ${hash}, but the hash of its graph is ${found ?? 'not listed'}`;
  return [['hash-differs', file, message]];
}

function fileFaults(folder: string, { file, bytes, sha256: due }: PublishedFile): Fault[] {
  const target = path.join(folder, file);
  if (!existsSync(target)) return [missing(file, 'the manifest')];
  if (!lstatSync(target).isFile()) return [changed(file, 'this is no plain file')];
  if (isElsewhere(folder, file)) return [changed(file, 'this is somewhere else, behind a link')];
  const content = readFileSync(target);
  if (content.length === bytes && hashOf(content) === due) return [];
  return [changed(file, `the file is not what was published (${content.length} bytes, ${bytes} due)`)];
}

/** The pages have one sum. When it is another, the list of checksums tells which of them it is. */
function pageFaults(folder: string, due: PublishedPages): Fault[] {
  const pages = readPages(folder);
  const found = pages && sumOf(pages);
  if (found?.sha256 === due.sha256 && found.files === due.files && found.bytes === due.bytes) return [];
  const checksums = [...(checksumsOf(folder) ?? [])].filter(([file]) => file.startsWith(`${pagesFolder}/`));
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

const changed = (file: string, message: string): Fault => ['file-changed', file, message];
const missing = (file: string, list: string): Fault => {
  const message = `${list} lists this file, but it is not there`;
  return ['file-missing', file, message];
};
const unlisted = (file: string, list: string): Fault => ['file-unlisted', file, `${list} does not list this file`];

/** The pages of a release as they are on the disk; undefined when there is no site. */
function readPages(folder: string): HashedPages | undefined {
  if (!existsSync(path.join(folder, pagesFolder))) return undefined;
  const hashes = new Map<string, string>();
  let bytes = 0;
  for (const name of filesBelow(path.join(folder, pagesFolder))) {
    const file = path.join(folder, pagesFolder, name);
    const content = lstatSync(file).isFile() ? readFileSync(file) : Buffer.from('no plain file');
    hashes.set(`${pagesFolder}/${name}`, hashOf(content));
    bytes += content.length;
  }
  return { hashes, bytes };
}

/** The hashes in the release's own list; undefined when it has none that can be read. */
function checksumsOf(folder: string): Map<string, string> | undefined {
  try {
    return parseChecksums(readFileSync(path.join(folder, checksumsName), 'utf8'));
  } catch {
    return undefined;
  }
}

/** A longer file of N-Quads is not looked through to be verified: it would be held in memory whole once more. */
export const canonicalLimit = 1 << 28; // 256 MiB

const pieceSize = 1 << 20;

/**
 * Where a file of N-Quads departs from the canonical form of its graph (RDFC-1.0); undefined when it does not, so that the
 * SHA-256 of the file is the hash of the graph. A release has no blank nodes, so that the form is that of each line, and
 * the lines are sorted, none of them twice.
 */
export function canonicalFault(file: string): string | undefined {
  const bytes = readFileSync(file);
  if (!isUtf8(bytes)) return 'it is no UTF-8';
  if (bytes.length > 0 && bytes.at(-1) !== 0x0a) return 'its last line has no end';
  let [number, last] = [0, ''];
  for (const text of piecesOf(bytes))
    for (const line of text.slice(0, -1).split('\n')) {
      number++;
      if (!canonicalLine.test(line)) return `line ${number} is not in canonical form`;
      if (number > 1 && last >= line) return `line ${number} is not in order`;
      last = line;
    }
  return undefined;
}

/** Whole lines of about a MiB at once, with one unit a byte, whose order is that of code points. */
function* piecesOf(bytes: Buffer): Generator<string> {
  for (let start = 0, end = 0; start < bytes.length; start = end) {
    end = bytes.indexOf('\n', start + pieceSize) + 1 || bytes.length;
    yield bytes.toString('latin1', start, end);
  }
}
