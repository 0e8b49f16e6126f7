import { joinBytes } from '../../bytes.js';
import { grouped, type Problem } from '../../problem.js';
import texts from '../messages.json' with { type: 'json' };
import {
  checksumOf,
  dataStart,
  findDirectory,
  inflated,
  pieces,
  readEntries,
  type ZipEntry,
  ZipFault,
} from '../zip.js';
import { asciiOf, limits, type Reading, Refusal, refusalOf, refuse } from './reading.js';

/** The files in a package. An entry is unpacked when it is read. */
export type Archive = ReturnType<typeof openArchive>;

/** A file in a package: "xl/worksheets/sheet1.xml". */
export interface ArchiveEntry extends Pick<ZipEntry, 'name' | 'size' | 'checksum'> {
  read(): Iterable<Uint8Array>; // throws if the data is damaged
}

/**
 * Reads the directory of a ZIP file and rejects anything that no spreadsheet program writes. Then inflates each entry once
 * to verify it, without keeping the result.
 */
export function openArchive(bytes: Uint8Array, reading: Reading) {
  try {
    const directory = findDirectory(bytes);
    if (directory.count > reading.limits.entries)
      refuse(reading, texts.tooManyParts, { count: grouped(directory.count) });
    const listed = readEntries(bytes, directory);
    judgeNames(listed, reading);
    judgeSizes(listed, reading);
    const starts = listed.map((entry) => dataStart(bytes, entry));
    judgeOverlaps(listed, starts, reading);
    const entries = listed.map(({ name, size, checksum, method, packedSize }, i): ArchiveEntry => {
      const packed = bytes.subarray(starts[i], (starts[i] as number) + packedSize);
      return { name, size, checksum, read: () => withWholeHead(method === 0 ? pieces(packed) : inflated(packed)) };
    });
    verifyEntries(entries, reading);
    const byName = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry])); // ECMA-376-2, section 6.2.2
    return { entries, find: (name: string) => byName.get(name.toLowerCase()) };
  } catch (error) {
    if (!(error instanceof ZipFault)) throw error;
    return refuse(reading, texts.brokenFile);
  }
}

/** Returns a file without a package as an entry. Rejects what `openArchive` rejects in XML. */
export function openPlain(bytes: Uint8Array, reading: Reading): ArchiveEntry {
  const read = (): Iterable<Uint8Array> => withWholeHead(pieces(bytes));
  const name = reading.file.replace(/^.*[/\\]/, '');
  const entry = { name, size: bytes.length, checksum: checksumOf(bytes), read };
  verifyEntries([entry], reading);
  return entry;
}

/** The first chunk of an entry has at least this many bytes, to detect XML and encoding. */
const headLength = 1024;

function* withWholeHead(chunks: Iterable<Uint8Array>): Generator<Uint8Array> {
  let head: Uint8Array | undefined = new Uint8Array();
  for (const chunk of chunks) {
    if (head) head = joinBytes([head, chunk]);
    if (head && head.length < headLength) continue;
    yield head ?? chunk;
    head = undefined;
  }
  if (head) yield head;
}

function judgeNames(entries: ZipEntry[], reading: Reading): void {
  const names = new Set<string>();
  const refusals = entries.flatMap(({ name, method, isEncrypted }): Problem[] => {
    const isTwice = names.has(name.toLowerCase());
    names.add(name.toLowerCase());
    const isStrange = method !== 0 && method !== 8;
    const wording =
      (isEncrypted && texts.encryptedPart) ||
      (isOutside(name) && texts.outsideName) ||
      (isTwice && texts.partTwice) ||
      (isStrange && texts.strangePacking);
    return wording ? [refusalOf(reading, wording, { method }, name)] : [];
  });
  if (refusals.length > 0) throw new Refusal(refusals);
}

/** "../evil", "/etc/passwd", "C:evil", "xl\\..\\evil" */
const isOutside = (name: string): boolean => /^\/|^[a-z]:|\\|\0|(^|\/)\.\.(\/|$)/i.test(name) || name === '';

function judgeSizes(entries: ZipEntry[], reading: Reading): void {
  const isBomb = entries.some(({ packedSize, size }) => size > limits.ratioFrom && size > limits.ratio * packedSize);
  if (isBomb) refuse(reading, texts.bomb);
  else if (entries.reduce((sum, { size }) => sum + size, 0) > reading.limits.inflatedBytes)
    refuse(reading, texts.tooLargeUnpacked);
}

/** Rejects entries that share bytes, because they can expand to a huge size. */
function judgeOverlaps(entries: ZipEntry[], starts: number[], reading: Reading): void {
  const ranges = entries.map(({ headerStart, packedSize }, i) => [headerStart, (starts[i] as number) + packedSize]);
  const sorted = (ranges as [start: number, end: number][]).sort(([a], [b]) => a - b);
  if (sorted.some(([start], i) => start < (sorted[i - 1]?.[1] ?? 0))) refuse(reading, texts.sharedBytes);
}

/**
 * Compares the real size and checksum of each entry with the declared values and the limits. Rejects XML with a document
 * type declaration, and XML with too many elements. Counting "<" is ten times faster than parsing.
 */
function verifyEntries(entries: ArchiveEntry[], reading: Reading): void {
  let bytesLeft = reading.limits.inflatedBytes;
  let marksLeft = 2 * reading.limits.elements; // "<": one or two per element
  for (const entry of entries) {
    let size = 0;
    let checksum = 0;
    let scan: ReturnType<typeof createScan> | undefined;
    for (const chunk of entry.read()) {
      if (size === 0 && isXml(chunk)) scan = createScan();
      size += chunk.length;
      bytesLeft -= chunk.length;
      const found = scan?.(chunk);
      if (found) marksLeft -= found.marks;
      checksum = checksumOf(chunk, checksum);
      if (size > entry.size) refuse(reading, texts.largerThanDeclared, { size: grouped(entry.size) }, entry.name);
      if (bytesLeft < 0) refuse(reading, texts.tooLargeUnpacked);
      if (marksLeft < 0) refuse(reading, texts.tooManyElements);
      if (found?.hasDeclaration) refuse(reading, texts.declaration, {}, entry.name);
    }
    if (size !== entry.size || checksum !== entry.checksum) refuse(reading, texts.damagedPart, {}, entry.name);
  }
}

/** True if a file begins like XML in UTF-8 or UTF-16, or contains only spaces. */
const isXml = (head: Uint8Array): boolean => /^(?:ï»¿|ÿþ|þÿ)?\s*(?:<|$)/.test(asciiOf(head));

const longestDeclaration = '<!DOCTYPE'.length;

/** Scans chunks in order. A declaration can span several chunks. */
function createScan() {
  let end = '';
  return (chunk: Uint8Array): { marks: number; hasDeclaration: boolean } => {
    const text = end + asciiOf(chunk);
    end = text.slice(1 - longestDeclaration);
    let marks = 0;
    for (const byte of chunk) if (byte === 0x3c) marks++;
    return { marks, hasDeclaration: /<!(?:DOCTYPE|ENTITY)/.test(text) };
  };
}
