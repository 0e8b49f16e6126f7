import { statSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../problem.js';
import type { Run } from './commands.js';

/** Who names no folder is most likely in the wrong one. */
const begin = ' here: go to the folder of your project, or make one with gcm init';

/** The folder that an option names ("data" is `--data`). Throws when there is none. */
export function folderFrom(options: Parameters<Run>[1], name: string): string {
  const given = options[name] as string;
  if (!statSync(given, { throwIfNoEntry: false })?.isDirectory())
    throw new UserError(`--${name}: there is no folder ${given}${given === name ? begin : ''}`);
  return path.normalize(given);
}
