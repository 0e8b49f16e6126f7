import path from 'node:path';
import { answer } from '../contents.js';
import { readQueries } from '../graph/query-file.js';
import { build } from '../pipeline.js';
import type { Checked } from '../project.js';
import type { Run } from './commands.js';
import { projectFrom } from './project.js';
import { reportFormat, writeReport } from './report.js';
import { progress, say, textTable } from './terminal.js';

export const run: Run = async (_args, options) => {
  reportFormat(options);
  const project = projectFrom(options);
  const out = options['out'] as string;
  const { step, end } = progress();
  const built = await build({ ...project, onStep: step }, out, options['strict'] === true).finally(end);
  const code = await writeReport(built.problems, options);
  if (built.release === undefined) {
    say('nothing was published; the last release stays as it was');
    return code;
  }
  say(`\n${summarize(built, project.queries)}published ${path.join(out, 'releases', built.release)}`);
  return code;
};

/** What the release holds, as the queries in queries/summary tell it. */
function summarize({ store }: Checked, queries: string): string {
  return readQueries(path.join(queries, 'summary'), ['title'])
    .map((query) => {
      const { columns, rows } = answer(store, query);
      return `${query.header['title']}\n${textTable(
        columns,
        rows.map((row) => row.map((term) => term?.value ?? '')),
      )}\n`;
    })
    .join('');
}
