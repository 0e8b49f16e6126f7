import type { Pieces } from './pieces.js';

/** A place in sorted lines, always at the first line of a subject, or at the end. */
export interface Cursor {
  text: string; // what is at hand
  at: number;
  isDone: boolean; // nothing comes after `text`
  /** Makes at least so many bytes from `at` on be at hand, if there are as many. */
  reach(size: number): void;
}

export function openCursor(pieces: Pieces): Cursor {
  const source = pieces[Symbol.iterator]();
  const cursor: Cursor = {
    text: '',
    at: 0,
    isDone: false,
    reach(size) {
      while (!cursor.isDone && cursor.text.length - cursor.at < size) {
        const { done, value } = source.next();
        if (done) cursor.isDone = true;
        else [cursor.text, cursor.at] = [cursor.text.slice(cursor.at) + value, 0];
      }
    },
  };
  cursor.reach(1);
  return cursor;
}

/** "<http://…> " of the line at the cursor; nothing at the end. */
export function headAt({ text, at }: Cursor): string | undefined {
  if (at >= text.length) return undefined;
  const [space, end] = [text.indexOf(' ', at), text.indexOf('\n', at)];
  return text.slice(at, space >= 0 && space < end ? space + 1 : end);
}

/** The lines of the subject with this head, as one text; the cursor goes on behind them. */
export function takeSubject(cursor: Cursor, head: string): string {
  let size = 0; // of the lines that are known to be of it
  for (;;) {
    if (cursor.at + size >= cursor.text.length) cursor.reach(size + 1);
    const { text, at } = cursor;
    if (at + size >= text.length || !text.startsWith(head, at + size)) break;
    size = text.indexOf('\n', at + size) + 1 - at;
  }
  const lines = cursor.text.slice(cursor.at, cursor.at + size);
  cursor.at += size;
  cursor.reach(1);
  return lines;
}

const [leastWindow, mostWindow] = [1 << 11, 1 << 16];

/** Sets both cursors behind what is the same from there on, but at most to the last subject of it, which may go on. */
export function skipSame(one: Cursor, other: Cursor): void {
  for (let window = leastWindow; ; window = Math.min(2 * window, mostWindow)) {
    one.reach(window);
    other.reach(window);
    const same = one.text.slice(one.at, one.at + window);
    if (same.length < window || same !== other.text.slice(other.at, other.at + window)) return;
    const size = startOfLastSubject(same);
    if (size === 0) return; // one subject fills the window
    one.at += size;
    other.at += size;
  }
}

/** Where the subject of the last whole line begins. */
function startOfLastSubject(text: string): number {
  let start = text.lastIndexOf('\n') + 1;
  const startBefore = (end: number): number => (end < 2 ? 0 : text.lastIndexOf('\n', end - 2) + 1);
  start = startBefore(start);
  const head = text.slice(start, text.indexOf(' ', start) + 1);
  while (start > 0 && text.startsWith(head, startBefore(start))) start = startBefore(start);
  return start;
}
