import fc from 'fast-check';
import { compileDatatype } from '../../src/csvw/datatypes/datatype.js';
import { readDatatype } from '../../src/csvw/metadata/column.js';
import type { ByteDialect } from '../../src/csvw/stream/records.js';

/** Reads metadata and then a text, as a column does. */
export function read(datatype: unknown, text: string): string {
  const reading = compileDatatype(readDatatype(datatype, () => {})).read(text);
  return 'lexical' in reading ? reading.lexical : `! ${reading.fault}`;
}

/** What is told of metadata: "error length is for text and bytes, not for date". */
export function told(datatype: unknown): string[] {
  const found: string[] = [];
  readDatatype(datatype, (_, message, severity = 'error') => found.push(`${severity} ${message}`));
  return found;
}

/** Whether a datatype takes the bytes of a text as they stand. */
export const isPlain = (base: string, text: string): boolean => {
  const bytes = new TextEncoder().encode(`x${text}x`); // a cell stands among others
  return compileDatatype({ base }).isPlain?.(bytes, 1, bytes.length - 1) ?? false;
};

/** The cells of a table of cases: what stands between bars, line by line. */
export const cases = (table: string): string[][] =>
  table.trim().split('\n').map((line) => line.trim().split(/ +\| +/)); // biome-ignore format: one line

export const comma: ByteDialect = { delimiter: 44, quote: 34, comment: 35 };

/** Anything of the characters that matter: most are not well-formed. */
export const anyText = fc
  .array(fc.constantFrom('"', '"', ',', '\n', '\r', '\r\n', 'a', 'bc', ' ', 'é', '漢', '😀', '\ufeff', '\u0000', "'"), {
    maxLength: 40,
  })
  .map((parts) => parts.join(''));
