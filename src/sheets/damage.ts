import type { Row } from '../csvw/rows/rows.js';
import { cellAddress, grouped, type Problem } from '../problem.js';

/** What a U+FFFD in a decoded text stands for. */
export interface Damage {
  offset: number; // of its first byte in the file
  encoding: 'UTF-8' | 'UTF-16';
  isLost?: true; // the file itself holds U+FFFD: another program gave the character up
  isCutOff?: true; // the file ends inside it
}

/** Each byte sequence that a decoder of UTF-8 turns into one U+FFFD, and each U+FFFD itself. */
export function utf8Damage(bytes: Uint8Array, start: number): Damage[] {
  const found: Damage[] = [];
  for (let at = start; at < bytes.length; ) {
    const { length, due } = sequenceAt(bytes, at);
    const isLost = length === 3 && bytes[at] === 0xef && bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd;
    const isCutOff = length < due && at + length === bytes.length;
    if (length !== due || isLost)
      found.push({ offset: at, encoding: 'UTF-8', ...(isLost && { isLost }), ...(isCutOff && { isCutOff }) });
    at += length;
  }
  return found;
}

/** How long the UTF-8 sequence at an offset is, as far as it is well-formed (Unicode Standard, table 3-7), and is due to be. */
function sequenceAt(bytes: Uint8Array, at: number): { length: number; due: number } {
  const lead = bytes[at] as number;
  if (lead < 0x80) return { length: 1, due: 1 };
  const due =
    lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
  for (let i = 1; i < due; i++) {
    const lowest = i > 1 ? 0x80 : lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    const highest = i > 1 ? 0xbf : lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    const byte = bytes[at + i] ?? 0;
    if (byte < lowest || byte > highest) return { length: i, due };
  }
  return { length: due || 1, due };
}

/** In UTF-16 each unit is two bytes, and the byte order mark the first. */
export function utf16Damage(text: string): Damage[] {
  const found: Damage[] = [];
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1))
    found.push({ offset: 2 * at + 2, encoding: 'UTF-16' });
  return found;
}

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
  return {
    code: 'encoding',
    severity: 'error',
    message: `the file is not written as UTF-8: ${grouped(cells.length)} cells from this one on, at byte ${offset}, have letters of another encoding, as plain "CSV" from Excel has`,
    where: { file, row: Number(cell.replace(/^[A-Z]+/, '')), cell },
    fix: 'take the sheet as it was before, for letters that this encoding does not know are lost in it, and save it as "CSV UTF-8"',
    isPartial: true,
  };
}

/** What is said of a damaged cell when it is known what its bytes are. */
export function damageWords({ offset, encoding, isLost }: Damage): Pick<Problem, 'message' | 'fix'> {
  if (isLost)
    return {
      message: `another program has given up a letter here: U+FFFD stands in its place, at byte ${offset} of the file`,
      fix: 'write the cell anew from its source',
    };
  return {
    message: `a letter here, at byte ${offset} of the file, is not written as ${encoding}`,
    fix: 'save the sheet as "CSV UTF-8" from the program that wrote it',
  };
}
