import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';

/** Where a file or folder is, links followed; of one that is not there yet, where it will be. */
export function realPath(name: string): string {
  const full = path.resolve(name);
  return existsSync(full) ? realpathSync(full) : path.join(realPath(path.dirname(full)), path.basename(full));
}
