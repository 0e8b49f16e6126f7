import { closest, distance } from 'fastest-levenshtein';

/**
 * The known word that was most likely meant: `nearest('16.22', ['16.2', '16.3'])` is "16.2".
 * Undefined when nothing is near: more than a third of the longer word would have to change, or all of a short one.
 */
function nearest(word: string, known: Iterable<string>): string | undefined {
  const candidates = [...known];
  if (candidates.length === 0) return undefined;
  const best = closest(word, candidates);
  const allowed = Math.max(1, Math.floor(Math.max(word.length, best.length) / 3));
  return distance(word, best) <= allowed && allowed < word.length ? best : undefined;
}

/** The sentence part that offers it: `; did you mean 16.2?`, or nothing. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const guess = nearest(word, known);
  return guess === undefined ? '' : `; did you mean ${guess}?`;
}
