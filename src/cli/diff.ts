import { compare } from '../diff/compare.js';
import { diffFormats } from '../diff/formats.js';
import { diskFiles } from '../node/disk-files.js';
import { UserError } from '../problem.js';
import type { Run } from './commands.js';
import { openSide } from './open-side.js';
import { print } from './terminal.js';
import { withScratch } from './with-previous-release.js';

export const run: Run = async ([from = '', to = ''], options, io) => {
  const format = options['format'] as string;
  const write = Object.hasOwn(diffFormats, format) ? diffFormats[format] : undefined;
  if (!write) throw new UserError(`--format: ${format} is none of ${Object.keys(diffFormats).join(', ')}`);
  const reading = { files: diskFiles, data: options['data'] as string, queries: options['queries'] as string };
  return withScratch(async (scratch) => {
    const before = await openSide(from, reading, scratch);
    const set = await compare(before, await openSide(to, reading, scratch));
    await print(io, write(set));
    return set.breakingCount > 0 ? 1 : 0;
  });
};
