import { Inflate } from 'fflate';
import { ZipFault } from './zip-directory.js';

/** How many packed bytes are inflated at a time; the output is at most 1,032 times as large. */
const step = 16 * 1024;

/** The largest piece that is passed on. */
const pieceLength = 64 * 1024;

/** How many steps may follow each other without output: a stored block of 64 KiB takes 5. */
const silentSteps = 16;

/** Inflates bytes piece by piece, on demand; throws `ZipFault` when they are damaged. */
export function* inflated(packed: Uint8Array): Generator<Uint8Array> {
  let output: Uint8Array = new Uint8Array();
  const inflate = new Inflate((bytes) => {
    output = bytes;
  });
  let silence = 0;
  for (let at = 0; at < packed.length; at += step) {
    try {
      inflate.push(packed.subarray(at, at + step), at + step >= packed.length);
    } catch (error) {
      throw new ZipFault((error as Error).message);
    }
    silence = output.length > 0 ? 0 : silence + 1;
    if (silence > silentSteps) throw new ZipFault('the packed bytes go on without content');
    yield* pieces(output);
  }
}

/** Bytes in pieces of a bounded length, none of them empty. */
export function* pieces(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceLength) yield bytes.subarray(at, at + pieceLength);
}
