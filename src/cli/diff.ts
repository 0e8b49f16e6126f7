import { compare } from '../diff/diff.js';
import { diffFormats } from '../diff/formats.js';
import { diskFiles } from '../node/disk-files.js';
import { withTemporaryFolder } from './atomic-write.js';
import { choiceFrom, type RunCommand } from './command.js';
import { openSide } from './open-compared.js';
import { print } from './terminal.js';

/** `gcm diff`: ends with 1 when a change breaks something for users of the first release. */
export const diff: RunCommand = async ([from = '', to = ''], options, io) => {
  const write = choiceFrom(options, 'format', diffFormats);
  const reading = { files: diskFiles, data: options['data'] as string, queries: options['queries'] as string };
  return withTemporaryFolder('gcm-diff-', async (scratch) => {
    const before = await openSide(from, reading, scratch);
    const set = await compare(before, await openSide(to, reading, scratch));
    await print(io, write(set));
    return set.breakingCount > 0 ? 1 : 0;
  });
};
