import { crc32 } from 'node:zlib';
import { grouped } from '../../problem.js';
import { type Archive, type ArchiveEntry, refuseBroken, refuseInflated } from './archive.js';
import { limits } from './limits.js';
import { isRefused, type Reading, refuse, saveAnew } from './reading.js';
import { refuseLimit } from './xml.js';

/**
 * Inflates every entry once, keeping nothing: counts the bytes that really come, against what was declared and the
 * limits, compares checksums, and looks for document type declarations in whatever is XML, read later or not. Elements
 * are counted by their marks, for millions of them are told here in a tenth of the time that parsing them takes.
 */
export async function verifyEntries({ entries }: Archive, reading: Reading): Promise<void> {
  const left: Left = { bytes: limits.inflatedBytes, marks: 2 * limits.elements };
  for (const entry of entries) {
    try {
      await verifyEntry(entry, left, reading);
    } catch (error) {
      refuseBroken(reading, error as Error);
    }
    if (isRefused(reading)) return;
  }
}

/** What may still come. */
interface Left {
  bytes: number;
  marks: number; // "<", of which an element has one or two
}

async function verifyEntry(entry: ArchiveEntry, left: Left, reading: Reading): Promise<void> {
  let size = 0;
  let checksum = 0;
  let scan: DeclarationScan | undefined;
  for await (const chunk of await entry.read()) {
    if (size === 0 && isXml(chunk)) scan = createDeclarationScan();
    size += chunk.length;
    left.bytes -= chunk.length;
    if (scan) left.marks -= countMarks(chunk);
    checksum = crc32(chunk, checksum);
    if (size > entry.size) {
      const message = `a part of the file unpacks to more than the ${grouped(entry.size)} bytes that it says it has`;
      refuse(reading, 'limit', message, saveAnew, entry.name);
    } else if (left.bytes < 0) refuseInflated(reading);
    else if (left.marks < 0) refuseLimit(reading, `it has more than ${grouped(limits.elements)} XML elements`);
    else if (scan?.(chunk)) refuseDeclaration(reading, entry.name);
    if (isRefused(reading)) return; // and nothing more is inflated
  }
  if (size === entry.size && checksum === entry.checksum) return;
  refuse(reading, 'format', 'the file is damaged: a part of it is not what was written', saveAnew, entry.name);
}

function countMarks(chunk: Buffer): number {
  let count = 0;
  for (let i = 0; i < chunk.length; i++) if (chunk[i] === 0x3c) count++;
  return count;
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
const isXml = (head: Buffer): boolean => /^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*(<|$)/.test(head.toString('latin1'));

const declarations = ['<!DOCTYPE', '<!ENTITY'].flatMap((text) => {
  const littleEndian = Buffer.from(text, 'utf16le');
  return [Buffer.from(text), littleEndian, Buffer.from(littleEndian).swap16()];
});
const longest = Math.max(...declarations.map(({ length }) => length));

type DeclarationScan = (chunk: Buffer) => boolean;

/** Looks through one chunk after the other; a declaration may lie across two, or across many small ones. */
function createDeclarationScan(): DeclarationScan {
  let end = Buffer.alloc(0);
  return (chunk) => {
    const text = Buffer.concat([end, chunk]);
    end = Buffer.from(text.subarray(Math.max(0, text.length - longest + 1)));
    return declarations.some((declaration) => text.includes(declaration));
  };
}
