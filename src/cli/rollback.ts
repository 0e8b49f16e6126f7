import { currentOf, makeCurrent, releaseBefore } from '../node/release/releases.js';
import { verifyGraph } from '../node/release/verify.js';
import { print, type RunCommand, say } from './command.js';
import { withReleaseLock } from './releases.js';

/** `gcm rollback`: verifies every file of an older release, and makes it current. */
export const rollback: RunCommand = async ([name], options, io) => {
  const out = options['out'] as string;
  return withReleaseLock(io, out, async () => {
    const release = releaseBefore(out, name);
    const { problems } = verifyGraph(release.folder);
    if (problems.length > 0) {
      const { problemsText } = await import('./report.js'); // only needed in this rare case
      await print(io, problemsText(problems, io));
      say(io, `${release.name} was changed after it was published. The current release stays the same`);
      return 1;
    }
    const last = currentOf(out);
    makeCurrent(out, release);
    const change = last === undefined || release.isCurrent ? '' : ` (before: ${last})`;
    await print(io, `Current release: ${release.name}${change}\n`);
    return 0;
  });
};
