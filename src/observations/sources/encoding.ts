import { isUtf8 } from 'node:buffer';
import { closeSync, createReadStream, createWriteStream, openSync, readSync } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { naming } from '../../system-fault.js';

const blockSize = 1 << 20;

/**
 * The encoding of a text file: by its byte order mark or the zeros of UTF-16, else UTF-8 where all of it is that, else Windows-1252. UTF-8 with a
 * few damaged letters stays UTF-8, so that each is told at its cell.
 */
export function encodingOf(file: string): 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' {
  const descriptor = openSync(file, 'r');
  try {
    const block = Buffer.allocUnsafe(blockSize + 4);
    let kept = 0; // bytes of a character that the last block cut off
    for (let position = 0; ; ) {
      const read = readSync(descriptor, block, kept, blockSize, position);
      const wide = position === 0 ? wideEncoding(block.subarray(0, Math.min(read, 256))) : undefined;
      if (wide) return wide;
      const length = kept + read;
      const whole = read === 0 ? length : wholeCharacters(block, length);
      if (!isUtf8(block.subarray(0, whole)))
        return position === 0 && block.subarray(0, 3).equals(mark) ? 'utf-8' : guess(block.toString('utf8', 0, whole));
      if (read === 0) return 'utf-8';
      kept = length - whole;
      block.copyWithin(0, whole, length);
      position += read;
    }
  } finally {
    closeSync(descriptor);
  }
}

const mark = Buffer.from([0xef, 0xbb, 0xbf]);

/** UTF-16, by its mark; or because the names of columns are mostly of Latin letters, so that every other byte of them is 0. */
function wideEncoding(start: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  for (const [i, byte] of start.entries()) if (byte === 0) zeros[i % 2] = (zeros[i % 2] as number) + 1;
  const [even = 0, odd = 0] = zeros;
  if (Math.min(even, odd) > 0 || Math.max(even, odd) < 0.4 * start.length || start.length < 2) return undefined;
  return odd > 0 ? 'utf-16le' : 'utf-16be';
}

/** Letters of Windows-1252 seldom look like UTF-8: where most do, the others are damaged. */
function guess(text: string): 'utf-8' | 'windows-1252' {
  const damaged = text.match(/\ufffd/g)?.length ?? 0;
  const others = text.match(/[\u0080-\ufffc]/g)?.length ?? 0;
  return others > damaged ? 'utf-8' : 'windows-1252';
}

/** Up to where a block of UTF-8 holds whole characters, at most three bytes before its end. */
function wholeCharacters(block: Buffer, length: number): number {
  for (let back = 1; back <= Math.min(3, length); back++) {
    const byte = block[length - back] as number;
    if (byte < 0x80) return length;
    if (byte < 0xc0) continue; // inside a character
    const size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return size > back ? length - back : length;
  }
  return length;
}

/** Writes a file anew as UTF-8, piece by piece. */
export async function recode(file: string, encoding: string, target: string): Promise<void> {
  const decoder = new TextDecoder(encoding);
  const decode = new Transform({
    transform: (chunk: Buffer, _encoding, done) => done(null, decoder.decode(chunk, { stream: true })),
    flush: (done) => done(null, decoder.decode()),
  });
  const read = createReadStream(file, { highWaterMark: blockSize });
  await naming(target, () => pipeline(read, decode, createWriteStream(target)));
}
