import { startBuildThread } from '../node/build-thread.js';
import { check as checkProject } from '../pipeline.js';
import { progress, projectFrom, type RunCommand, say } from './command.js';
import { prepareReport, reportSources, writeReport } from './report.js';
import { comparisonFrom } from './since.js';

/** `gcm check` */
export const check: RunCommand = async (_args, options, io) => {
  prepareReport(options, io);
  const project = projectFrom(options);
  const { compare, since } = comparisonFrom(options, project.data);
  const { step, end } = progress(io);
  const { validate, close } = startBuildThread();
  const checked = await checkProject({
    ...project,
    validate,
    onStep: step,
    runQuery: io.runQuery,
    compare,
  }).finally(() => {
    end();
    return close();
  });
  const code = await writeReport(checked.problems, options, io, {
    ...reportSources(checked, project.data),
    ...since(),
  });
  if (!compare && options['since'] === undefined)
    say(io, 'Not compared with an earlier version, because there is no release. To compare with one, add --since');
  return code;
};
