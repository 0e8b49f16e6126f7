import { statSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../problem.js';
import { readSheets, type Sheets } from '../sheets/sheets.js';
import type { Run } from './commands.js';

/** The sheets in the folder that `--data` names. */
export async function dataSheets(options: Parameters<Run>[1]): Promise<{ folder: string; sheets: Sheets }> {
  const folder = path.normalize(options['data'] as string);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new UserError(`--data: there is no folder ${folder}`);
  return { folder, sheets: await readSheets(folder) };
}
