import { type ByteDialect, carriageReturn, newline } from './records.js';

/** Where a chunk ends, and what ended before: records with comments and blank lines, rows without comments. */
export interface Cut {
  end: number;
  records: number; // both 0 unless they are asked for
  rows: number;
}

export interface CutOptions {
  from: number; // where the first record begins
  size: number; // of the file
  dialect: ByteDialect;
  chunkSize: number;
  countRows: boolean;
}

/** Gives the next bytes of a file from a position on: some, and none where the file has ended. */
export type ReadBlock = (position: number) => Uint8Array;

/** A chunk beyond this holds a quote that nobody closed, and is read no further: memory is bounded. */
export const largestChunk = 1 << 26;

/** What one block of the file leaves to the next. */
interface State extends Omit<Cut, 'end'> {
  isQuoted: boolean;
  isComment: boolean;
  last: number; // the byte before the block
  target: number; // the next cut is the first record end at or after it
}

/** Finds the cuts in a block that begins at a position of the file. */
type Search = (block: Uint8Array, position: number, state: State, options: CutOptions) => Cut[];

/**
 * Finds record ends about every `chunkSize` bytes, in one pass: a line end is a record's where an even number of quotes
 * stands before it, comments aside. That is so up to the first quote that is out of place, and nothing after it is read.
 * Each yield is what one block of the file gave.
 */
export function* findCuts(read: ReadBlock, options: CutOptions): Generator<Cut[]> {
  const { from, size, chunkSize, countRows } = options;
  const fresh = { isQuoted: false, isComment: false, last: newline, records: 0, rows: 0 };
  const state: State = { ...fresh, target: from + chunkSize };
  const search: Search = countRows ? countBlock : searchBlock;
  let end = from;
  for (let position = from; position < size; ) {
    const block = read(position);
    const { length } = block;
    if (length === 0) break; // the file was cut meanwhile
    const cuts = search(block, position, state, options);
    position += length;
    state.last = block[length - 1] as number;
    end = cuts.at(-1)?.end ?? end;
    if (position >= size && end < size) cuts.push({ end: size, records: state.records, rows: state.rows });
    yield cuts;
  }
}

/** Looks for quotes and, beyond each target, for line ends; the bytes between are never looked at one by one. */
function searchBlock(block: Uint8Array, position: number, state: State, { dialect, chunkSize }: CutOptions): Cut[] {
  const cuts: Cut[] = [];
  const findNewline = createFinder(block, newline);
  const findReturn = createFinder(block, dialect.returnEnds ? carriageReturn : null);
  const passQuotes = createQuotePasser(block, state, dialect);
  for (let at = Math.max(0, state.target - position - 1); at < block.length; ) {
    const end = Math.min(findNewline(at), findReturn(at));
    passQuotes(end);
    if (end === block.length) break;
    at = end + 1;
    if (state.isQuoted) continue;
    if (block[end] === carriageReturn) {
      if (at === block.length) break; // whether \n follows is not known: the next record end will do
      if (block[at] === newline) at++;
    }
    cuts.push({ end: position + at, records: 0, rows: 0 });
    state.target = position + at + chunkSize;
    at = Math.max(at, state.target - position - 1);
  }
  passQuotes(block.length);
  return cuts;
}

/** Counts quotes up to a place, without those in comments. */
function createQuotePasser(block: Uint8Array, state: State, { quote, comment, returnEnds }: ByteDialect) {
  const findQuote = createFinder(block, quote);
  const findComment = createFinder(block, quote === null ? null : comment); // without quotes nothing is to be counted
  const isEnd = (byte: number | undefined): boolean => byte === newline || (returnEnds && byte === carriageReturn);
  let passed = 0;
  const passComment = (): void => {
    while (passed < block.length && !isEnd(block[passed])) passed++;
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
      else if (!state.isQuoted && isEnd(next === 0 ? state.last : block[next - 1])) passComment();
    }
  };
}

/** Where a byte stands at or after a place, else the block's length; places only rise, so each byte is passed once. */
function createFinder(block: Uint8Array, byte: number | null): (from: number) => number {
  let found = byte === null ? block.length : -1;
  return (from) => {
    if (found >= from || byte === null) return found;
    const at = from < block.length ? block.indexOf(byte, from) : -1;
    found = at < 0 ? block.length : at;
    return found;
  };
}

/** The same, byte by byte, since every record end counts. */
function countBlock(block: Uint8Array, position: number, state: State, { dialect, chunkSize }: CutOptions): Cut[] {
  const { quote, comment, returnEnds } = dialect;
  const cuts: Cut[] = [];
  let { isQuoted, isComment, records, rows, last } = state;
  let wasEnd = last === newline || (returnEnds && last === carriageReturn);
  for (let at = 0; at < block.length; at++) {
    const byte = block[at] as number;
    const isHalf = byte === newline && returnEnds && last === carriageReturn; // of an end that is counted already
    const isEnd = !isQuoted && !isHalf && (byte === newline || (returnEnds && byte === carriageReturn));
    if (wasEnd && !isHalf && !isQuoted && byte === comment) isComment = true;
    else if (byte === quote && !isComment) isQuoted = !isQuoted;
    wasEnd = isEnd || (isHalf && wasEnd);
    last = byte;
    if (!isEnd) continue;
    records++;
    if (!isComment) rows++;
    isComment = false;
    const next = at + 1 + (byte === carriageReturn && block[at + 1] === newline ? 1 : 0);
    const isOpen = byte === carriageReturn && at + 1 === block.length;
    if (position + next < state.target || isOpen) continue;
    cuts.push({ end: position + next, records, rows });
    state.target = position + next + chunkSize;
  }
  Object.assign(state, { isQuoted, isComment, records, rows });
  return cuts;
}
