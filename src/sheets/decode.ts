import type { Problem } from '../problem.js';
import { type Damage, utf8Damage, utf16Damage } from './damage.js';

/** The text of a file; every U+FFFD in it stands for something that is damaged there. */
export interface Decoded {
  text: string;
  damage: Damage[]; // in the order of the text
  problems: Problem[];
}

const asUtf8 = 'save the sheet as "CSV UTF-8"';

/**
 * Bytes → text. A byte order mark says what it is, before the dialect; what is not of the encoding comes through as
 * U+FFFD, so that it can be told at its cell. UTF-16 without a mark is refused: it cannot be told from other bytes.
 */
export function decode(bytes: Uint8Array, file: string, encoding: string): Decoded {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf)
    return utf8(bytes, file, 3, [
      {
        code: 'bom',
        severity: 'notice',
        message: 'the byte order mark at the beginning was left out',
        where: { file },
      },
    ]);
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) {
    const name = a === 0xff ? 'UTF-16LE' : 'UTF-16BE';
    const text = new TextDecoder(name).decode(bytes);
    const message = `the file is ${name} where UTF-8 is due; it was read as such`;
    const notice: Problem = { code: 'utf-16', severity: 'notice', message, where: { file }, fix: asUtf8 };
    return { text, damage: utf16Damage(text), problems: [notice] };
  }
  const isWide = /^utf-16/i.test(encoding);
  if (looksWide(bytes) && !isWide) return { text: '', damage: [], problems: [wide(file)] };
  if (/^utf-?8$/i.test(encoding)) return utf8(bytes, file, 0, []);
  return { text: new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes), damage: [], problems: [] };
}

/** UTF-8 from an offset on; where the last character alone is not whole, more than that may be missing. */
function utf8(bytes: Uint8Array, file: string, start: number, problems: Problem[]): Decoded {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(start));
  const damage = text.includes('\ufffd') ? utf8Damage(bytes, start) : [];
  const [first] = damage;
  if (damage.length !== 1 || !first?.isCutOff) return { text, damage, problems };
  return { text: '', damage: [], problems: [...problems, cutOff(file, first.offset)] };
}

const cutOff = (file: string, offset: number): Problem => ({
  code: 'encoding',
  severity: 'error',
  message: `the file ends inside a character, at byte ${offset}: it was cut off, or it is not UTF-8`,
  where: { file },
  fix: `get the whole file, or ${asUtf8}`,
  isPartial: true,
});

const wide = (file: string): Problem => ({
  code: 'encoding',
  severity: 'error',
  message: 'the file looks like UTF-16 without a byte order mark, from byte 0 on, where UTF-8 is due',
  where: { file },
  fix: asUtf8,
  isPartial: true,
});

/** Text of mostly Latin letters in UTF-16 has a NUL in every other byte. */
function looksWide(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 1000);
  const zeros = [0, 0];
  for (const [i, byte] of head.entries()) if (byte === 0) zeros[i % 2] = (zeros[i % 2] as number) + 1;
  return Math.max(...zeros) > head.length * 0.3 && Math.min(...zeros) < head.length * 0.05;
}
