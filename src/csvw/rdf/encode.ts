import { utf8 } from '../../bytes.js';

const unreserved = new Uint8Array(256);
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~')
  unreserved[character.charCodeAt(0)] = 1;

const hex = utf8('0123456789ABCDEF');
const percent = '%'.charCodeAt(0);

/** Whether a simple expansion leaves the bytes as they are (RFC 6570, section 3.2.2). */
export function isUnreserved(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (unreserved[bytes[at] as number] === 0) return false;
  return true;
}

/** Writes bytes of UTF-8 as a simple expansion has them, "15+" as "15%2B"; up to three times as many. Returns its end. */
export function percentEncode(bytes: Uint8Array, from: number, to: number, target: Uint8Array, start: number): number {
  let end = start;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number;
    if (unreserved[byte] === 1) {
      target[end++] = byte;
      continue;
    }
    target[end++] = percent;
    target[end++] = hex[byte >> 4] as number;
    target[end++] = hex[byte & 15] as number;
  }
  return end;
}
