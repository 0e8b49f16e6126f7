import { check } from '../pipeline.js';
import type { Run } from './commands.js';
import { projectFrom } from './project.js';
import { prepareReport, writeReport } from './report.js';
import { reportSources } from './report-sources.js';
import { progress } from './terminal.js';

export const run: Run = async (_args, options) => {
  prepareReport(options);
  const project = projectFrom(options);
  const { step, end } = progress();
  const { problems, sheets } = await check({ ...project, onStep: step }).finally(end);
  return writeReport(problems, options, reportSources(sheets, project.data));
};
