import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of a ZIP file. Its header can be wrong. */
export interface RawEntry {
  name: string;
  content: Uint8Array | string;
  declaredSize?: number;
  checksum?: number;
  isStored?: boolean;
  flags?: number; // 1: encrypted
  method?: number;
  sharesDataOf?: number; // index of the entry with the shared bytes
}

/** Writes a ZIP file without checks (APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16). */
export function rawZip(entries: RawEntry[], declaredCount = entries.length): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  const offsets: number[] = [];
  let offset = 0;
  for (const entry of entries) {
    const content = Buffer.from(entry.content as string);
    const packed = entry.isStored ? content : deflateRawSync(content, { level: 1 });
    const header = commonHeader(entry, content, packed.length);
    const name = Buffer.from(entry.name);
    const at = entry.sharesDataOf === undefined ? offset : (offsets[entry.sharesDataOf] as number);
    offsets.push(at);
    if (at === offset) {
      const local = Buffer.concat([Buffer.from('PK\x03\x04\x14\x00'), header, name, packed]);
      parts.push(local);
      offset += local.length;
    }
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00\x14\x00'), header, tail, name);
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(declaredCount, 8);
  end.writeUInt16LE(declaredCount, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, listing, end]);
}

/** Returns the common part of both headers, from the flags to the length of the extra fields. */
function commonHeader(entry: RawEntry, content: Buffer, packedSize: number): Buffer {
  const header = Buffer.alloc(24);
  header.writeUInt16LE(entry.flags ?? 0, 0);
  header.writeUInt16LE(entry.method ?? (entry.isStored ? 0 : 8), 2);
  header.writeUInt32LE(entry.checksum ?? crc32(content), 8);
  header.writeUInt32LE(packedSize, 12);
  header.writeUInt32LE(entry.declaredSize ?? content.length, 16);
  header.writeUInt16LE(Buffer.byteLength(entry.name), 20);
  return header;
}
