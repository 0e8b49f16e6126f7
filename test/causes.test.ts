import { describe, expect, it } from 'vitest';
import { reportOf } from './support/accident-report.js';
import { accidents } from './support/known-accidents.js';

/** One accident with the real sheets is at most three problems. Here is one of each kind; the slow tests have all. */
const kinds = [
  'renamed source, quite different',
  'deleted objective',
  'indicators cut in half',
  'targets of links stored as numbers',
  'codes filled down as a series',
  'repeated header in targets',
  'total row in objectives',
  'block shifted to the right',
  'block pasted over',
  'headers swapped in links',
  'targets pasted twice with the header',
  'emptied key',
];

describe('one accident', () => {
  it.each(kinds)('%s', async (name) => {
    expect(Object.keys(accidents)).toContain(name);
    const { problems, isNamed } = await reportOf(name);
    expect(problems.slice(0, 20), problems.join('\n')).toHaveLength(Math.min(problems.length, 3));
    expect(isNamed, problems.join('\n')).toBe(true);
  });
});
