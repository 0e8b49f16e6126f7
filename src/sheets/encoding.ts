import { utf8 as encode } from '../bytes.js';
import type { Row } from '../csvw/rows/rows.js';
import { cellAddress, grouped, type Problem, problemOf, type Wording, wordsOf } from '../problem.js';
import texts from './messages.json' with { type: 'json' };

/** The text of a file; every U+FFFD in it stands for something that is damaged there. */
export interface Decoded {
  text: string;
  damage: Damage[]; // in the order of the text
  problems: Problem[];
}

/** What a U+FFFD in a decoded text stands for. */
export interface Damage {
  offset: number; // of its first byte in the file
  encoding: 'UTF-8' | 'UTF-16';
  isLost?: true; // the file itself holds U+FFFD: another program gave the character up
  isCutOff?: true; // the file ends inside it
}

/**
 * Bytes → text. A byte order mark says what it is, before the dialect; what is not of the encoding comes through as
 * U+FFFD, so that it can be told at its cell. UTF-16 without a mark is refused: it cannot be told from other bytes.
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
  return { text: new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes), damage: [], problems: [] };
}

/** UTF-8 from an offset on; where the last character alone is not whole, more than that may be missing. */
function utf8(bytes: Uint8Array, file: string, start: number, problems: Problem[]): Decoded {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(start));
  const damage = text.includes('\ufffd') ? utf8Damage(bytes, start) : [];
  const [first] = damage;
  if (damage.length !== 1 || !first?.isCutOff) return { text, damage, problems };
  const cutOff = problemOf(texts.cutOff, { file }, { offset: first.offset });
  return { text: '', damage: [], problems: [...problems, cutOff] };
}

/** Text of mostly Latin letters in UTF-16 has a NUL in every other byte. */
function looksWide(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 1000);
  const zeros = [0, 1].map((half) => head.filter((byte, i) => byte === 0 && i % 2 === half).length);
  return Math.max(...zeros) > head.length * 0.3 && Math.min(...zeros) < head.length * 0.05;
}

/** Each byte sequence that a decoder of UTF-8 turns into one U+FFFD (the longest that begins a character), and each U+FFFD itself. */
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

/** In UTF-16 each unit is two bytes, and the byte order mark the first. */
export const utf16Damage = (text: string): Damage[] =>
  [...text.matchAll(/\ufffd/g)].map(({ index }) => ({ offset: 2 * index + 2, encoding: 'UTF-16' }));

/** Damaged characters come in the order of the cells: each cell is given its first, by its address. */
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

/** So many cells are no slips: the file as a whole is in another encoding, and that is one mistake. */
const FOREIGN_CELLS = 10;

/** What is said once, at the first of its cells, of a file that is in another encoding; undefined for one that is not. */
export function otherEncoding(damaged: Map<string, Damage>, file: string): Problem | undefined {
  const cells = [...damaged].filter(([, { encoding, isLost }]) => encoding === 'UTF-8' && !isLost);
  const [first] = cells;
  if (!first || cells.length <= FOREIGN_CELLS) return undefined;
  const [cell, { offset }] = first;
  const where = { file, row: Number(cell.replace(/^[A-Z]+/, '')), cell };
  return problemOf(texts.otherEncoding, where, { cells: grouped(cells.length), offset });
}

/** What is said of a damaged cell when it is known what its bytes are. */
export const damageWords = (damage: Damage): Partial<Problem> =>
  wordsOf(damage.isLost ? texts.lostLetter : texts.damagedLetter, { ...damage });
