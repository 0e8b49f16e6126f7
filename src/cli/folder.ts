import { statSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../problem.js';
import type { Run } from './commands.js';

/** The folder that an option names ("data" is `--data`). Throws when there is none. */
export function folderFrom(options: Parameters<Run>[1], name: string): string {
  const given = options[name] as string;
  if (!statSync(given, { throwIfNoEntry: false })?.isDirectory())
    throw new UserError(`--${name}: there is no folder ${given}`);
  return path.normalize(given);
}
