import { withShapesThread } from '../node/shapes-thread.js';
import { check } from '../pipeline.js';
import type { Run } from './commands.js';
import { projectFrom } from './project.js';
import { prepareReport, writeReport } from './report.js';
import { reportSources } from './report-sources.js';
import { progress } from './terminal.js';

export const run: Run = async (_args, options, io) => {
  prepareReport(options, io);
  const project = projectFrom(options);
  const { step, end } = progress(io);
  const { problems, sheets } = await withShapesThread({ ...project, onStep: step }, check).finally(end);
  return writeReport(problems, options, io, reportSources(sheets, project.data));
};
