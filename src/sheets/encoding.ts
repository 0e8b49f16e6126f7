import { utf8 as encode } from '../bytes.js';
import type { Row } from '../csvw/rows/rows.js';
import { cellAddress, clip, grouped, type Problem, problemOf, type Wording, wordsOf } from '../problem.js';
import texts from './messages.json' with { type: 'json' };

/** A decoded file. Each U+FFFD in its text marks damage. */
export interface Decoded {
  text: string;
  damage: Damage[]; // in the order of the text
  problems: Problem[];
}

/** The damage behind one U+FFFD of a decoded text. */
export interface Damage {
  offset: number; // of the first byte in the file
  encoding: 'UTF-8' | 'UTF-16';
  isLost?: true; // the file itself contains U+FFFD: another program replaced the character
  isCutOff?: true; // the file ends inside the character
}

/**
 * Decodes a file. A byte order mark overrides the dialect. Invalid bytes become U+FFFD, so that they can be reported at
 * their cell. UTF-16 without a byte order mark is rejected, because its byte order is unknown.
 */
export function decode(bytes: Uint8Array, file: string, encoding: string): Decoded {
  const [a, b, c] = bytes;
  const said = (wording: Wording, values = {}): Problem[] => [problemOf(wording, { file }, values)];
  if (a === 0xef && b === 0xbb && c === 0xbf) return utf8(bytes, file, 3, said(texts.byteOrderMark));
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) {
    const name = a === 0xff ? 'UTF-16LE' : 'UTF-16BE';
    const text = new TextDecoder(name).decode(bytes);
    return { text, damage: utf16Damage(text), problems: said(texts.utf16, { name }) };
  }
  if (looksWide(bytes) && !/^utf-16/i.test(encoding))
    return { text: '', damage: [], problems: said(texts.unmarkedUtf16) };
  if (/^utf-?8$/i.test(encoding)) return utf8(bytes, file, 0, []);
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
  const isWestern = new TextDecoder(encoding).encoding === 'windows-1252';
  return { text: isWestern ? withWindowsLetters(text) : text, damage: [], problems: [] };
}

/** The letters of Windows-1252 from 0x80 on. Node 20 reads these bytes as control characters, unlike browsers. */
const windowsLetters = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

const withWindowsLetters = (text: string): string =>
  text.replace(/[\x80-\x9f]/g, (letter) => windowsLetters[letter.charCodeAt(0) - 0x80] as string);

/** Decodes UTF-8. If only the last character is incomplete, the file is probably truncated and more is missing. */
function utf8(bytes: Uint8Array, file: string, start: number, problems: Problem[]): Decoded {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(start));
  const damage = text.includes('\ufffd') ? utf8Damage(bytes, start) : [];
  const [first] = damage;
  if (damage.length !== 1 || !first?.isCutOff) return { text, damage, problems };
  const cutOff = problemOf(texts.cutOff, { file }, { offset: first.offset });
  return { text: '', damage: [], problems: [...problems, cutOff] };
}

/** True for probable UTF-16: mostly Latin text has a NUL in every second byte. */
function looksWide(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 1000);
  const zeros = [0, 1].map((half) => head.filter((byte, i) => byte === 0 && i % 2 === half).length);
  return Math.max(...zeros) > head.length * 0.3 && Math.min(...zeros) < head.length * 0.05;
}

/** Finds each byte sequence that a UTF-8 decoder turns into one U+FFFD, and each U+FFFD in the file itself. */
export function utf8Damage(bytes: Uint8Array, start: number): Damage[] {
  const found: Damage[] = [];
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let offset = start;
  const [first = '', ...others] = decoder.decode(bytes.subarray(start)).split('\ufffd');
  offset += encode(first).length;
  for (const text of others) {
    const length = [3, 2, 1].find((size) => decoder.decode(bytes.subarray(offset, offset + size)) === '\ufffd') ?? 1;
    const isLost = bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd;
    const isAtEnd = offset + length >= bytes.length;
    const isCutOff = isAtEnd && new TextDecoder().decode(bytes.subarray(offset), { stream: true }) === '';
    found.push({ offset, encoding: 'UTF-8', ...(isLost && { isLost }), ...(isCutOff && { isCutOff }) });
    offset += length + encode(text).length;
  }
  return found;
}

