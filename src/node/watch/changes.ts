import type { Problem } from '../../problem.js';
import { without } from '../../text/bag-difference.js';

/** What a round found that was not known, what it found no more, and what is known now. */
export interface Changes {
  fresh: Problem[];
  mended: Problem[];
  known: Problem[];
}

/**
 * A problem that only moved to another row is the same. While a sheet has errors, rules leave out what may follow from
 * them: what a rule found before and does not now is then neither mended nor forgotten.
 */
export function changesOf(before: Problem[], after: Problem[]): Changes {
  const isDoubtful = after.some(({ severity, rule }) => severity === 'error' && rule === undefined);
  const isHidden = ({ rule }: Problem): boolean => isDoubtful && rule !== undefined;
  const absent = without(before, after, keyOf);
  return {
    fresh: without(after, before, keyOf),
    mended: absent.filter((problem) => !isHidden(problem)),
    known: [...after, ...absent.filter(isHidden)],
  };
}

const keyOf = ({ code, severity, message, where: { file, sheet, column, value } }: Problem): string =>
  JSON.stringify([code, severity, message, file, sheet, column, value]);
