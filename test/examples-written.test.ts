import { expect, it } from 'vitest';
import { type ExampleName, linesOf } from './support/examples.js';

/** Lines that a person writes for a project, compared with what the commands write. */
const limits: [ExampleName, number][] = [
  ['sendai', 200],
  ['thesaurus', 40],
  ['codes', 15],
];

it.each(limits)('%s needs at most %i lines', async (name, most) => {
  const lines = await linesOf(name);
  console.log(lines);
  const sum = Object.values(lines).reduce((all, one) => all + one, 0);
  expect(sum).toBeGreaterThan(0);
  expect(sum, JSON.stringify(lines)).toBeLessThanOrEqual(most);
});
