import path from 'node:path';
import { lockReleases } from '../node/release/lock.js';
import { listReleases, pruneReleases, type Release } from '../node/release/releases.js';
import { verifyRelease } from '../node/release/verify.js';
import { grouped, UserError } from '../problem.js';
import { oneLine } from '../report/harmless-text.js';
import { type Io, print, type RunCommand, say, textTable } from './command.js';
import { exitOnSignals } from './signals.js';

const columns = ['release', 'version', 'hash', 'files', 'bytes', 'quads', 'current', 'unchanged'];

/** `gcm releases`: verifies all files of each release. */
export const releases: RunCommand = async (_args, options, io) => {
  const out = options['out'] as string;
  const folder = path.join(out, 'releases');
  const { releases, strangers } = listReleases(out);
  if (releases.length > 0) await print(io, textTable(columns, releases.map(rowOf)));
  else say(io, `No releases in ${folder}. Run gcm build first`);
  for (const { name, fault } of strangers) say(io, oneLine(`Not a release: ${path.join(folder, name)} (${fault})`));
  return 0;
};

function rowOf({ name, folder, manifest, isCurrent }: Release): string[] {
  const { version, hash, files, site, quads } = manifest;
  const bytes = files.reduce((sum, file) => sum + file.bytes, site?.bytes ?? 0);
  const counts = [files.length + (site?.files ?? 0), bytes, quads].map(grouped);
  const isUnchanged = verifyRelease(folder).length === 0;
  return [name, version, hash.slice(0, 12), ...counts, isCurrent ? 'yes' : '', isUnchanged ? 'yes' : 'no'];
}

/** `gcm releases prune` */
export const prune: RunCommand = async (_args, options, io) => {
  const out = options['out'] as string;
  const given = options['keep'] as string;
  if (!/^[1-9]\d{0,8}$/.test(given)) throw new UserError(`--keep: "${given}" is not a whole number of 1 or more`);
  const removed = await withReleaseLock(io, out, async () => pruneReleases(out, Number(given)));
  const lines = removed.map((name) => `Removed ${name}\n`);
  await print(io, lines.join('') || 'Nothing to remove\n');
  return 0;
};

/** Locks a folder while `use` changes its releases. A signal does not leave a partial release. */
export async function withReleaseLock<T>(io: Io, out: string, use: () => Promise<T>): Promise<T> {
  const unlock = await lockReleases(out);
  const letGo = exitOnSignals((signal) => say(io, `gcm: Stopped by ${signal}. No partial release was left behind`));
  try {
    return await use();
  } finally {
    letGo();
    unlock();
  }
}
