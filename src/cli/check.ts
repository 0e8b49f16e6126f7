import { check } from '../pipeline.js';
import type { Run } from './commands.js';
import { projectFrom } from './project.js';
import { prepareReport, writeReport } from './report.js';
import { progress } from './terminal.js';

export const run: Run = async (_args, options) => {
  prepareReport(options);
  const { step, end } = progress();
  const { problems } = await check({ ...projectFrom(options), onStep: step }).finally(end);
  return writeReport(problems, options);
};