/** Finds damage in UTF-16, where each unit has 2 bytes and the byte order mark comes first. */
export const utf16Damage = (text: string): Damage[] =>
  [...text.matchAll(/\ufffd/g)].map(({ index }) => ({ offset: 2 * index + 2, encoding: 'UTF-16' }));

/** Returns the first damage of each cell by cell address. Damage comes in the order of the cells. */
export function damageByCell(rows: Row[], damage: Damage[]): Map<string, Damage> {
  const found = new Map<string, Damage>();
  let seen = 0;
  for (const { number, cells } of rows)
    for (const [index, text] of cells.entries()) {
      const count = text.split('\ufffd').length - 1;
      const first = damage[seen];
      if (count > 0 && first) found.set(cellAddress(number, index + 1), first);
      seen += count;
    }
  return found;
}

/** With more damaged cells than this, the whole file is in another encoding, which is one mistake. */
const FOREIGN_CELLS = 10;

/** Reports a file in another encoding once, at its first damaged cell. */
export function otherEncoding(damaged: Map<string, Damage>, file: string): Problem | undefined {
  const cells = [...damaged].filter(([, { encoding, isLost }]) => encoding === 'UTF-8' && !isLost);
  const [first] = cells;
  if (!first || cells.length <= FOREIGN_CELLS) return undefined;
  const [cell, { offset }] = first;
  const where = { file, row: Number(cell.replace(/^[A-Z]+/, '')), cell };
  return problemOf(texts.otherEncoding, where, { cells: grouped(cells.length), offset });
}

/** Encodings that programs use for a CSV file without a byte order mark. */
const singleByte = ['Windows-1252', 'Macintosh', 'Windows-1250', 'Windows-1251'];

/** Most words with letters beyond ASCII that are judged, and fewest that are garbled: a few are reported in their cells. */
const [judgedWords, garbledWords] = [200, 3];

/** Reports a file in UTF-8 that was opened in another encoding and saved again: most of its words are UTF-8 if written in that. */
export function garbled(text: string, file: string): Problem | undefined {
  const words: string[] = [];
  for (const [word] of text.matchAll(/[\w'-]{0,20}[^\0-\x7f]+[\w'-]{0,20}/g))
    if (!word.includes('\ufffd') && words.push(word) >= judgedWords) break;
  if (!words.some((word) => /[^\0-\x7f]{2}/.test(word))) return undefined;
  for (const encoding of singleByte) {
    const decoder = new TextDecoder(encoding);
    const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
    if (encoding === 'Windows-1252')
      for (const [at, letter] of [...windowsLetters].entries())
        bytes.set(letter, at + 0x80).set(String.fromCharCode(at + 0x80), at + 0x80);
    const pairs = words.map((word) => [word, readAgain(word, bytes)] as const);
    const [first, ...others] = pairs.filter(([, meant]) => meant !== undefined);
    if (!first || others.length + 1 < Math.max(garbledWords, words.length / 2)) continue;
    const [example, meant = ''] = first.map((word = '') => clip(word));
    return problemOf(texts.garbledFile, { file }, { encoding, example, meant });
  }
  return undefined;
}

/** Reads the bytes of a word as UTF-8. Undefined if they are not UTF-8. */
function readAgain(word: string, bytes: Map<string, number>): string | undefined {
  const codes = [...word].map((letter) => bytes.get(letter) ?? -1);
  if (codes.includes(-1)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(codes));
  } catch {
    return undefined; // not UTF-8
  }
}

/** Returns the text of the problem of a damaged cell. */
export const damageWords = (damage: Damage): Partial<Problem> =>
  wordsOf(damage.isLost ? texts.lostLetter : texts.damagedLetter, { ...damage });
