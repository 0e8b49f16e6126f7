import { pruneReleases } from '../node/release/releases.js';
import { UserError } from '../problem.js';
import type { Run } from './commands.js';
import { print } from './terminal.js';
import { withReleaseLock } from './with-release-lock.js';

export const run: Run = async (_args, options, io) => {
  const out = options['out'] as string;
  const given = options['keep'] as string;
  if (!/^[1-9]\d{0,8}$/.test(given)) throw new UserError(`--keep: ${given} must be a whole number from 1 on`);
  const removed = await withReleaseLock(io, out, async () => pruneReleases(out, Number(given)));
  await print(
    io,
    removed.length === 0 ? 'there was nothing to remove\n' : removed.map((name) => `removed ${name}\n`).join(''),
  );
  return 0;
};
