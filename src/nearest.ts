import { closest, distance } from 'fastest-levenshtein';

/**
 * The known word that was most likely meant: `nearest('16.22', ['16.2', '16.3'])` is "16.2". One that differs in capitals
 * only, or by two letters that changed places, comes before all others. Undefined when nothing is near: more than a third
 * of the longer word would have to change, or all of a short one.
 */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const candidates = [...known];
  if (candidates.length === 0) return undefined;
  const folded = word.toLowerCase();
  const same = candidates.find((one) => one.toLowerCase() === folded) ?? candidates.find((one) => isSwapped(word, one));
  if (same !== undefined) return same;
  const best = closest(word, candidates);
  const allowed = Math.max(1, Math.floor(Math.max(word.length, best.length) / 3));
  return distance(word, best) <= allowed && allowed < word.length ? best : undefined;
}

/** Whether two neighbours in one word have changed places in the other: 17.41 and 17.14. */
function isSwapped(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return one.slice(0, at) + (one[at + 1] ?? '') + (one[at] ?? '') + one.slice(at + 2) === other;
}

/** The sentence part that offers it: `; did you mean 16.2?`, or nothing. */
export const didYouMean = (word: string, known: Iterable<string>): string => offer(nearest(word, known));

export const offer = (guess: string | undefined): string => (guess === undefined ? '' : `; did you mean ${guess}?`);
