import path from 'node:path';
import { textRows } from '../graph/table.js';
import type { Checked } from '../pipeline.js';
import { buildRelease } from './build-release.js';
import type { Run } from './commands.js';
import { refuseOut } from './out-folder.js';
import { projectFrom } from './project.js';
import { prepareReport, writeReport } from './report.js';
import { reportSources } from './report-sources.js';
import { progress, say, textTable } from './terminal.js';
import { withPreviousRelease } from './with-previous-release.js';
import { withReleaseLock } from './with-release-lock.js';

export const run: Run = async (_args, options, io) => {
  prepareReport(options, io);
  const project = projectFrom(options);
  const out = options['out'] as string;
  const { step, end } = progress(io);
  const strict = options['strict'] === true;
  const hasSite = options['site'] === true;
  const built = await withPreviousRelease(options['previous'] as string | undefined, project, (previous) =>
    withReleaseLock(io, out, () => {
      refuseOut(out, project);
      return buildRelease({ ...project, onStep: step }, out, { strict, hasSite, previous }).finally(end);
    }),
  );
  const code = await writeReport(built.problems, options, io, reportSources(built.sheets, project.data));
  if (built.release === undefined) {
    say(io, 'nothing was published; the last release stays as it was');
    return code;
  }
  say(io, `\n${summarize(built)}published ${path.join(out, 'releases', built.release)}`);
  return code;
};

/** What the release holds, as the queries in queries/summary tell it. */
function summarize({ parts }: Checked): string {
  return parts.summary
    .map(({ query, table }) => `${query.header['title']}\n${textTable(table.columns, textRows(table))}\n`)
    .join('');
}
