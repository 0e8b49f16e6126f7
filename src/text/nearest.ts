import { distance } from 'fastest-levenshtein';

/**
 * Guesses the known word that was meant: `nearest('16.22', ['16.2', '16.3'])` is "16.2". Prefers words that differ only
 * in capitals, zeros that do not change a number, or two swapped letters. Returns undefined if no word is near (more than a third of the
 * longer word differs, or all of a short one), or if several are equally near.
 */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const candidates = [...new Set(known)];
  const folded = word.toLowerCase();
  return (
    only(candidates.filter((one) => one.toLowerCase() === folded)) ??
    only(candidates.filter((one) => numberIn(one) === numberIn(word))) ??
    only(candidates.filter((one) => isSwapped(word, one))) ??
    closest(word, candidates)
  );
}

/** Returns the number that a program reads in a code: "1.0" and "001" are 1. */
export const numberIn = (code: string): number => (/^\d{1,15}(?:\.\d{1,10})?$/.test(code) ? Number(code) : Number.NaN);

const only = (words: string[]): string | undefined => (words.length === 1 ? words[0] : undefined);

/** Returns the word at the smallest distance, if it is unique and near enough. */
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

/** True if two adjacent letters are swapped: 17.41 and 17.14. */
function isSwapped(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  const at = sharedStart(one, other);
  return one.slice(0, at) + (one[at + 1] ?? '') + (one[at] ?? '') + one.slice(at + 2) === other;
}

/** Returns the length of the start that two texts share. */
export function sharedStart(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}

/**
 * Returns the parts of two texts that differ, and the length of what they share before and after: "coworkers" and "workers"
 * differ in "co" and "".
 */
export function differenceOf(before: string, after: string) {
  const start = sharedStart(before, after);
  const most = Math.min(before.length, after.length) - start;
  let end = 0;
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end++;
  const [gone, come] = [before, after].map((text) => text.slice(start, text.length - end)) as [string, string];
  return { gone, come, start, end };
}

/** The end of a message that suggests a known word: `. Did you mean "16.2"?`. Empty if no word is near. */
export const didYouMean = (word: string, known: Iterable<string>): string => offer(nearest(word, known));

/** The words that the end of a message suggests, and the word before them that they replace. */
export function offeredIn(message: string): { word: string | undefined; guesses: string[] } {
  const [, before = '', after = ''] = /^(.*)\. Did you mean (".*")\?/s.exec(message) ?? [];
  return {
    word: /"([^"]*)"/.exec(before)?.[1],
    guesses: after === '' ? [] : after.slice(1, -1).split('" or "'),
  };
}

/** The end of a message that suggests a word. */
export const offer = (guess: string | undefined): string => (guess === undefined ? '' : `. Did you mean "${guess}"?`);
