import { Inflate, type Zippable, zipSync } from 'fflate';

/** An entry of the ZIP directory (APPNOTE.TXT 6.3.10), not yet compared with its data. */
export interface ZipEntry {
  name: string; // as in the file, with backslashes
  isEncrypted: boolean;
  method: number; // 0: stored, 8: deflated
  checksum: number; // CRC-32
  packedSize: number; // bytes in the file
  size: number; // bytes when inflated
  headerStart: number; // offset of the local header
}

/** Thrown for an invalid ZIP file, only by functions of this file. */
export class ZipFault extends Error {}

const [endLength, locatorLength, longestComment] = [22, 20, 0xffff];

/** Reads the record at the end of the file, which gives the place and size of the directory. Throws `ZipFault`. */
export function findDirectory(bytes: Uint8Array): { start: number; count: number } {
  const data = fieldsOf(bytes);
  const first = Math.max(0, bytes.length - endLength - longestComment);
  for (let at = bytes.length - endLength; at >= first; at--) {
    if (data.uint32(at) !== 0x06054b50) continue;
    if (data.uint16(at + 20) !== bytes.length - at - endLength) throw new ZipFault('extra bytes at the end');
    const locator = at - locatorLength;
    const isLarge = locator >= 0 && data.uint32(locator) === 0x07064b50; // ZIP64, section 4.3.14
    const end = isLarge ? data.uint64(locator + 8) : at;
    if (isLarge && data.uint32(end) !== 0x06064b50) throw new ZipFault('missing ZIP64 record');
    if ((isLarge ? data.uint32(end + 16) : data.uint16(end + 4)) !== 0)
      throw new ZipFault('the archive has several files');
    return isLarge
      ? { count: data.uint64(end + 32), start: data.uint64(end + 48) }
      : { count: data.uint16(end + 10), start: data.uint32(end + 16) };
  }
  throw new ZipFault('missing directory');
}

/** Reads the entries of the directory. Throws `ZipFault`. */
export function readEntries(bytes: Uint8Array, { start, count }: ReturnType<typeof findDirectory>): ZipEntry[] {
  const data = fieldsOf(bytes);
  const entries: ZipEntry[] = [];
  for (let at = start; entries.length < count; ) {
    if (data.uint32(at) !== 0x02014b50) throw new ZipFault('invalid directory entry');
    const flags = data.uint16(at + 8);
    const nameEnd = at + 46 + data.uint16(at + 28);
    const extraEnd = nameEnd + data.uint16(at + 30);
    const next = extraEnd + data.uint16(at + 32);
    data.slice(at, next); // checks that the comment ends inside the file
    entries.push({
      name: utf8.decode(data.slice(at + 46, nameEnd)),
      isEncrypted: (flags & 0x41) > 0, // 0x40 is strong encryption
      method: data.uint16(at + 10),
      checksum: data.uint32(at + 16),
      ...sizesOf(data, at, data.slice(nameEnd, extraEnd)),
    });
    at = next;
  }
  return entries;
}

/** Returns the offset of an entry's data, which only its local header gives. Throws `ZipFault`. */
export function dataStart(bytes: Uint8Array, { headerStart, packedSize }: ZipEntry): number {
  const data = fieldsOf(bytes);
  if (data.uint32(headerStart) !== 0x04034b50) throw new ZipFault('missing local header');
  const start = headerStart + 30 + data.uint16(headerStart + 26) + data.uint16(headerStart + 28);
  if (start + packedSize > bytes.length) throw new ZipFault('an entry ends after the end of the file');
  return start;
}

/** Reads little-endian numbers. Throws `ZipFault` outside the file. */
function fieldsOf(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = (start: number, length: number): number => {
    if (start < 0 || start + length > bytes.length) throw new ZipFault('a field is outside the file');
    return start;
  };
  return {
    uint16: (start: number): number => view.getUint16(at(start, 2), true),
    uint32: (start: number): number => view.getUint32(at(start, 4), true),
    uint64: (start: number): number => Number(view.getBigUint64(at(start, 8), true)),
    slice: (start: number, end: number): Uint8Array => bytes.subarray(at(start, end - start), end),
  };
}

type Fields = ReturnType<typeof fieldsOf>;

/** Reads the sizes and offset of an entry. Numbers over 32 bits are in the ZIP64 extra field (section 4.5.3). */
function sizesOf(data: Fields, at: number, extras: Uint8Array) {
  const large = largeNumbers(extras);
  let used = 0;
  const [size, packedSize, headerStart] = [24, 20, 42].map((offset) => {
    const small = data.uint32(at + offset);
    if (small !== 0xffffffff || !large) return small;
    used += 8;
    return large.uint64(used - 8);
  }) as [number, number, number];
  return { size, packedSize, headerStart };
}

/** Finds the ZIP64 extra field, which has the id 1 (section 4.5.1). */
function largeNumbers(extras: Uint8Array): Fields | undefined {
  const data = fieldsOf(extras);
  for (let at = 0; at + 4 <= extras.length; ) {
    const [id, end] = [data.uint16(at), at + 4 + data.uint16(at + 2)];
    const content = data.slice(at + 4, end);
    if (id === 1) return fieldsOf(content);
    at = end;
  }
  return undefined;
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Packed bytes per step. The output is at most 1,032 times larger. */
const step = 16 * 1024;

/** Largest piece of output. */
const pieceLength = 64 * 1024;

/** Highest number of steps without output. A stored block of 64 KiB takes 5. */
const silentSteps = 16;

/** Inflates bytes piece by piece on demand. Throws `ZipFault` if they are damaged. */
export function* inflated(packed: Uint8Array): Generator<Uint8Array> {
  let output: Uint8Array = new Uint8Array();
  const inflate = new Inflate((bytes) => {
    output = bytes;
  });
  let silence = 0;
  for (let at = 0; at < packed.length; at += step) {
    try {
      inflate.push(packed.subarray(at, at + step), at + step >= packed.length);
    } catch (error) {
      throw new ZipFault((error as Error).message);
    }
    silence = output.length > 0 ? 0 : silence + 1;
    if (silence > silentSteps) throw new ZipFault('too many packed bytes without output');
    yield* pieces(output);
  }
}

/** Splits bytes into pieces of limited length. */
export function* pieces(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceLength) yield bytes.subarray(at, at + pieceLength);
}

/** CRC-32 table: the change of a checksum by each byte. */
const table = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** Returns the CRC-32 of bytes that follow bytes with the checksum `before` (ISO/IEC 13239). */
export function checksumOf(bytes: Uint8Array, before = 0): number {
  let sum = ~before;
  for (const byte of bytes) sum = (table[(sum ^ byte) & 255] as number) ^ (sum >>> 8);
  return ~sum >>> 0;
}

/** Parts by name, in the order in which they are written. */
export type Parts = Map<string, Uint8Array>;

/** The earliest local time of ZIP files, the same everywhere, so that output is reproducible. */
const firstTime = new Date(1980, 0, 1);

/**
 * Packs the parts of a workbook into a ZIP file. All entries have the same time. The media type of an OpenDocument file is
 * stored as it is, so that programs can read it without unpacking (OpenDocument 1.3, part 2, section 3.3).
 */
export function zipParts(parts: Parts): Uint8Array {
  const files: Zippable = {};
  for (const [name, content] of parts)
    files[name] = [content, { mtime: firstTime, level: name === 'mimetype' ? 0 : 6 }];
  return zipSync(files);
}
