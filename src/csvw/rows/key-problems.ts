import { clip, type Place, type Problem } from '../../problem.js';
import { nearest, offer } from '../../text/nearest.js';
import type { ForeignKey } from '../metadata/table.js';

/** What is wrong with keys, in words; a key has a value for each of its columns. */

/** A key as people read it, and a list in it too. */
const readable = (key: string[]): string => clip(whole(key));
const whole = (key: string[]): string => key.join(', ').replaceAll('\u001f', ', ');

const twins = '; a spreadsheet that turned 10.10 into 10.1 makes such twins';

const names = ({ table, referenced }: ForeignKey): string => `${referenced.join(', ')} in ${table.name}`;

export const duplicateKey = (columns: string[], key: string[], where: Place, first: Place): Problem => ({
  code: 'duplicate-id',
  severity: 'error',
  message: `${columns.join(', ')} ${readable(key)} stands already in row ${first.row}`,
  where,
  fix: `remove one of the two rows or correct its key${/\d\.\d/.test(readable(key)) ? twins : ''}`,
  related: [first],
});

export const emptyReference = (key: ForeignKey, where: Place): Problem => ({
  code: 'foreign-key',
  severity: 'error',
  message: `an empty cell refers to no ${names(key)}`,
  where,
  fix: 'fill the cell, or take the foreign key out of the metadata if it may be empty',
});

/**
 * `known` are the keys that there are, where they are at hand. What is only near is offered to people; it is no
 * suggestion that a program may put in: 10.7 may be missing, and 10.1 be quite another target.
 */
export const danglingReference = (
  key: ForeignKey,
  value: string[],
  where: Place,
  known: Iterable<string> = [],
): Problem => {
  const guess = nearest(whole(value), known);
  const isSame = value.length === 1 && value[0] === where.value && guess?.toLowerCase() === value[0]?.toLowerCase();
  return {
    code: 'foreign-key',
    severity: 'error',
    message: `${readable(value)} is no ${names(key)}${offer(guess)}`,
    where,
    fix: `correct the cell, or add the row to ${key.table.name}`,
    ...(guess !== undefined && isSame && { suggestion: guess }),
  };
};

export const ambiguousReference = (key: ForeignKey, value: string[], where: Place): Problem => ({
  code: 'foreign-key',
  severity: 'error',
  message: `${readable(value)} is the ${key.referenced.join(', ')} of more than one row in ${key.table.name}`,
  where,
  fix: `leave one such row in ${key.table.name}`,
});

/** What stands for the problems that are not listed. */
export const moreProblems = (what: string, file: string): Problem => ({
  code: 'more-problems',
  severity: 'error',
  message: `more ${what}; they are not listed`,
  where: { file },
});

/** A key between tables of which one is large and the other is not read by bytes. */
export const uncheckedReference = (key: ForeignKey, file: string): Problem => ({
  code: 'foreign-key-unchecked',
  severity: 'error',
  message: `whether ${key.columns.join(', ')} refers to ${names(key)} cannot be checked: one table is large, and the dialect of the other is read in memory only`,
  where: { file },
  fix: 'save both tables as UTF-8 with commas',
});
