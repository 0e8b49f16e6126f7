/**
 * What the score of a candidate says, from 0 to 100. This is the one place that decides it.
 *
 * | score | the query is |
 * |---|---|
 * | 100 | its very code in any spelling, its very name in any language, or its code and about its name |
 * | 90 | the beginning of its name, of three words at least |
 * | 80 | a number or letter alone, where nothing says of what kind of thing: "10" |
 * | 70 | its code with words beside it that are not its name |
 * | 60 | a number that it once had, and that may be another's now |
 * | 40–99 | something like its name: 99 times the likeness, by rare pieces of words |
 *
 * Then come off: what has another type than the one that is asked for, or that the query itself names ("Target 16.2"),
 * half; what is out of use and not called by its own code, a tenth. If values of properties are given, the score is
 * three fifths of this, and two fifths are the share of them that the thing has; without a text the share is all, and
 * nothing is sure.
 */
export const scores = {
  exact: 100,
  beginning: 90,
  bareCode: 80,
  codeWithOtherWords: 70,
  formerCode: 60,
  likeness: 99, // times the likeness, from 0 to 1
  least: 40, // nothing below is a candidate
};

export const factors = { otherType: 0.5, retired: 0.9, name: 0.6, properties: 0.4 };

/** From here on, the words beside a code are the name of what has it. */
export const likeEnough = 0.5;

/** So many words are no beginning by chance. */
export const wordsOfBeginning = 3;

/** Two digits after the point tell all that a score can tell. */
export const rounded = (score: number): number => Math.round(score * 100) / 100;
