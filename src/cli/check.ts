import { check } from '../pipeline.js';
import type { Run } from './commands.js';
import { projectFrom } from './project.js';
import { reportFormat, writeReport } from './report.js';

export const run: Run = async (_args, options) => {
  reportFormat(options);
  const { problems } = await check(projectFrom(options));
  return writeReport(problems, options);
};
