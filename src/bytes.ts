import { sha256 as hashBytes } from '@noble/hashes/sha2.js';

/** Bytes and texts, their SHA-256, and what was made of them, in any JavaScript runtime. */

const encoder = new TextEncoder();

/** A text as UTF-8. */
export const utf8 = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text);

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** UTF-8 as a text, with its byte order mark; invalid bytes become U+FFFD. */
export const textOf = (bytes: Uint8Array): string => decoder.decode(bytes);

/** Whether two byte sequences are the same. */
export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}

/** Whether bytes contain a pattern at this position. */
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

/** A copy of bytes with room for others behind them. */
export function grown(bytes: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(size);
  larger.set(bytes);
  return larger;
}

/** The SHA-256 of bytes, or of a text as UTF-8. */
export const sha256Bytes = (content: Uint8Array | string): Uint8Array =>
  hashBytes(typeof content === 'string' ? utf8(content) : content);

/** The SHA-256 of bytes, or of a text as UTF-8, as 64 hexadecimal digits. */
export const sha256 = (content: Uint8Array | string): string => hex(sha256Bytes(content));

/** Bytes as hexadecimal digits: [255, 0] is "ff00". */
export const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** What one round of work leaves to the next: values by what they were made of. */
export interface InputCache {
  /** Begins a round: what the last one did not ask for is forgotten, and all of it when `setting`, on which the values depend too, is another. */
  begin(setting: string): void;
  /** What `make` made of this input, now or in the last round; `fits` says whether that still holds. */
  recall<T>(input: unknown, make: () => T, fits?: (known: T) => boolean): T;
}

/** A cache with nothing in it. */
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
