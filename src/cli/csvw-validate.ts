import { validate } from '../csvw/csvw.js';
import { sortProblems } from '../problem.js';
import type { Run } from './commands.js';
import { openInput } from './csvw-input.js';
import { prepareReport, writeReport } from './report.js';
import { progress } from './terminal.js';

export const run: Run = async (args, options) => {
  prepareReport(options);
  const { input, load } = await openInput(args, options);
  const { step, end } = progress();
  step(`checking ${args[0]}`);
  const problems = await validate(input, load).finally(end);
  return writeReport(sortProblems(problems), options);
};
