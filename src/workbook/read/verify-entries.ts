import { isAt, joinBytes, utf8 } from '../../bytes.js';
import { grouped } from '../../problem.js';
import { type Archive, type ArchiveEntry, refuseBroken, refuseInflated } from './archive.js';
import { checksumOf } from './checksum.js';
import { limits } from './limits.js';
import { isRefused, type Reading, refuse, saveAnew } from './reading.js';
import { refuseLimit } from './xml.js';
import { ZipFault } from './zip-directory.js';

/**
 * Inflates every entry once, keeping nothing: counts the bytes that really come, against what was declared and the
 * limits, compares checksums, and looks for document type declarations in whatever is XML, read later or not. Elements
 * are counted by their marks, for millions of them are told here in a tenth of the time that parsing them takes.
 */
export function verifyEntries({ entries }: Archive, reading: Reading): void {
  const left: Left = { bytes: limits.inflatedBytes, marks: 2 * limits.elements };
  for (const entry of entries) {
    try {
      verifyEntry(entry, left, reading);
    } catch (error) {
      if (!(error instanceof ZipFault)) throw error;
      refuseBroken(reading);
    }
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
  let scan: Scan | undefined;
  for (const chunk of entry.read()) {
    if (size === 0 && isXml(chunk)) scan = createScan();
    size += chunk.length;
    left.bytes -= chunk.length;
    const found = scan?.(chunk);
    if (found) left.marks -= found.marks;
    checksum = checksumOf(chunk, checksum);
    if (size > entry.size) {
      const message = `a part of the file unpacks to more than the ${grouped(entry.size)} bytes that it says it has`;
      refuse(reading, 'limit', message, saveAnew, entry.name);
    } else if (left.bytes < 0) refuseInflated(reading);
    else if (left.marks < 0) refuseLimit(reading, `it has more than ${grouped(limits.elements)} XML elements`);
    else if (found?.hasDeclaration) refuseDeclaration(reading, entry.name);
    if (isRefused(reading)) return; // and nothing more is inflated
  }
  if (size === entry.size && checksum === entry.checksum) return;
  refuse(reading, 'format', 'the file is damaged: a part of it is not what was written', saveAnew, entry.name);
}

const refuseDeclaration = (reading: Reading, name: string): void =>
  refuse(
    reading,
    'xml-dtd',
    'the file holds a document type or entity declaration, which no workbook needs and which can reach other files',
    `${saveAnew}; if that does not help, take out the picture or object that holds it`,
    name,
  );

/** Whether a file begins as XML does, in UTF-8 or UTF-16; nothing but space could go on as XML. */
function isXml(head: Uint8Array): boolean {
  const hasMark = byteOrderMarks.some((mark) => isAt(head, 0, mark));
  const start = head.subarray(hasMark ? (head[0] === 0xef ? 3 : 2) : 0).find((byte) => !isSpace(byte));
  return start === undefined || start === lessThan;
}

const lessThan = 0x3c;
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

type Scan = (chunk: Uint8Array) => Found;

interface Found {
  marks: number;
  hasDeclaration: boolean;
}

/** Looks at each "<" in one chunk after the other; a declaration may lie across two, or across many small ones. */
function createScan(): Scan {
  let end: Uint8Array = new Uint8Array();
  return (chunk) => {
    const seam = joinBytes([end, chunk.subarray(0, longest - 1)]);
    end = (chunk.length < longest ? seam : chunk).slice(1 - longest);
    const { marks, hasDeclaration } = look(chunk);
    return { marks, hasDeclaration: hasDeclaration || look(seam).hasDeclaration };
  };
}

function look(text: Uint8Array): Found {
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
