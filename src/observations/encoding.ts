import { textOf } from '../bytes.js';
import type { ReadBytes } from '../csvw/stream/records.js';

const blockSize = 1 << 20;

/** Supported encodings of observation files. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/**
 * Detects the encoding of a text: UTF-16 by its byte order mark or zeros, then valid UTF-8, otherwise Windows-1252.
 * UTF-8 with a few damaged letters stays UTF-8, so that each one is reported at its cell.
 */
export function encodingOf(read: ReadBytes): Encoding {
  const wide = wideEncoding(read(0, 256));
  if (wide) return wide;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let position = 0; ; ) {
    const block = read(position, blockSize);
    const isLast = block.length < blockSize;
    const end = (!isLast && block.findLastIndex((byte) => byte < 0x80) + 1) || block.length; // end of the last complete character
    try {
      decoder.decode(block.subarray(0, end));
    } catch {
      return position === 0 && hasMark(block) ? 'utf-8' : guess(textOf(block));
    }
    if (isLast) return 'utf-8';
    position += end;
  }
}

const hasMark = ([first, second, third]: Uint8Array): boolean => first === 0xef && second === 0xbb && third === 0xbf;

/** Detects UTF-16 by its mark, or because every other byte of a mostly Latin header is 0. */
function wideEncoding(start: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  for (const [i, byte] of start.entries()) if (byte === 0) zeros[i % 2] = (zeros[i % 2] as number) + 1;
  const [even = 0, odd = 0] = zeros;
  if (Math.min(even, odd) > 0 || Math.max(even, odd) < 0.4 * start.length || start.length < 2) return undefined;
  return odd > 0 ? 'utf-16le' : 'utf-16be';
}

/** Windows-1252 text rarely looks like UTF-8. If most letters do, the others are damaged. */
function guess(text: string): 'utf-8' | 'windows-1252' {
  const damaged = text.match(/\ufffd/g)?.length ?? 0;
  const others = text.match(/[\u0080-\ufffc]/g)?.length ?? 0;
  return others > damaged ? 'utf-8' : 'windows-1252';
}

/** Decodes a file piece by piece. */
export function* decodedText(read: ReadBytes, encoding: Encoding): Generator<string> {
  const decoder = new TextDecoder(encoding);
  for (let position = 0; ; ) {
    const block = read(position, blockSize);
    if (block.length === 0) break;
    position += block.length;
    yield decoder.decode(block, { stream: true });
  }
  yield decoder.decode();
}
