import { withShapesThread } from '../node/build-threads.js';
import { check as checkProject } from '../pipeline.js';
import { type CommandDefinition, projectFrom, projectOptions, reportOptions } from './command.js';
import { prepareReport, reportSources, writeReport } from './report.js';
import { progress } from './terminal.js';

/** `gcm check` */
export const check: CommandDefinition = {
  options: [...projectOptions, ['--strict', 'count warnings as errors'], ...reportOptions],
  example: 'gcm check --report json --report-file problems.json',
  async run(_args, options, io) {
    prepareReport(options, io);
    const project = projectFrom(options);
    const { step, end } = progress(io);
    const { problems, sheets } = await withShapesThread({ ...project, onStep: step }, checkProject).finally(end);
    return writeReport(problems, options, io, reportSources(sheets, project.data));
  },
};
