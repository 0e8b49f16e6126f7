import fc from 'fast-check';
import type { ByteDialect } from '../../src/csvw/stream/records.js';

export const comma: ByteDialect = { delimiter: 44, quote: 34, comment: 35, returnEnds: false };

/** Anything of the characters that matter: most are not well-formed. */
export const anyText = fc
  .array(fc.constantFrom('"', '"', ',', '\n', '\r', '\r\n', 'a', 'bc', ' ', 'é', '漢', '😀', '\ufeff', '\u0000', "'"), {
    maxLength: 40,
  })
  .map((parts) => parts.join(''));
