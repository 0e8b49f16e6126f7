import fc from 'fast-check';
import { compileDatatype } from '../../src/csvw/datatypes/datatype.js';
import { readDatatype } from '../../src/csvw/metadata/column.js';
import type { ByteDialect } from '../../src/csvw/stream/records.js';

/** Reads a text with the datatype in metadata: "12", or "! expected a whole number such as 12". */
export function read(datatype: unknown, text: string): string {
  const reading = compileDatatype(readDatatype(datatype, () => {})).read(text);
  return 'lexical' in reading ? reading.lexical : `! expected ${reading.expected}`;
}

/** Returns the faults of a datatype in metadata: "error length applies to text and bytes, not to date". */
export function reported(datatype: unknown): string[] {
  const found: string[] = [];
  readDatatype(datatype, (_, message, severity = 'error') => found.push(`${severity} ${message}`));
  return found;
}

/** True if the bytes of a text are plain in a datatype. */
export const isPlain = (base: string, text: string): boolean => {
  const bytes = new TextEncoder().encode(`x${text}x`); // a cell is between others
  return compileDatatype({ base }).isPlain?.(bytes, 1, bytes.length - 1) ?? false;
};

/** Splits a table of test cases into rows, with cells between bars. */
export const cases = (table: string): string[][] =>
  table.trim().split('\n').map((line) => line.trim().split(/ +\| +/)); // biome-ignore format: one line

export const comma: ByteDialect = { delimiter: 44, quote: 34, comment: 35 };

/** Texts of special characters. Most of them are not well-formed CSV. */
export const anyText = fc
  .array(fc.constantFrom('"', '"', ',', '\n', '\r', '\r\n', 'a', 'bc', ' ', 'é', '漢', '😀', '\ufeff', '\u0000', "'"), {
    maxLength: 40,
  })
  .map((parts) => parts.join(''));
