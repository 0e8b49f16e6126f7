import { clip } from '../problem.js';
import { nameOf } from '../text/unseen-characters.js';
import type { CellFault } from './cell.js';

/** Spaces but the plain one, line ends, joiners, marks of direction and of byte order: in a code nobody sees them. */
const unseen =
  /\u034f|[\t-\r\u0085\u00a0\u00ad\u061c\u115f\u1160\u1680\u17b4\u17b5\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\u3164\ufeff\uffa0]/u;

const isAround = (character: string | undefined): boolean =>
  character !== undefined && (character === ' ' || unseen.test(character));

/** A code or number without what nobody sees around it. */
export function trimmed(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && isAround(text[from])) from++;
  while (to > from && isAround(text[to - 1])) to--;
  return text.slice(from, to);
}

/** What nobody sees inside a code or number: it makes another one that looks the same. */
export function unseenFault(text: string): CellFault | undefined {
  const [found] = unseen.exec(text) ?? [];
  if (found === undefined) return undefined;
  const shown = Array.from(clip(text), (character) => (unseen.test(character) ? '·' : character)).join('');
  const message = `a character that cannot be seen, ${nameOf(found)}, stands inside "${shown}"`;
  return { code: 'invisible-character', message, expected: 'it anew, without that character' };
}
