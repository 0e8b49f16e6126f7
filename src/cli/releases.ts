import { existsSync } from 'node:fs';
import path from 'node:path';
import { lockReleases } from '../node/release/lock.js';
import { readManifest } from '../node/release/release-folder.js';
import {
  currentOf,
  listReleases,
  makeCurrent,
  pruneReleases,
  type Release,
  releaseBefore,
} from '../node/release/releases.js';
import { canonicalLimit, verifyGraph, verifyRelease } from '../node/release/verify.js';
import { grouped, type Problem, UserError } from '../problem.js';
import { oneLine } from '../report/harmless-text.js';
import { reportContext } from '../report/report.js';
import { text } from '../report/text.js';
import type { Io, RunCommand } from './command.js';
import { exitOnSignals, hasColor, print, say, textTable } from './terminal.js';

/** The commands for releases that exist. */

/** `gcm verify` */
export const verify: RunCommand = async ([given], options, io) => {
  const folder = given ?? path.join(options['out'] as string, 'current');
  if (!existsSync(folder)) throw new UserError(`there is no release at ${folder}: run gcm build first`);
  const { problems, isHashed } = verifyGraph(folder);
  if (problems.length > 0) {
    await printProblems(io, problems);
    return 1;
  }
  const manifest = readManifest(folder);
  const site = manifest?.site ? `, and the ${manifest.site.files} of the web site,` : '';
  await print(io, `${manifest?.files.length} files${site} are as they were published\n`);
  const longer = `${manifest?.name}.nq has over ${grouped(canonicalLimit)} bytes`;
  if (!isHashed) say(io, `the hash of the graph was not computed again: ${longer}`);
  return 0;
};

const printProblems = (io: Io, problems: Problem[]): Promise<void> =>
  print(io, text(problems, reportContext({ color: hasColor(io) })));

const columns = ['release', 'version', 'hash', 'files', 'bytes', 'quads', 'current', 'whole'];

/** `gcm releases`: all files are read, so that no release is called whole that is not. */
export const releases: RunCommand = async (_args, options, io) => {
  const out = options['out'] as string;
  const folder = path.join(out, 'releases');
  const { releases, strangers } = listReleases(out);
  if (releases.length > 0) await print(io, textTable(columns, releases.map(rowOf)));
  else say(io, `there is no release in ${folder}: run gcm build first`);
  for (const { name, fault } of strangers) say(io, oneLine(`not a release: ${path.join(folder, name)}: ${fault}`));
  return 0;
};

function rowOf({ name, folder, manifest, isCurrent }: Release): string[] {
  const { version, hash, files, site, quads } = manifest;
  const bytes = files.reduce((sum, file) => sum + file.bytes, site?.bytes ?? 0);
  const counts = [files.length + (site?.files ?? 0), bytes, quads].map(grouped);
  const isWhole = verifyRelease(folder).length === 0;
  return [name, version, hash.slice(0, 12), ...counts, isCurrent ? 'yes' : '', isWhole ? 'yes' : 'no'];
}

/** `gcm releases prune` */
export const prune: RunCommand = async (_args, options, io) => {
  const out = options['out'] as string;
  const given = options['keep'] as string;
  if (!/^[1-9]\d{0,8}$/.test(given)) throw new UserError(`--keep: ${given} must be a whole number from 1 on`);
  const removed = await withReleaseLock(io, out, async () => pruneReleases(out, Number(given)));
  const lines = removed.map((name) => `removed ${name}\n`);
  await print(io, lines.join('') || 'there was nothing to remove\n');
  return 0;
};

/** `gcm rollback`: lets `current` point to an older release, once every file of that is verified. */
export const rollback: RunCommand = async ([name], options, io) => {
  const out = options['out'] as string;
  return withReleaseLock(io, out, async () => {
    const release = releaseBefore(out, name);
    const { problems } = verifyGraph(release.folder);
    if (problems.length > 0) {
      await printProblems(io, problems);
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

/** Lets `use` change the releases of a folder, which nobody else does meanwhile; a signal leaves no half of it. */
export async function withReleaseLock<T>(io: Io, out: string, use: () => Promise<T>): Promise<T> {
  const unlock = await lockReleases(out);
  const letGo = exitOnSignals((signal) => say(io, `gcm: ended by ${signal}; no release is left half made`));
  try {
    return await use();
  } finally {
    letGo();
    unlock();
  }
}
