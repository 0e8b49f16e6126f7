/** Where a text can be cut without taking what a reader sees as one character apart: an emoji, a letter with its accents. */

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

const longest = 64; // units; whoever writes longer ones piles up accents, and only their surrogates are kept together

/** The character that a place is inside of, or before. */
function around(text: string, at: number): { start: number; end: number } {
  const { index = at, segment = '' } = graphemes.segment(text).containing(at) ?? {};
  if (segment.length <= longest) return { start: index, end: index === at ? at : index + segment.length };
  const isInPair = /[\udc00-\udfff]/.test(text.charAt(at)) && /[\ud800-\udbff]/.test(text.charAt(at - 1));
  return isInPair ? { start: at - 1, end: at + 1 } : { start: at, end: at };
}

/** The last place up to `at` that is between two characters. */
export const boundaryBefore = (text: string, at: number): number =>
  at <= 0 ? 0 : at >= text.length ? text.length : around(text, at).start;

/** The first place from `at` on that is between two characters. */
export const boundaryAfter = (text: string, at: number): number =>
  at <= 0 ? 0 : at >= text.length ? text.length : around(text, at).end;
