import { existsSync } from 'node:fs';
import path from 'node:path';
import { changesWithFigures } from '../diff/figures-since.js';
import texts from '../diff/messages.json' with { type: 'json' };
import { type ChangesSince, readEarlierSheets } from '../diff/sheets-since.js';
import { earlierData } from '../node/diff/earlier-data.js';
import { diskFiles } from '../node/disk-files.js';
import type { Threads } from '../pipeline.js';
import { problemOf, UserError } from '../problem.js';
import { oneLine } from '../report/harmless-text.js';
import type { FamilyFile } from '../sheets/family-files.js';
import type { Sheets } from '../sheets/table-group.js';
import { type Options, readWorkbook } from './command.js';
import { withTemporaryFolder } from './output-file.js';

/** The comparison of a command with the last release, or with the version that `--since` names. */
export interface Comparison {
  compare?: Threads['compare'];
  /** Returns what the sheets were compared with, for the reports. */
  since(): { since?: string };
}

/** Prepares the comparison. Without a release, compares with the folder `otherwise`, and does not mention it. */
export function comparisonFrom(options: Options, data: string, otherwise?: string): Comparison {
  const given = options['since'] as string | undefined;
  const current = path.join(options['out'] as string, 'current');
  const name = given ?? (existsSync(current) ? current : otherwise);
  if (given === '') throw new UserError('--since: Missing name of a release');
  if (name === undefined || given === 'none') return { since: () => ({}) };
  let isCompared = false;
  const compare = (sheets: Sheets, figures: readonly FamilyFile[]): Promise<ChangesSince> =>
    withTemporaryFolder('gcm-since-', async (scratch) => {
      const folder = folderOf(name, data, scratch, given !== undefined);
      const earlier =
        'why' in folder ? undefined : await readEarlierSheets(diskFiles, folder.folder, name, sheets, readWorkbook);
      isCompared = earlier !== undefined;
      if (earlier && 'folder' in folder) return changesWithFigures(diskFiles, folder.folder, earlier, sheets, figures);
      const why = 'why' in folder ? folder.why : 'it has no sheets of this project';
      const problem = problemOf(texts.notCompared, { file: oneLine(name) }, { since: oneLine(name), why });
      return { problems: [problem], changed: [] };
    });
  return { compare, since: () => (isCompared && name !== otherwise ? { since: oneLine(name) } : {}) };
}

/** Finds the folder of the sheets. A named version must exist; a last release that cannot be read is only a notice. */
function folderOf(name: string, data: string, scratch: string, isNamed: boolean): { folder: string } | { why: string } {
  try {
    return { folder: earlierData(name, data, scratch) };
  } catch (error) {
    if (isNamed || !(error instanceof UserError)) throw error;
    return { why: error.message };
  }
}
