import { isAt, joinBytes, utf8 } from '../../bytes.js';
import { grouped, type Wording } from '../../problem.js';
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
import { isRefused, limits, type Reading, refuse, refuseOnce } from './reading.js';

/** The files in a package. Nothing of it is unpacked before somebody reads an entry. */
export interface Archive {
  entries: ArchiveEntry[];
  find(name: string): ArchiveEntry | undefined; // names differ in more than capitals (ECMA-376-2, section 6.2.2)
}

/** A file in a package: "xl/worksheets/sheet1.xml". */
export interface ArchiveEntry extends Pick<ZipEntry, 'name' | 'size' | 'checksum'> {
  read(): Iterable<Uint8Array>; // throws on the way when the data is damaged
}

/** Reads the directory of a ZIP file and refuses what no spreadsheet program writes, and sizes that are too large. */
export function openArchive(bytes: Uint8Array, reading: Reading): Archive | undefined {
  return withZipFaults(reading, () => {
    const directory = findDirectory(bytes);
    if (directory.count > limits.entries) {
      refuse(reading, texts.tooManyParts, { count: grouped(directory.count) });
      return undefined;
    }
    const entries = readEntries(bytes, directory);
    judgeNames(entries, reading);
    judgeSizes(entries, reading);
    const starts = entries.map((entry) => dataStart(bytes, entry));
    judgeOverlaps(entries, starts, reading);
    const listed = entries.map(({ name, size, checksum, method, packedSize }, i): ArchiveEntry => {
      const packed = bytes.subarray(starts[i], (starts[i] as number) + packedSize);
      return { name, size, checksum, read: () => withWholeHead(method === 0 ? pieces(packed) : inflated(packed)) };
    });
    const byName = new Map(listed.map((entry) => [entry.name.toLowerCase(), entry]));
    return { entries: listed, find: (name) => byName.get(name.toLowerCase()) };
  });
}

/** Refuses a file whose archive or packed data is damaged. */
function withZipFaults<T>(reading: Reading, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ZipFault)) throw error;
    refuse(reading, error.isEncryption ? texts.encryptedFile : texts.brokenFile);
    return undefined;
  }
}

/** What a text is can be told by its beginning, so that is never cut. */
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
  for (const { name, method, isEncrypted } of entries) {
    const tell = (wording: Wording): void => refuse(reading, wording, { method }, name);
    if (isEncrypted) tell(texts.encryptedPart);
    else if (isOutside(name)) tell(texts.outsideName);
    else if (names.has(name.toLowerCase())) tell(texts.partTwice);
    else if (method !== 0 && method !== 8) tell(texts.strangePacking);
    names.add(name.toLowerCase());
  }
}

/** "../evil", "/etc/passwd", "C:evil", "xl\\..\\evil" */
const isOutside = (name: string): boolean => /^\/|^[a-z]:|\\|\0|(^|\/)\.\.(\/|$)/i.test(name) || name === '';

function judgeSizes(entries: ZipEntry[], reading: Reading): void {
  const isBomb = entries.some(({ packedSize, size }) => size > limits.ratioFrom && size > limits.ratio * packedSize);
  if (isBomb) refuse(reading, texts.bomb);
  else if (entries.reduce((sum, { size }) => sum + size, 0) > limits.inflatedBytes)
    refuse(reading, texts.tooLargeUnpacked);
}

/** Entries that share bytes unfold to far more than the file could hold. */
function judgeOverlaps(entries: ZipEntry[], starts: number[], reading: Reading): void {
  const ranges = entries.map(({ headerStart, packedSize }, i) => [headerStart, (starts[i] as number) + packedSize]);
  const sorted = (ranges as [start: number, end: number][]).sort(([a], [b]) => a - b);
  if (sorted.some(([start], i) => start < (sorted[i - 1]?.[1] ?? 0))) refuse(reading, texts.sharedBytes);
}

