import { isAt, utf8 } from '../bytes.js';
import { csvText, plainForm, readCsv } from '../text/csv.js';

const [quote, carriageReturn, newline] = [0x22, 0x0d, 0x0a];

/** True if a file begins with a byte order mark. */
export const hasByteOrderMark = (bytes: Uint8Array): boolean => isAt(bytes, 0, [0xef, 0xbb, 0xbf]);

/**
 * Returns the bytes of a file as the program writes it: without a byte order mark, quotation marks and carriage returns, so
 * that each line is a row. Undefined if cells need quotation marks, or the file is damaged.
 */
export function plainBytes(given: Uint8Array): Uint8Array | undefined {
  const bytes = hasByteOrderMark(given) ? given.subarray(3) : given;
  const isQuoted = bytes.includes(quote);
  if (!isQuoted && !bytes.includes(carriageReturn)) return bytes;
  if (!isQuoted) return withoutReturns(bytes);
  try {
    const rows: string[][] = [];
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (readCsv(text, plainForm, (cells) => rows.push(cells))) return undefined;
    const plain = csvText(rows);
    return plain.includes('"') ? undefined : utf8(plain);
  } catch {
    return undefined; // not UTF-8
  }
}

/** Removes the carriage return of each line end. */
function withoutReturns(bytes: Uint8Array): Uint8Array | undefined {
  const plain = new Uint8Array(bytes.length);
  let size = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte !== carriageReturn) plain[size++] = byte;
    else if (bytes[at + 1] !== newline) return undefined;
  }
  return plain.subarray(0, size);
}
