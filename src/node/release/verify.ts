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

/** A problem of a file in a release; "" is the folder of the release. */
type Fault = [code: string, file: string, message: string, fix?: string];

/**
 * Verifies every file of a release against its manifest, and the manifest against its digest and the name of the folder.
 * Returns a problem for each changed, missing or unlisted file. `hasKnownPages`: the pages of the site were verified
 * before.
 */
export function verifyRelease(folder: string, { hasKnownPages = false } = {}): Problem[] {
  const found = examineManifest(folder);
  if ('fault' in found) return [problemOf(folder, ['manifest-missing', manifestName, `Not a release: ${found.fault}`])];
  return faultsOf(folder, found.manifest, hasKnownPages).map((fault) => problemOf(folder, fault));
}

/**
 * Verifies all files of a release, and then the hash of the graph in its name. `isHashed` is false if this is skipped
 * because of an earlier problem, or because the N-Quads are larger than `canonicalLimit`.
 */
export function verifyGraph(folder: string): { problems: Problem[]; isHashed: boolean } {
  const problems = verifyRelease(folder);
  if (problems.length > 0) return { problems, isHashed: false };
  const file = `${requireManifest(folder).name}.nq`;
  if (statSync(path.join(folder, file)).size > canonicalLimit) return { problems, isHashed: false };
  const fault = canonicalFault(path.join(folder, file));
  if (fault === undefined) return { problems, isHashed: true };
  const message = `The hash in the name of the release does not match its graph (RDFC-1.0): ${fault}`;
  return { problems: [problemOf(folder, ['hash-differs', file, message])], isHashed: true };
}

const problemOf = (folder: string, [code, file, message, fix = remedy]: Fault): Problem =>
  errorAt({ file: path.join(folder, file) }, code, message, fix);

const remedy = 'Rebuild the release, or download it again';

function faultsOf(folder: string, manifest: Manifest, hasKnownPages: boolean): Fault[] {
  const listed = new Set([manifestName, ...manifest.files.map(({ file }) => file)]);
  const isPage = (file: string): boolean => manifest.site !== undefined && file.startsWith(`${pagesFolder}/`);
  const strangers = filesBelow(folder).filter((file) => !listed.has(file) && !isPage(file));
  const isSame = readFileSync(path.join(folder, manifestName), 'utf8') === serializeManifest(manifest);
  const own = isSame
    ? [...nameFaults(folder, manifest), ...hashFaults(manifest)]
    : [changed(manifestName, 'The manifest was changed after it was published: its checksum does not match')];
  return [
    ...own,
    ...manifest.files.flatMap((file) => fileFaults(folder, file)),
    ...(manifest.site && !hasKnownPages ? pageFaults(folder, manifest.site) : []),
    ...strangers.map((file) => unlisted(file, 'the manifest')),
  ];
}

/** Compares the name of a folder with its content. Outside of `releases`, a folder can have any other name. */
function nameFaults(folder: string, manifest: Manifest): Fault[] {
  const real = realpathSync(folder);
  const name = path.basename(real);
  const isNamed = path.basename(path.dirname(real)) === 'releases' || isReleaseFolderName(name);
  if (!isNamed || isNameOf(name, manifest)) return [];
  const message = `The folder has the name "${name}", but contains the release ${releaseName(manifest)}`;
  return [['release-renamed', '', message, 'Restore the name of the folder, or rebuild the release']];
}

/** The hash of the graph is the hash of its N-Quads, because they are in canonical form. */
function hashFaults({ name, hash, files }: Manifest): Fault[] {
  const file = `${name}.nq`;
  const found = files.find((one) => one.file === file)?.sha256;
  if (found === hash) return [];
  const message = `The release has the hash ${hash}, but the hash of its graph is ${found ?? 'not listed'}`;
  return [['hash-differs', file, message]];
}

function fileFaults(folder: string, { file, bytes, sha256: expected }: PublishedFile): Fault[] {
  const target = path.join(folder, file);
  if (!existsSync(target)) return [missing(file, 'the manifest')];
  if (!lstatSync(target).isFile()) return [changed(file, 'This is not a regular file')];
  if (isElsewhere(folder, file)) return [changed(file, 'This is a link to a file outside the release')];
  const content = readFileSync(target);
  if (content.length === bytes && hashOf(content) === expected) return [];
  const difference = content.length === bytes ? 'same size' : `found ${content.length} bytes, expected ${bytes}`;
  return [changed(file, `The file was changed after it was published (${difference})`)];
}

