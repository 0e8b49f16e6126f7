import type { Dialect } from '../metadata/table.js';
import type { ByteDialect } from './records.js';

/** The dialects that bytes are cut by as they are; for any other the file is read into memory. */
export function byteDialect(dialect: Dialect): ByteDialect | undefined {
  const { encoding, delimiter, quoteChar, doubleQuote, commentPrefix, lineTerminators, trim } = dialect;
  const isUtf8 = new TextDecoder(encoding).encoding === 'utf-8';
  const marks = [delimiter, quoteChar, commentPrefix].filter((mark) => mark !== null);
  const areBytes = marks.every((mark) => /^[\t\x20-\x7e]$/.test(mark)) && new Set(marks).size === marks.length;
  const ends = [...lineTerminators].sort().join('|');
  const areEndsKnown = ends === '\n|\r\n' || ends === '\n|\r|\r\n';
  const isWhole = dialect.skipRows === 0 && dialect.skipColumns === 0 && !dialect.skipBlankRows && trim === 'none';
  if (!isUtf8 || !areBytes || !areEndsKnown || !isWhole || (quoteChar !== null && !doubleQuote)) return undefined;
  const byte = (mark: string | null): number | null => (mark === null ? null : mark.charCodeAt(0));
  return {
    delimiter: delimiter.charCodeAt(0),
    quote: byte(quoteChar),
    comment: byte(commentPrefix),
    returnEnds: lineTerminators.includes('\r'),
  };
}
