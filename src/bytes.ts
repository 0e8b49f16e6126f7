import { sha256 as hashBytes } from '@noble/hashes/sha2.js';

/** Byte, text, SHA-256 and cache utilities for any JavaScript runtime. */

const encoder = new TextEncoder();

/** Encodes a text as UTF-8. */
export const utf8 = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text);

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Decodes UTF-8 and keeps a byte order mark. Invalid bytes become U+FFFD. */
export const textOf = (bytes: Uint8Array): string => decoder.decode(bytes);

/** Encodes a text as UTF-16. */
export function wideBytes(text: string, isLittleEndian: boolean): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(2 * text.length));
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), isLittleEndian);
  return new Uint8Array(view.buffer);
}

/** Returns bytes as characters with the same numbers, so that text functions keep all bytes. */
export function binaryText(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x6000) text += String.fromCharCode(...bytes.subarray(at, at + 0x6000));
  return text;
}

/** Reverses `binaryText`. */
export const bytesOfBinary = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(text, (unit) => unit.charCodeAt(0));

/** True if two byte sequences are equal. */
export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}

/** True if bytes contain a pattern at this position. */
export const isAt = (bytes: Uint8Array, at: number, pattern: number[]): boolean =>
  pattern.every((byte, i) => bytes[at + i] === byte);

/** Concatenates byte sequences. */
export function joinBytes(parts: ArrayLike<number>[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** Copies bytes into a larger array. */
export function grown(bytes: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(size);
  larger.set(bytes);
  return larger;
}

/** Returns the SHA-256 of bytes, or of a text as UTF-8. */
export const sha256Bytes = (content: Uint8Array | string): Uint8Array =>
  hashBytes(typeof content === 'string' ? utf8(content) : content);

/** Returns the SHA-256 of bytes, or of a text as UTF-8, as 64 hexadecimal digits. */
export const sha256 = (content: Uint8Array | string): string => hex(sha256Bytes(content));

/** Bytes as hexadecimal digits: [255, 0] is "ff00". */
export const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Results that one round of work passes on to the next, by their input. */
export interface InputCache {
  /** Begins a round. Drops results that the last round did not use, or all results if `setting` changed. */
  begin(setting: string): void;
  /** Returns the result for this input from this or the last round if `fits` accepts it, and calls `make` otherwise. */
  recall<T>(input: unknown, make: () => T, fits?: (known: T) => boolean): T;
}

/** Creates an empty cache. */
export function createCache(): InputCache {
  let [last, before, now] = ['', new Map<unknown, unknown>(), new Map<unknown, unknown>()];
  return {
    begin(setting) {
      before = setting === last ? now : new Map();
      [last, now] = [setting, new Map()];
    },
    recall<T>(input: unknown, make: () => T, fits: (known: T) => boolean = () => true): T {
      const known = (now.get(input) ?? before.get(input)) as T | undefined;
      const value = known !== undefined && fits(known) ? known : make();
      now.set(input, value);
      return value;
    },
  };
}
