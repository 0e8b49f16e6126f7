import { currentOf, makeCurrent, releaseBefore } from '../node/release/releases.js';
import { verifyGraph } from '../node/release/verify.js';
import { reportContext } from '../report/report.js';
import { text } from '../report/text.js';
import type { Run } from './commands.js';
import { hasColor, print, say } from './terminal.js';
import { withReleaseLock } from './with-release-lock.js';

/** Lets `current` point to an older release, once every file of that is held against its manifest. */
export const run: Run = async ([name], options, io) => {
  const out = options['out'] as string;
  return withReleaseLock(io, out, async () => {
    const release = releaseBefore(out, name);
    const { problems } = verifyGraph(release.folder);
    if (problems.length > 0) {
      await print(io, text(problems, reportContext({ color: hasColor(io) })));
      say(io, `${release.name} is not as it was published; current stays as it was`);
      return 1;
    }
    const last = currentOf(out);
    makeCurrent(out, release);
    await print(
      io,
      `current is ${release.name} now${last === undefined || release.isCurrent ? '' : `; it was ${last}`}\n`,
    );
    return 0;
  });
};
