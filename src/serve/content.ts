import { Readable } from 'node:stream';

/** The body of an answer: an open file or a text. */
export interface Content {
  bytes: number;
  /** Reads everything, or from `start` to `end` (inclusive), and then closes the content. */
  read(range?: { start: number; end: number }): Readable | Uint8Array;
  /** Closes the content without reading it. */
  close(): Promise<void>;
}

/** Wraps a text, to be sent like a file. */
export const textContent = (text: string): Content => bytesContent(Buffer.from(text));

/** Wraps bytes, to be sent like a file. Many bytes are sent in pieces, so that the speed of the client can be measured. */
export function bytesContent(bytes: Uint8Array): Content {
  return {
    bytes: bytes.length,
    read: ({ start, end } = { start: 0, end: bytes.length - 1 }) => {
      const part = bytes.subarray(start, end + 1);
      return part.length > pieceBytes ? Readable.from(piecesOf(part)) : part;
    },
    close: async () => {},
  };
}

const pieceBytes = 32_768;

function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}
