import fc from 'fast-check';
import { compileDatatype } from '../../src/csvw/datatypes/datatype.js';
import { readDatatype } from '../../src/csvw/metadata/column.js';
import type { ByteDialect } from '../../src/csvw/stream/records.js';

/** Reads a text with a datatype from metadata. */
export function read(datatype: unknown, text: string): string {
  const reading = compileDatatype(readDatatype(datatype, () => {})).read(text);
  return 'lexical' in reading ? reading.lexical : `! ${reading.fault}`;
}

/** Returns the problems of a datatype in metadata, with their severity. */
export function told(datatype: unknown): string[] {
  const found: string[] = [];
  readDatatype(datatype, (_, message, severity = 'error') => found.push(`${severity} ${message}`));
  return found;
}

/** True if a datatype accepts the bytes of a text unchanged. */
export const isPlain = (base: string, text: string): boolean => {
  const bytes = new TextEncoder().encode(`x${text}x`); // inside a row
  return compileDatatype({ base }).isPlain?.(bytes, 1, bytes.length - 1) ?? false;
};

/** Splits a table of cases into the cells of each line. */
export const cases = (table: string): string[][] =>
  table.trim().split('\n').map((line) => line.trim().split(/ +\| +/)); // biome-ignore format: one line

export const comma: ByteDialect = { delimiter: 44, quote: 34, comment: 35 };

/** Generates text from the relevant characters. Most of it is not well-formed. */
export const anyText = fc
  .array(fc.constantFrom('"', '"', ',', '\n', '\r', '\r\n', 'a', 'bc', ' ', 'é', '漢', '😀', '\ufeff', '\u0000', "'"), {
    maxLength: 40,
  })
  .map((parts) => parts.join(''));
