/**
 * Sorted N-Triples or N-Quads as long texts of whole lines, with one unit per byte (Latin-1): their order as strings is that
 * of UTF-8 and so of code points, and lines that are the same on both sides are not decoded or even cut apart.
 */
export type Pieces = Iterable<string>;

const linesInPiece = 5000;

/** The pieces of lines that are in memory. */
export function* linePieces(lines: string[]): Generator<string> {
  for (let i = 0; i < lines.length; i += linesInPiece) yield `${lines.slice(i, i + linesInPiece).join('\n')}\n`;
}

const pieceSize = 1 << 19;
const newline = 0x0a;

/** The pieces of N-Triples or N-Quads that are in memory as bytes. */
export function* bytePieces(bytes: Uint8Array): Generator<string> {
  for (let start = 0; start < bytes.length; ) {
    const next = bytes.indexOf(newline, start + pieceSize);
    const end = next < 0 ? bytes.length : next + 1;
    const text = latin1(bytes.subarray(start, end));
    yield text.endsWith('\n') ? text : `${text}\n`;
    start = end;
  }
}

const argumentLimit = 1 << 13; // a call takes only so many arguments

/** Bytes as a text with one unit per byte. */
function latin1(bytes: Uint8Array): string {
  if (bytes.length <= argumentLimit) return String.fromCharCode.apply(null, bytes as unknown as number[]);
  let text = '';
  for (let at = 0; at < bytes.length; at += argumentLimit) text += latin1(bytes.subarray(at, at + argumentLimit));
  return text;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const scratch = new Uint8Array(1 << 14); // most lines are short, and there are millions

/** A text as it is in a piece. */
export function toBytes(text: string): string {
  if (!/[^\0-\x7f]/.test(text)) return text;
  if (3 * text.length > scratch.length) return latin1(encoder.encode(text));
  return latin1(scratch.subarray(0, encoder.encodeInto(text, scratch).written));
}

/** What a part of a piece says, as a text of its own, which does not keep the piece in memory. Throws when it is not UTF-8. */
export function fromBytes(bytes: string): string {
  const { length } = bytes;
  const units = length > scratch.length ? new Uint8Array(length) : scratch;
  for (let i = 0; i < length; i++) units[i] = bytes.charCodeAt(i);
  return decoder.decode(units.subarray(0, length));
}

/** Whether a part of a piece is UTF-8. */
export function isUtf8(bytes: string): boolean {
  try {
    fromBytes(bytes);
    return true;
  } catch {
    return false;
  }
}
