import { existsSync, readdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { compareCodePoints } from '../order.js';
import { UserError } from '../problem.js';

/** All that is in the folder of a release and is no folder, as the manifest names it, sorted: "data/links.csv". */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort(compareCodePoints);
}

/** Whether a file of a release that is there is somewhere else in truth, by a link of its own or of a folder above it. */
export const isElsewhere = (folder: string, file: string): boolean =>
  realpathSync(path.join(folder, file)) !== path.join(realpathSync(folder), file);

/** Where a file of a release is, to be read. Throws `UserError` when it is not there, or somewhere else. */
export function releaseFile(folder: string, file: string): string {
  const target = path.join(folder, file);
  if (!existsSync(target)) throw new UserError(`${target} is missing: gcm verify tells what else is`, 1);
  if (isElsewhere(folder, file)) throw new UserError(`${target} is a link, and no file of the release`, 1);
  return target;
}