/**
 * Inflates every entry once, keeping nothing: counts the bytes that really come, against what was declared and the
 * limits, compares checksums, and looks for document type declarations in whatever is XML, read later or not. Elements
 * are counted by their marks, for millions of them are told here in a tenth of the time that parsing them takes.
 */
export function verifyEntries({ entries }: Archive, reading: Reading): void {
  const left: Left = { bytes: limits.inflatedBytes, marks: 2 * limits.elements };
  for (const entry of entries) {
    withZipFaults(reading, () => verifyEntry(entry, left, reading));
    if (isRefused(reading)) return;
  }
}

/** What may still come. */
interface Left {
  bytes: number;
  marks: number; // "<", of which an element has one or two
}

function verifyEntry(entry: ArchiveEntry, left: Left, reading: Reading): void {
  let size = 0;
  let checksum = 0;
  let scan: ReturnType<typeof createScan> | undefined;
  for (const chunk of entry.read()) {
    if (size === 0 && isXml(chunk)) scan = createScan();
    size += chunk.length;
    left.bytes -= chunk.length;
    const found = scan?.(chunk);
    if (found) left.marks -= found.marks;
    checksum = checksumOf(chunk, checksum);
    if (size > entry.size) refuse(reading, texts.largerThanDeclared, { size: grouped(entry.size) }, entry.name);
    else if (left.bytes < 0) refuse(reading, texts.tooLargeUnpacked);
    else if (left.marks < 0) refuseOnce(reading, texts.tooManyElements);
    else if (found?.hasDeclaration) refuse(reading, texts.declaration, {}, entry.name);
    if (isRefused(reading)) return; // and nothing more is inflated
  }
  if (size !== entry.size || checksum !== entry.checksum) refuse(reading, texts.damagedPart, {}, entry.name);
}

const lessThan = 0x3c;

/** Whether a file begins as XML does, in UTF-8 or UTF-16; nothing but space could go on as XML. */
function isXml(head: Uint8Array): boolean {
  const mark = byteOrderMarks.find((one) => isAt(head, 0, one)) ?? [];
  const start = head.subarray(mark.length).find((byte) => !isSpace(byte));
  return start === undefined || start === lessThan;
}

const byteOrderMarks = [
  [0xef, 0xbb, 0xbf],
  [0xff, 0xfe],
  [0xfe, 0xff],
];

const isSpace = (byte: number): boolean =>
  byte === 0 || byte === 0x20 || byte === 0xa0 || (byte >= 0x09 && byte <= 0x0d);

/** Declarations as bytes; in UTF-16 the byte that is zero comes before each character or behind it. */
const declarations = ['<!DOCTYPE', '<!ENTITY'].flatMap((text) => {
  const bytes = [...utf8(text)];
  const [littleEndian, bigEndian] = [bytes.flatMap((byte) => [byte, 0]), bytes.flatMap((byte) => [0, byte])];
  return [bytes, littleEndian, bigEndian].map((pattern) => ({ pattern, mark: pattern.indexOf(lessThan) }));
});
const longest = Math.max(...declarations.map(({ pattern }) => pattern.length));

/** Looks at each "<" in one chunk after the other; a declaration may lie across two, or across many small ones. */
function createScan() {
  let end: Uint8Array = new Uint8Array();
  return (chunk: Uint8Array) => {
    const seam = joinBytes([end, chunk.subarray(0, longest - 1)]);
    end = (chunk.length < longest ? seam : chunk).slice(1 - longest);
    const { marks, hasDeclaration } = look(chunk);
    return { marks, hasDeclaration: hasDeclaration || look(seam).hasDeclaration };
  };
}

function look(text: Uint8Array): { marks: number; hasDeclaration: boolean } {
  let marks = 0;
  let hasDeclaration = false;
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== lessThan) continue;
    marks++;
    const next = text[at + 1];
    if (next === 0x21 || next === 0)
      hasDeclaration ||= declarations.some(({ pattern, mark }) => isAt(text, at - mark, pattern));
  }
  return { marks, hasDeclaration };
}