/** Compares the checksum of all pages. If it differs, the list of checksums shows which pages were changed. */
function pageFaults(folder: string, expected: PublishedPages): Fault[] {
  const pages = readPages(folder);
  const found = pages && sumOf(pages);
  if (found?.sha256 === expected.sha256 && found.files === expected.files && found.bytes === expected.bytes) return [];
  const checksums = [...(checksumsOf(folder) ?? [])].filter(([file]) => file.startsWith(`${pagesFolder}/`));
  const isList = sumOf({ hashes: new Map(checksums), bytes: 0 }).sha256 === expected.sha256;
  if (pages && isList) return differences(new Map(checksums), pages.hashes);
  const count = ({ files, bytes }: PublishedPages): string => `${files} files with ${bytes} bytes`;
  const difference = `found ${found ? count(found) : 'no files'}, expected ${count(expected)}`;
  return [changed(pagesFolder, `The web site was changed after it was published (${difference})`)];
}

function differences(expected: Map<string, string>, found: Map<string, string>): Fault[] {
  const listed = [...expected].flatMap(([file, hash]) => {
    if (!found.has(file)) return [missing(file, checksumsName)];
    return found.get(file) === hash ? [] : [changed(file, 'The page was changed after it was published')];
  });
  const strangers = [...found.keys()].filter((file) => !expected.has(file)).sort(compareCodePoints);
  return [...listed, ...strangers.map((file) => unlisted(file, checksumsName))];
}

const changed = (file: string, message: string): Fault => ['file-changed', file, message];
const missing = (file: string, list: string): Fault => ['file-missing', file, `Missing file, listed in ${list}`];
const unlisted = (file: string, list: string): Fault => ['file-unlisted', file, `This file is not listed in ${list}`];

/** Reads the pages of a release from the disk. Returns undefined without a site. */
function readPages(folder: string): HashedPages | undefined {
  if (!existsSync(path.join(folder, pagesFolder))) return undefined;
  const hashes = new Map<string, string>();
  let bytes = 0;
  for (const name of filesBelow(path.join(folder, pagesFolder))) {
    const file = path.join(folder, pagesFolder, name);
    const content = lstatSync(file).isFile() ? readFileSync(file) : Buffer.from('not a regular file');
    hashes.set(`${pagesFolder}/${name}`, hashOf(content));
    bytes += content.length;
  }
  return { hashes, bytes };
}

/** Reads the list of checksums of a release. Returns undefined if it is missing or invalid. */
function checksumsOf(folder: string): Map<string, string> | undefined {
  try {
    return parseChecksums(readFileSync(path.join(folder, checksumsName), 'utf8'));
  } catch {
    return undefined;
  }
}

/** Limit for reading N-Quads into memory to verify the hash of the graph. */
export const canonicalLimit = 1 << 28; // 256 MiB

const pieceSize = 1 << 20;

/**
 * Returns where N-Quads differ from the canonical form of their graph (RDFC-1.0). In canonical form, the SHA-256 of the file
 * is the hash of the graph. Without blank nodes, this means canonical lines that are sorted and distinct.
 */
export function canonicalFault(file: string): string | undefined {
  const bytes = readFileSync(file);
  if (!isUtf8(bytes)) return 'the file is not UTF-8';
  if (bytes.length > 0 && bytes.at(-1) !== 0x0a) return 'the last line has no line end';
  let [number, last] = [0, ''];
  for (const text of piecesOf(bytes))
    for (const line of text.slice(0, -1).split('\n')) {
      number++;
      if (!canonicalLine.test(line)) return `line ${number} is not in canonical form`;
      if (number > 1 && last >= line) return `line ${number} is a duplicate, or not sorted`;
      last = line;
    }
  return undefined;
}

/** Splits the file into groups of complete lines, about 1 MiB each. The order of latin1 is the order of code points. */
function* piecesOf(bytes: Buffer): Generator<string> {
  for (let start = 0, end = 0; start < bytes.length; start = end) {
    end = bytes.indexOf('\n', start + pieceSize) + 1 || bytes.length;
    yield bytes.toString('latin1', start, end);
  }
}
