import type { Before } from './mapper.js';
import { type ByteDialect, newline, type ReadBytes } from './records.js';

/** Consecutive records of a file. */
export interface Chunk {
  number: number; // from 0
  start: number;
  end: number;
  before: Before; // zeros unless rows are counted
}

/** Options for cutting a file into chunks. */
export interface CutOptions {
  from: number; // start of the first record
  size: number; // of the file
  dialect: ByteDialect;
  chunkSize: number;
  countRows: boolean;
}

/** Limits memory: a longer chunk has an unclosed quote, and is truncated. */
export const largestChunk = 1 << 26;

const blockSize = 1 << 22;

/** State between two blocks of a file. */
interface State {
  isQuoted: boolean;
  isComment: boolean;
  last: number; // the byte before the block
  next: Omit<Chunk, 'end'>;
  records: number; // finished records, comments included; only if rows are counted
  comments: number;
}

/**
 * Cuts a file at record ends into chunks of about `chunkSize` bytes, in one pass. A line end is a record end if an even
 * number of quotes precedes it, outside comments. After a misplaced quote this can be wrong, but no row after it is used.
 */
export function* findChunks(read: ReadBytes, options: CutOptions): Generator<Chunk, void> {
  const { from, size } = options;
  const next = { number: 0, start: from, before: { records: 0, rows: 0 } };
  const state: State = { isQuoted: false, isComment: false, last: newline, next, records: 0, comments: 0 };
  for (let position = from; position < size; ) {
    const block = read(position, blockSize);
    const { length } = block;
    if (length === 0) return; // the file was truncated meanwhile
    yield* searchBlock(block, position, state, options);
    position += length;
    state.last = block[length - 1] as number;
  }
  if (state.next.start < size) yield { ...state.next, end: size };
}

/**
 * Searches a block for quotes, and for a line end once a chunk is long enough. If rows are counted, it searches for every
 * line end. `indexOf` is much faster than a loop over all bytes.
 */
function searchBlock(block: Uint8Array, position: number, state: State, options: CutOptions): Chunk[] {
  const { dialect, chunkSize, countRows } = options;
  const { length } = block;
  const chunks: Chunk[] = [];
  const findNewline = createFinder(block, newline);
  const passQuotes = createQuotePasser(block, state, dialect, countRows);
  const skipTo = (at: number): number => (countRows ? at : Math.max(at, state.next.start + chunkSize - position - 1));
  for (let at = skipTo(0); ; ) {
    const end = findNewline(at);
    passQuotes(end);
    if (end === length) return chunks;
    at = end + 1;
    if (state.isQuoted) continue;
    if (countRows) state.records++;
    const { next, records, comments } = state;
    const start = position + at;
    if (start < next.start + chunkSize) continue;
    chunks.push({ ...next, end: start });
    state.next = { number: next.number + 1, start, before: { records, rows: records - comments } };
    at = skipTo(at);
  }
}

/** Creates a function that processes the quotes up to a position, except in comments. */
function createQuotePasser(block: Uint8Array, state: State, dialect: ByteDialect, countRows: boolean) {
  const { quote, comment } = dialect;
  const findQuote = createFinder(block, quote);
  const findComment = createFinder(block, quote === null && !countRows ? null : comment);
  let passed = 0;
  const passComment = (): void => {
    while (passed < block.length && block[passed] !== newline) passed++;
    state.isComment = passed === block.length;
  };
  if (state.isComment) passComment();
  return (to: number): void => {
    while (passed < to) {
      const nextQuote = findQuote(passed);
      const nextComment = findComment(passed);
      const next = Math.min(nextQuote, nextComment);
      if (next >= to) {
        passed = to;
        return;
      }
      passed = next + 1;
      if (next === nextQuote) state.isQuoted = !state.isQuoted;
      else if (!state.isQuoted && (next === 0 ? state.last : block[next - 1]) === newline) {
        state.comments++;
        passComment();
      }
    }
  };
}

/** Creates a search for a byte from rising positions. It returns the block's length if the byte is not found. */
function createFinder(block: Uint8Array, byte: number | null): (from: number) => number {
  let found = byte === null ? block.length : -1;
  return (from) => {
    if (found >= from || byte === null) return found;
    const at = from < block.length ? block.indexOf(byte, from) : -1;
    found = at < 0 ? block.length : at;
    return found;
  };
}

/** Returns the start of the next line, or undefined if the file ends before it. */
export function nextLine(read: ReadBytes, from: number): number | undefined {
  for (let position = from; ; ) {
    const block = read(position, blockSize);
    const end = block.indexOf(newline);
    if (end >= 0) return read(position + end + 1, 1).length === 0 ? undefined : position + end + 1;
    if (block.length < blockSize) return undefined;
    position += block.length;
  }
}
