import path from 'node:path';
import { listReleases, type Release } from '../node/release/releases.js';
import { verifyRelease } from '../node/release/verify.js';
import { grouped } from '../problem.js';
import { oneLine } from '../report/characters.js';
import type { Run } from './commands.js';
import { print, say, textTable } from './terminal.js';

const columns = ['release', 'version', 'hash', 'files', 'bytes', 'quads', 'current', 'whole'];

/**
 * Lists the releases, the newest first, and tells of folders beside them that are none. All their files are read, so that
 * none is called whole that is not.
 */
export const run: Run = async (_args, options, io) => {
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
