import { Readable } from 'node:stream';
import type { Content } from './send.js';

/** A text that is there already, to be sent like a file. */
export function textContent(text: string): Content {
  const bytes = Buffer.from(text);
  return {
    bytes: bytes.length,
    read: (range) => Readable.from([range ? bytes.subarray(range.start, range.end + 1) : bytes]),
    close: async () => {},
  };
}
