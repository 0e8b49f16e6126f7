import { expect, it } from 'vitest';
import { reportOf } from '../support/accident-report.js';
import { accidents } from '../support/known-accidents.js';

/** Each known accident with the real sheets is at most three problems, one of which names its place. */
it.each(Object.keys(accidents))('%s', async (name) => {
  const { problems, isNamed } = await reportOf(name);
  expect(problems.slice(0, 20), problems.join('\n')).toHaveLength(Math.min(problems.length, 3));
  expect(isNamed, problems.join('\n')).toBe(true);
});
