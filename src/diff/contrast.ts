import { clip } from '../problem.js';
import { boundaryAfter, boundaryBefore } from '../text/graphemes.js';
import type { Value } from './change.js';

const context = 30;
const pieceLimit = 300;

/** Names as they were and are; of long ones what is the same on both sides is cut, so that the difference is seen. */
export function contrasted(before: Value[], after: Value[]): [string, string] {
  const [was, is] = [before, after].map((values) => values.map(({ value }) => `“${value}”`).join(', ')) as [
    string,
    string,
  ];
  if (was === '' || is === '') return [clip(was), clip(is)];
  let start = 0;
  while (start < was.length && was[start] === is[start]) start++;
  let end = 0;
  while (end < Math.min(was.length, is.length) - start && was.at(-1 - end) === is.at(-1 - end)) end++;
  const cut = (text: string): string => pieceOf(text, start - context, text.length - end + context);
  return [cut(was), cut(is)];
}

/** What stands between two places, or a few characters more where that makes it whole; too much is cut at its end. */
function pieceOf(text: string, start: number, end: number): string {
  const from = start < 10 ? 0 : boundaryBefore(text, start);
  const to = end > text.length - 10 ? text.length : boundaryAfter(text, end);
  const piece = text.slice(from, to);
  const middle = piece.length > pieceLimit ? `${piece.slice(0, boundaryBefore(piece, pieceLimit))}…` : piece;
  return `${from === 0 ? '' : '…'}${middle}${to === text.length ? '' : '…'}`;
}
