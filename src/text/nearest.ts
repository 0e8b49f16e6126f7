import { distance } from 'fastest-levenshtein';

/**
 * The known word that was most likely meant: `nearest('16.22', ['16.2', '16.3'])` is "16.2". One that differs in capitals,
 * in zeros in front or by two letters that changed places comes before all others. Undefined when nothing is near (more
 * than a third of the longer word would have to change, or all of a short one), or when several words are equally near.
 */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const candidates = [...new Set(known)];
  const folded = word.toLowerCase();
  return (
    only(candidates.filter((one) => one.toLowerCase() === folded)) ??
    only(candidates.filter((one) => /^0+/.test(one) && one.replace(/^0+/, '') === word)) ??
    only(candidates.filter((one) => isSwapped(word, one))) ??
    closest(word, candidates)
  );
}

const only = (words: string[]): string | undefined => (words.length === 1 ? words[0] : undefined);

/** The word at the smallest distance, when it is the only one there and near enough. */
function closest(word: string, candidates: string[]): string | undefined {
  let [least, best] = [Number.POSITIVE_INFINITY, [] as string[]];
  for (const one of candidates) {
    const steps = distance(word, one);
    if (steps < least) [least, best] = [steps, [one]];
    else if (steps === least) best.push(one);
  }
  const guess = only(best);
  if (guess === undefined) return undefined;
  const allowed = Math.max(1, Math.floor(Math.max(word.length, guess.length) / 3));
  return least <= allowed && allowed < word.length ? guess : undefined;
}

/** Whether two neighbours in one word have changed places in the other: 17.41 and 17.14. */
function isSwapped(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return one.slice(0, at) + (one[at + 1] ?? '') + (one[at] ?? '') + one.slice(at + 2) === other;
}

/** The end of a message that suggests a known word: `. Did you mean "16.2"?`. Empty if no word is near. */
export const didYouMean = (word: string, known: Iterable<string>): string => offer(nearest(word, known));

export const offer = (guess: string | undefined): string => (guess === undefined ? '' : `. Did you mean "${guess}"?`);
