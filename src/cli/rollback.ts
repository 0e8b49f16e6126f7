import { currentOf, makeCurrent, releaseBefore } from '../node/release/releases.js';
import { verifyGraph } from '../node/release/verify.js';
import { print, type RunCommand, say } from './command.js';
import { withReleaseLock } from './releases.js';

/** `gcm rollback`: lets `current` point to an older release, once every file of that is verified. */
export const rollback: RunCommand = async ([name], options, io) => {
  const out = options['out'] as string;
  return withReleaseLock(io, out, async () => {
    const release = releaseBefore(out, name);
    const { problems } = verifyGraph(release.folder);
    if (problems.length > 0) {
      const { problemsText } = await import('./report.js'); // it loads what only the rare case needs
      await print(io, problemsText(problems, io));
      say(io, `${release.name} is not as it was published; current stays as it was`);
      return 1;
    }
    const last = currentOf(out);
    makeCurrent(out, release);
    const change = last === undefined || release.isCurrent ? '' : `; it was ${last}`;
    await print(io, `current is ${release.name} now${change}\n`);
    return 0;
  });
};
