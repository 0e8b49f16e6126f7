import { diskFiles } from '../node/disk-files.js';
import type { Threads } from '../pipeline.js';
import { UserError } from '../problem.js';
import { isBase, isCommit, type Project } from '../project.js';
import type { ReadWorkbook } from '../workbook/workbook.js';
import type { Run } from './commands.js';
import { folderFrom } from './folder.js';

/** Reads a workbook in a thread of its own; the code for it is loaded with the first workbook. */
export const readWorkbook: ReadWorkbook = async (...given) =>
  (await import('../node/workbook/read-in-thread.js')).readWorkbook(...given);

/** The project that the options of a command name. */
export function projectFrom(options: Parameters<Run>[1]): Project & Pick<Threads, 'readWorkbook'> {
  const folder = (name: string): string => folderFrom(options, name);
  const base = options['base'] as string | undefined;
  if (base !== undefined && !isBase(base))
    throw new UserError(`--base: ${base} must be a web address that ends with a slash`);
  const commit = options['commit'] as string | undefined;
  if (commit !== undefined && !isCommit(commit))
    throw new UserError(`--commit: ${commit} must be the 40 digits that git rev-parse prints`);
  return {
    files: diskFiles,
    data: folder('data'),
    ontology: folder('ontology'),
    queries: folder('queries'),
    base,
    commit,
    readWorkbook,
  };
}
