import { diskFiles } from '../node/disk-files.js';
import { readSheets, type Sheets } from '../sheets/sheets.js';
import type { Run } from './commands.js';
import { folderFrom } from './folder.js';
import { readWorkbook } from './project.js';

/** The sheets in the folder that `--data` names. */
export async function dataSheets(options: Parameters<Run>[1]): Promise<{ folder: string; sheets: Sheets }> {
  const folder = folderFrom(options, 'data');
  return { folder, sheets: await readSheets(diskFiles, folder, undefined, undefined, readWorkbook) };
}
