/** Tables for four bytes at a time: the entry for a byte, followed by one, two and three zeros. */
const tables = new Int32Array(4 * 256);
for (let byte = 0; byte < 256; byte++) {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  tables[byte] = value;
}
for (let i = 256; i < tables.length; i++) {
  const before = tables[i - 256] as number;
  tables[i] = (before >>> 8) ^ (tables[before & 255] as number);
}

/** The CRC-32 of bytes that follow others, whose checksum is `before` (ISO/IEC 13239, as in ZIP and PNG). */
export function checksumOf(bytes: Uint8Array, before = 0): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let sum = ~before;
  let at = 0;
  const after = (zeros: number, byte: number): number => tables[zeros * 256 + (byte & 255)] as number;
  for (const end = bytes.length - 3; at < end; at += 4) {
    sum ^= view.getInt32(at, true);
    sum = after(3, sum) ^ after(2, sum >>> 8) ^ after(1, sum >>> 16) ^ after(0, sum >>> 24);
  }
  for (; at < bytes.length; at++) sum = after(0, sum ^ view.getUint8(at)) ^ (sum >>> 8);
  return ~sum >>> 0;
}
